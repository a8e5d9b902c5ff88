"""Small real files that people hand in: a page of PDF that says what it is, a grey photograph."""

from __future__ import annotations

import io
from functools import lru_cache

# The smallest picture that every reader of JPEG takes.
_JPG = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300"
    "03020202020203020202030303030406040404040408060605060908"
    "0a0a090809090a0c0f0c0a0b0e0b09090d110d0e0f101011100a0c1213"
    "1210130f101010ffc9000b080001000101011100ffcc000600101005ff"
    "da0008010100003f00d2cf20ffd9"
)


@lru_cache(maxsize=256)
def content_of(ending: str, title: str) -> bytes:
    """A file of this ending (pdf, jpg). Raises ValueError for another."""
    if ending == "jpg":
        return _JPG
    if ending != "pdf":
        raise ValueError(f"no sample of {ending}")
    return _pdf(title)


def _pdf(title: str) -> bytes:
    """One page with its title in the document's own data, so that no two papers are the same file."""
    stream = b"BT /F1 20 Tf 72 760 Td (Demonstration paper) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 7 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Title <%s> >>" % ("\ufeff" + title).encode("utf-16-be").hex().encode(),
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\n" % (len(objects) + 1))
    out.write(b"startxref\n%d\n%%%%EOF\n" % table)
    return out.getvalue()
