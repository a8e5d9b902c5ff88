"""What a PDF carries beyond its pages: scripts and starters of programs are found, also inside packed objects."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

# An action that runs a script must name /JavaScript (the short /JS only holds its text), so random bytes of a picture
# never look like one: these names are long.
ACTIVE = (b"JavaScript", b"Launch", b"RichMedia")
STREAM = re.compile(rb"stream\r?\n")
NAME = re.compile(rb"/((?:#[0-9A-Fa-f]{2}|[A-Za-z0-9_.+-])+)")
ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
MARK = re.compile(rb"yichuang-paper:([A-Za-z0-9_-]{22}):([0-9a-f]{64})")
MOST_UNPACKED = 32 * 1024 * 1024
HEAD = 2048


def find_active(content: bytes) -> str:
    """The first active thing in a PDF: `JavaScript`, `Launch`, `RichMedia`; `Encrypt` or `Hidden` where none can look.

    Empty when there is none. Packed objects are unpacked (32 MB at most), escaped names are read as viewers read them.
    """
    names = _names(content)
    if (b"Encrypt" in names and b"trailer" in content) or _encrypted_xref(content):
        return "Encrypt"
    for packed in _packed(content):
        if packed is None:
            return "Hidden"
        names |= _names(packed)
    return next((name.decode() for name in ACTIVE if name in names), "")


def count_pages(content: bytes) -> int | None:
    """How many pages a PDF has, None where it cannot be told without a reader."""
    parts = [content, *(p for p in _packed(content) if p)]
    return sum(len(re.findall(rb"/Type\s*/Page(?![A-Za-z])", p)) for p in parts) or None


def read_mark(content: bytes) -> tuple[str, str] | None:
    """Token and digest that a copy made here carries in its metadata, None for any other PDF."""
    for found in STREAM.finditer(content):
        if b"Metadata" in _names(_dictionary(content, found.start())):
            text = _unpack(content, found.end()) or content[found.end() : found.end() + 100_000]
            if mark := MARK.search(text):
                return mark.group(1).decode(), mark.group(2).decode()
    return None


def _names(content: bytes) -> set[bytes]:
    found = set(NAME.findall(content))
    return {
        ESCAPE.sub(lambda m: bytes([int(m.group(1), 16)]), n) if b"#" in n else n for n in found
    }


def _encrypted_xref(content: bytes) -> bool:
    return any(
        {b"XRef", b"Encrypt"} <= _names(_dictionary(content, m.start()))
        for m in STREAM.finditer(content)
    )


def _packed(content: bytes) -> Iterator[bytes | None]:
    """Each stream of packed objects, unpacked; None for one that is packed in a way not looked into."""
    for found in STREAM.finditer(content):
        if content[found.start() - 3 : found.start()] == b"end":
            continue
        names = _names(_dictionary(content, found.start()))
        if b"ObjStm" not in names:
            continue
        if any(n.endswith(b"Decode") and n != b"FlateDecode" for n in names) or b"Crypt" in names:
            yield None
        elif b"FlateDecode" in names or b"Fl" in names:
            yield _unpack(content, found.end())
        else:
            end = content.find(b"endstream", found.end())
            yield content[found.end() : end if end > 0 else len(content)]


def _dictionary(content: bytes, stream: int) -> bytes:
    head = content[max(0, stream - HEAD) : stream]
    start = head.rfind(b" obj")
    return head[start:] if start >= 0 else head


def _unpack(content: bytes, start: int) -> bytes | None:
    try:
        return zlib.decompressobj().decompress(content[start:], MOST_UNPACKED)
    except zlib.error:
        return None
