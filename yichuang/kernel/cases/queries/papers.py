"""What hangs on a case as files: materials that were handed in, papers and notices that it issued. Looks are noted."""

from __future__ import annotations

from yichuang.base.errors import NotFound
from yichuang.base.text import Text
from yichuang.kernel.cases.contracts import MaterialView, PaperRow
from yichuang.kernel.cases.forms import material_view
from yichuang.kernel.cases.looking import look_at_paper
from yichuang.kernel.cases.queries.find import see
from yichuang.kernel.cases.sight import Sight
from yichuang.kernel.documents import api as documents
from yichuang.kernel.people.contracts import Actor

NO_FILE = Text("没有这份文件", "there is no such file")
RECORD = Text("办件记录全文", "the whole record of the case")


def read_material(actor: Actor, number: str, key: str) -> MaterialView:
    """A material with its file, as somebody opens it. Raises NotFound where there is no file, and to strangers."""
    sight = see(actor, number)
    if key not in sight.plan.item.materials or key not in sight.held():
        raise NotFound("cases.no_file", NO_FILE)
    view = material_view(sight.shelf().standing(key))
    if not view.file:
        raise NotFound("cases.no_file", NO_FILE)
    look_at_paper(sight, actor, view.name, view.signed_by)
    return view


def list_issued(actor: Actor, number: str) -> tuple[PaperRow, ...]:
    """Papers and notices of a case, in the order of issue; what they say is not in it. Raises NotFound to strangers."""
    return issued_of(see(actor, number))


def read_issued(actor: Actor, number: str, paper: int, *, kind: str = "") -> PaperRow:
    """A paper or notice (`kind`) of a case, as somebody opens it. Raises NotFound, to strangers too."""
    sight = see(actor, number)
    row = next((p for p in issued_of(sight) if p.id == paper and kind in ("", p.kind)), None)
    if row is None:
        raise NotFound("cases.no_file", NO_FILE)
    look_at_paper(sight, actor, row.name)
    return row


def look_at_record(actor: Actor, number: str) -> None:
    """Notes that the actor reads the lines of the record with all they hold. Raises NotFound to strangers."""
    look_at_paper(see(actor, number), actor, RECORD)


def issued_of(sight: Sight) -> tuple[PaperRow, ...]:
    """Papers and notices of a case that may be seen, in the order of issue."""
    papers = [
        PaperRow(
            p.id, "paper", p.key, p.name, p.number, p.issued_at, p.status, p.token, bool(p.pdf)
        )
        for p in documents.list_papers(case=sight.case.number)
    ]
    notices = [
        PaperRow(n.id, "notice", n.kind, n.title, n.number, n.issued_at, "valid", "", bool(n.pdf))
        for n in documents.list_notices(sight.case.number)
    ]
    return tuple(sorted([*papers, *notices], key=lambda p: p.issued_at))
