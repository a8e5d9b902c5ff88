"""Keeps the lines of docs/one-click.md true: python -m tools.one_click [--check]

Each stop is written [`path:line`](link) `text`; the text must stand on exactly one line of that file.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "one-click.md"
STOP = re.compile(r"\[`(?P<path>[^`:]+):(?P<line>\d+)`\]\(\.\./(?P<link>[^)]+)\) `(?P<text>[^`]+)`")


def line_of(path: str, text: str, root: Path = ROOT) -> int:
    """The one line of a file that holds the text. Raises LookupError when none or several do."""
    file = root / path
    if not file.is_file():
        raise LookupError(f"{path} is not there")
    lines = file.read_text("utf-8").splitlines()
    found = [number for number, line in enumerate(lines, 1) if text in line]
    if len(found) != 1:
        raise LookupError(f"{path}: {text!r} stands on {len(found)} lines, not on one")
    return found[0]


def corrected(page: str, root: Path = ROOT) -> str:
    """The page with the lines as they are now. Raises LookupError for what is not to be found."""

    def stop(match: re.Match[str]) -> str:
        path, text = match["path"], match["text"]
        if path != match["link"]:
            raise LookupError(f"{path} is linked to {match['link']}")
        return f"[`{path}:{line_of(path, text, root)}`](../{path}) `{text}`"

    return STOP.sub(stop, page)


def main(arguments: list[str]) -> int:
    """Writes the page; with --check only tells, 1 when it is not true any more."""
    page = PAGE.read_text("utf-8")
    try:
        right = corrected(page)
    except LookupError as error:
        print(f"✗ docs/one-click.md: {error}", file=sys.stderr)
        return 1
    if right == page:
        return 0
    if "--check" in arguments:
        print("✗ lines have moved: python -m tools.one_click", file=sys.stderr)
        return 1
    PAGE.write_text(right, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
