"""Papers as other rooms and anyone outside see them: their state now, lists, pages, and the verdict on a paper."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import OuterRef, Subquery

from yichuang.base import clock
from yichuang.base.errors import NotFound
from yichuang.base.text import Text
from yichuang.kernel.documents.contracts import Paper
from yichuang.kernel.documents.models import Copy, PaperRow, StatusChange
from yichuang.kernel.documents.rendering.page import article
from yichuang.kernel.documents.rendering.sheets import paper_sheet

NO_PAPER = Text("没有这份证照文书", "there is no such paper")


def paper_of(row: PaperRow, change: StatusChange | None = None, pdf: str = "") -> Paper:
    """A row as a value; `change` is its latest change of status, `pdf` the digest of its copy."""
    return Paper(
        id=row.id,
        key=row.key,
        name=Text(row.name_zh, row.name_en),
        number=row.number,
        identifier=row.identifier,
        token=row.token,
        case=row.case,
        issuer=row.issuer,
        issuer_name=row.issuer_zh,
        holder_subject=row.holder_subject,
        holder_name=row.holder_name,
        issued_at=row.issued_at.astimezone(clock.SHANGHAI),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        status=status_now(row, change),
        status_ground=Text(change.ground_zh, change.ground_en) if change else None,
        status_at=change.at.astimezone(clock.SHANGHAI) if change else None,
        digest=row.digest,
        data=json.loads(row.data),
        pdf=pdf,
        certificate=row.certificate,
        watermark=row.watermark,
    )


def status_now(row: PaperRow, change: StatusChange | None) -> str:
    """valid, suspended, revoked, cancelled, lost as last said; expired when its last day has passed."""
    said = change.status if change else "valid"
    if said in ("valid", "suspended") and row.valid_until and clock.today() > row.valid_until:
        return "expired"
    return said


def read_papers(ids: Iterable[int]) -> Mapping[int, Paper]:
    """These papers as they stand now; a constant number of queries."""
    return {p.id: p for p in _papers(PaperRow.objects.filter(id__in=set(ids)).order_by("id"))}


def read_paper(paper: int) -> Paper:
    """One paper as it stands now. Raises NotFound."""
    found = read_papers([paper]).get(paper)
    if found is None:
        raise NotFound("documents.no_paper", NO_PAPER)
    return found


def list_papers(case: str) -> tuple[Paper, ...]:
    """The papers of a case in the order of their issue. Rights are the case's to check."""
    return _papers(PaperRow.objects.filter(case=case).order_by("issued_at", "id"))


def list_held(subjects: Iterable[int], *, limit: int = 100) -> tuple[Paper, ...]:
    """Papers held by these subjects, newest first. Rights are the caller's to check."""
    rows = PaperRow.objects.filter(holder_subject__in=set(subjects)).order_by("-issued_at")
    return _papers(rows[:limit])


def _papers(rows: Iterable[PaperRow]) -> tuple[Paper, ...]:
    some = list(rows)
    changes = latest_changes([r.id for r in some])
    copies = dict(
        Copy.objects.filter(of__in=[f"paper:{r.id}" for r in some]).values_list("of", "file_id")
    )
    return tuple(paper_of(r, changes.get(r.id), copies.get(f"paper:{r.id}", "")) for r in some)


def latest_changes(papers: Sequence[int]) -> Mapping[int, StatusChange]:
    """The latest change of status of each paper that has one. One query."""
    newest = (
        StatusChange.objects.filter(paper_id=OuterRef("paper_id")).order_by("-id").values("id")[:1]
    )
    rows = StatusChange.objects.filter(paper_id__in=papers, id=Subquery(newest))
    return {c.paper_id: c for c in rows}


def render_html(paper: int) -> str:
    """The paper as a piece of a page for a screen: no style, no script. Raises NotFound. Rights are the caller's."""
    row = PaperRow.objects.select_related("template").filter(id=paper).first()
    if row is None:
        raise NotFound("documents.no_paper", NO_PAPER)
    return article(paper_sheet(row))
