"""The PDF of a paper or notice, made from its frozen data after the issue; safe to call again."""

from __future__ import annotations

import hashlib

from django.db import transaction

from yichuang.base import clock
from yichuang.base.canonical import canonical_json
from yichuang.base.errors import NotFound
from yichuang.base.refs import Ref
from yichuang.kernel.documents.actions.store_file import write_content
from yichuang.kernel.documents.contracts import FileInfo
from yichuang.kernel.documents.logic.pdf_contents import count_pages
from yichuang.kernel.documents.models import Copy, File, NoticeRow, PaperRow
from yichuang.kernel.documents.rendering.page import Sheet, whole_page
from yichuang.kernel.documents.rendering.pdf import make_pdf_bytes
from yichuang.kernel.documents.rendering.sheets import notice_sheet, paper_sheet
from yichuang.kernel.documents.views import NO_PAPER
from yichuang.kernel.trail import api as trail


def make_pdf(paper: int, *, actor: str = "system:copies") -> FileInfo:
    """The PDF/A copy of a paper, with its frozen data inside; made once, then the same file. Raises NotFound.

    Half a second and up to 300 MB: for a worker, outside transactions.
    """
    row = PaperRow.objects.select_related("template").filter(id=paper).first()
    if row is None:
        raise NotFound("documents.no_paper", NO_PAPER)
    inside = {
        "identifier": row.identifier,
        "number": row.number,
        "digest": row.digest,
        "data": row.data,
    }
    return _make(
        Ref("paper", str(row.id)), paper_sheet(row), canonical_json(inside), row.name_zh, actor
    )


def make_notice_pdf(notice: int, *, actor: str = "system:copies") -> FileInfo:
    """The PDF/A copy of a written notice; made once, then the same file. Raises NotFound."""
    row = NoticeRow.objects.filter(id=notice).first()
    if row is None:
        raise NotFound("documents.no_paper", NO_PAPER)
    return _make(Ref("notice", str(row.id)), notice_sheet(row), "", row.title_zh, actor)


def _make(of: Ref, sheet: Sheet, inside: str, name: str, actor: str) -> FileInfo:
    name = f"{name}{sheet.number}.pdf".replace("/", "_")
    made = Copy.objects.select_related("file").filter(of=str(of)).first()
    if made is not None:
        return _info(made.file, name)
    content = make_pdf_bytes(whole_page(sheet), made_at=sheet.issued_at, attach=inside.encode())
    file = keep(content)
    with transaction.atomic():
        _, fresh = Copy.objects.get_or_create(
            of=str(of), defaults={"file": file, "made_at": clock.now()}
        )
        if fresh:
            trail.record(of, f"{of.kind}.copied", {"file": file.digest}, actor=actor)
    return _info(Copy.objects.select_related("file").get(of=str(of)).file, name)


def keep(content: bytes) -> File:
    """Stores a PDF that the platform itself made; no judging needed."""
    digest = hashlib.sha256(content).hexdigest()
    write_content(digest, content)
    row = File(
        digest=digest,
        size=len(content),
        media="application/pdf",
        pages=count_pages(content),
        stored_at=clock.now(),
    )
    File.objects.bulk_create([row], ignore_conflicts=True)
    return row


def _info(file: File, name: str) -> FileInfo:
    return FileInfo(file.digest, name, file.media, file.size, file.pages)
