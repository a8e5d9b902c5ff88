"""A page becomes PDF/A-3u by WeasyPrint: nothing is fetched, and the same page gives the same bytes."""

from __future__ import annotations

import gc
import hashlib
import logging
from datetime import datetime
from typing import Any


class FetchRefused(Exception):
    """A page asked for something outside itself."""


def make_pdf_bytes(
    page: str, *, made_at: datetime, attach: bytes = b"", attach_name: str = "paper.json"
) -> bytes:
    """The PDF of a whole page. `attach` is the frozen data, kept inside the file for machines, dated `made_at`.

    Takes about half a second and up to 300 MB: call it in a worker, never in a request.
    """
    # WeasyPrint loads slowly; only who makes PDFs pays for it.
    import weasyprint

    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    document = weasyprint.HTML(string=page, url_fetcher=_refuse, base_url="about:blank")
    attachments = []
    if attach:
        attachments.append(
            weasyprint.Attachment(
                string=attach.decode(),
                name=attach_name,
                description="冻结数据 frozen data",
                created=made_at,
                modified=made_at,
                relationship="Data",
            )
        )
    try:
        made: bytes = document.write_pdf(
            pdf_variant="pdf/a-3u",
            pdf_identifier=hashlib.sha256(page.encode()).digest()[:16],
            attachments=attachments or None,
        )
    finally:
        # A document holds whole CJK fonts in reference cycles: left to chance, a worker grows by 50 MB a page.
        del document
        gc.collect()
    return made


def _refuse(url: str, *_: Any, **__: Any) -> Any:
    raise FetchRefused(url)
