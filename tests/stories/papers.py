"""Small real files that people hand in: a PDF, a photograph, and some that are not what their names say."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from pathlib import Path


def _pdf() -> bytes:
    """One page, with a correct table of its objects."""
    stream = b"BT /F1 24 Tf 72 720 Td (route map) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        table,
    )
    return bytes(out)


def _png() -> bytes:
    """A small grey picture."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        sum_ = zlib.crc32(kind + body)
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", sum_)

    rows = b"".join(b"\x00" + b"\xcc" * 8 for _ in range(8))
    head = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


PDF = _pdf()
PNG = _png()
# The smallest picture that every reader of JPEG takes.
JPG = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300"
    "03020202020203020202030303030406040404040408060605060908"
    "0a0a090809090a0c0f0c0a0b0e0b09090d110d0e0f101011100a0c1213"
    "1210130f101010ffc9000b080001000101011100ffcc000600101005ff"
    "da0008010100003f00d2cf20ffd9"
)
# What each of these really is, and whether the portal may take it.
DISGUISED: Mapping[str, bytes] = {
    "png_named.pdf": PNG,
    "pdf_named.jpg": PDF,
    "html_named.pdf": b"<!doctype html><title>x</title><script>document.title='ran'</script>",
    "script.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>document.title="ran"</script></svg>',
    "zip_named.docx": b"PK\x05\x06" + b"\x00" * 18,
    "empty.pdf": b"",
}


def write(folder: Path, name: str, content: bytes) -> Path:
    """A file to choose in a browser."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(content)
    return path
