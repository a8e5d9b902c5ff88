"""Written notices as other rooms see them."""

from __future__ import annotations

from collections.abc import Iterable

from yichuang.base import clock
from yichuang.base.errors import NotFound
from yichuang.base.text import Text
from yichuang.kernel.documents.contracts import Notice
from yichuang.kernel.documents.models import Copy, NoticeRow, Served
from yichuang.kernel.documents.rendering.page import article
from yichuang.kernel.documents.rendering.sheets import notice_sheet

NO_NOTICE = Text("没有这份文书", "there is no such notice")


def notice_of(row: NoticeRow, served: Served | None = None, pdf: str = "") -> Notice:
    """A row as a value."""
    return Notice(
        id=row.id,
        kind=row.kind,
        number=row.number,
        case=row.case,
        receiver_subject=row.receiver_subject,
        title=Text(row.title_zh, row.title_en),
        body=Text(row.body_zh, row.body_en),
        issued_at=row.issued_at.astimezone(clock.SHANGHAI),
        served_at=served.at.astimezone(clock.SHANGHAI) if served else None,
        pdf=pdf,
        token=row.token,
        receiver_name=row.receiver_name,
        issuer_name=row.issuer_zh,
        served_how=served.how if served else "",
    )


def list_notices(case: str) -> tuple[Notice, ...]:
    """The notices of a case in the order of their issue; three queries. Rights are the case's to check."""
    return _notices(NoticeRow.objects.filter(case=case).order_by("issued_at", "id"))


def read_notice(notice: int) -> Notice:
    """One notice. Raises NotFound."""
    found = _notices(NoticeRow.objects.filter(id=notice))
    if not found:
        raise NotFound("documents.no_notice", NO_NOTICE)
    return found[0]


def _notices(rows: Iterable[NoticeRow]) -> tuple[Notice, ...]:
    some = list(rows)
    served = Served.objects.in_bulk([r.id for r in some])
    copies = dict(
        Copy.objects.filter(of__in=[f"notice:{r.id}" for r in some]).values_list("of", "file_id")
    )
    return tuple(notice_of(r, served.get(r.id), copies.get(f"notice:{r.id}", "")) for r in some)


def render_notice_html(notice: int) -> str:
    """The notice as a piece of a page for a screen: no style, no script. Raises NotFound."""
    row = NoticeRow.objects.filter(id=notice).first()
    if row is None:
        raise NotFound("documents.no_notice", NO_NOTICE)
    return article(notice_sheet(row))
