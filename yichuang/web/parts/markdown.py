"""The few marks that guides of packs use, as HTML: headings, lists, bold. Everything else is text, escaped.

No raw HTML, no images, no links but to https and to pages of this portal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

HEADING = re.compile(r"(#{1,6})\s+(.+)")
BULLET = re.compile(r"\s*[-*]\s+(.+)")
NUMBER = re.compile(r"\s*\d+[.、]\s+(.+)")
BOLD = re.compile(r"\*\*(.+?)\*\*")
LINK = re.compile(r"\[([^\]]+)\]\(((?:https://|/)[^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class Section:
    """One heading with what stands below it; the title is empty for what comes before the first."""

    title: str
    body: SafeString


@dataclass(slots=True)
class _Writer:
    """Collects blocks; a list stays open while its lines last."""

    out: list[str] = field(default_factory=list)
    open_list: str = ""

    def add(self, html: str, within: str = "") -> None:
        if within != self.open_list:
            self.out.append(f"</{self.open_list}>" if self.open_list else "")
            css = "y-bullets" if within == "ul" else "y-numbers"
            self.out.append(f'<{within} class="{css}">' if within else "")
            self.open_list = within
        self.out.append(html)

    def done(self) -> SafeString:
        self.add("")
        return mark_safe("".join(self.out))  # noqa: S308 - every text in it went through escape


def sections(text: str) -> tuple[Section, ...]:
    """The text cut at its headings, each part rendered."""
    parts: list[tuple[str, list[str]]] = [("", [])]
    for line in text.splitlines():
        heading = HEADING.fullmatch(line.strip())
        if heading:
            parts.append((heading[2].strip(), []))
        else:
            parts[-1][1].append(line)
    rendered = (Section(title, _body(lines)) for title, lines in parts)
    return tuple(s for s in rendered if s.title or s.body)


def _body(lines: list[str]) -> SafeString:
    writer = _Writer()
    for line in lines:
        for pattern, within in ((BULLET, "ul"), (NUMBER, "ol")):
            if found := pattern.fullmatch(line):
                writer.add(f"<li>{inline(found[1])}</li>", within)
                break
        else:
            if line.strip():
                writer.add(f"<p>{inline(line.strip())}</p>")
    return writer.done()


def inline(text: str) -> str:
    """Bold and links of one line, escaped."""
    safe = BOLD.sub(r"<strong>\1</strong>", str(escape(text)))
    return LINK.sub(r'<a href="\2">\1</a>', safe)
