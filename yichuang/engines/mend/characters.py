"""What single characters become: full-width ones, spaces of every kind, and those that nobody sees."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from yichuang.base.text import Text

WIDTH = Text("全角字符已改为半角", "full-width characters changed into half-width")
INVISIBLE = Text("已去掉看不见的字符", "invisible characters taken out")
SPACES = Text("已去掉多余空格", "spaces taken out")
CAPITALS = Text("小写字母已改为大写", "small letters changed into capitals")
# Joiners that look like nothing but are not of the category of format characters.
_UNSEEN = frozenset("\u115f\u1160\u3164\uffa0\u034f\u17b4\u17b5\u2800\ufe0e\ufe0f")
_WIDE_FIRST, _WIDE_LAST, _WIDE_SHIFT = 0xFF01, 0xFF5E, 0xFEE0


def is_unseen(char: str) -> bool:
    """Whether a character leaves no mark: zero width, direction marks, byte order mark, soft hyphen, controls."""
    if char in "\n\t":
        return False
    return unicodedata.category(char) in ("Cf", "Cc") or char in _UNSEEN


def narrow(char: str) -> str:
    """The half-width form of a full-width character, any other character as it is."""
    if _WIDE_FIRST <= ord(char) <= _WIDE_LAST:
        return chr(ord(char) - _WIDE_SHIFT)
    return char


def is_space(char: str) -> bool:
    """Whether a character is a space of any kind."""
    return char.isspace() or unicodedata.category(char) == "Zs"


def is_han(char: str) -> bool:
    """Whether a character is a Chinese one, rare ones of the later planes too."""
    return char == "〇" or unicodedata.name(char, "").startswith("CJK UNIFIED IDEOGRAPH")


def fold(text: str) -> str:
    """Text as codes and numbers are compared: half-width, plain spaces, nothing invisible."""
    seen = (narrow(char) for char in text if not is_unseen(char))
    return "".join(" " if is_space(char) else char for char in seen)


@dataclass
class Work:
    """A text being mended: its characters with the places they had, and what was done to it."""

    chars: list[tuple[str, int]]
    changes: list[Text] = field(default_factory=list)

    @classmethod
    def start(cls, text: str) -> Work:
        """The text without what nobody sees; places count what people see, from 1."""
        seen = [char for char in text if not is_unseen(char)]
        work = cls([(char, place) for place, char in enumerate(seen, 1)])
        if len(seen) != len(text):
            work.note(INVISIBLE)
        return work

    @property
    def text(self) -> str:
        """What it is now."""
        return "".join(char for char, _ in self.chars)

    def note(self, change: Text) -> None:
        """Remember a kind of change once."""
        if change not in self.changes:
            self.changes.append(change)

    def narrow(self) -> None:
        """Make full-width characters half-width."""
        self._each(narrow, WIDTH)
        self._each(lambda char: " " if is_space(char) else char)

    def narrow_letters(self) -> None:
        """Make full-width letters and digits half-width, and leave Chinese punctuation as it is."""
        self._each(lambda char: narrow(char) if narrow(char).isalnum() else char, WIDTH)

    def capitals(self) -> None:
        """Make letters capitals."""
        self._each(lambda char: char.upper() if len(char.upper()) == 1 else char, CAPITALS)

    def drop(self, unwanted: str, change: Text) -> None:
        """Take out characters wherever they stand."""
        kept = [(char, place) for char, place in self.chars if char not in unwanted]
        if len(kept) != len(self.chars):
            self.note(change)
        self.chars = kept

    def tidy_spaces(self) -> None:
        """Take out spaces at both ends and make several one."""
        self._each(lambda char: " " if is_space(char) else char)
        kept: list[tuple[str, int]] = []
        for char, place in self.chars:
            if char != " " or (kept and kept[-1][0] != " "):
                kept.append((char, place))
        if kept and kept[-1][0] == " ":
            kept.pop()
        if len(kept) != len(self.chars):
            self.note(SPACES)
        self.chars = kept

    def _each(self, change: Callable[[str], str], noted: Text | None = None) -> None:
        changed = [(change(char), place) for char, place in self.chars]
        if noted is not None and changed != self.chars:
            self.note(noted)
        self.chars = changed
