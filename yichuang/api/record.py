"""The record for outsiders: its head, proofs that a line stands in it and that nothing before was changed."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Schema

from yichuang.api.callers import caller
from yichuang.api.cursors import PageOf, open_cursor, page
from yichuang.api.door import Door
from yichuang.api.fields import MOST_INT, After, CaseNumber, IdInPath, Limit
from yichuang.base.errors import NotFound
from yichuang.base.paging import Page
from yichuang.base.text import Text
from yichuang.kernel.cases import api as cases
from yichuang.kernel.trail import api as trail
from yichuang.kernel.trail.contracts import Consistency, Head, Line, Proof

door = Door("记录 record")


class LineOut(Schema):
    """A line of the record; `body` for those who work on the case."""

    id: int
    about: str
    seq: int | None
    kind: str
    node: str
    actor: str
    at: datetime
    pos: int | None
    body: dict[str, Any] | None = None


class HeadsOut(Schema):
    """Heads that were published, newest last."""

    rows: list[Head]


@door.read("/record/head", Head, "记录树根", "The newest head of the record", public=True)
def head(request: HttpRequest) -> Head:
    """Size and root over all sealed lines, signed (RFC 6962)."""
    return trail.head()


@door.read("/record/heads", HeadsOut, "已公布的树根", "Heads published so far", public=True)
def heads(request: HttpRequest, limit: Limit = 100) -> dict[str, object]:
    """Keep them: who rewrites history is found out."""
    return {"rows": trail.published_heads(limit)}


@door.read(
    "/record/consistency", Consistency, "一致性证明", "That nothing before was changed", public=True
)
def consistency(
    request: HttpRequest,
    old: Annotated[int, Query(ge=1, le=MOST_INT)],
    new: Annotated[int, Query(ge=1, le=MOST_INT)],
) -> Consistency:
    """RFC 6962 2.1.2 between two sizes."""
    return trail.prove_consistency(old, new)


@door.read("/cases/{number}/record", PageOf[LineOut], "办件的记录", "The lines about a case")
def lines(
    request: HttpRequest, number: CaseNumber, after: After = "", limit: Limit = 100
) -> dict[str, object]:
    """Oldest first; `seq` counts without gaps."""
    actor, name = caller(request), f"record.{number}"
    if actor.is_staff:
        cases.look_at_record(actor, number)
    else:
        cases.history(actor, number, limit=1)
    found = trail.list_lines(f"case:{number}", after=open_cursor(after, name), limit=limit)
    rows = tuple(_line(line, whole=actor.is_staff) for line in found.rows)
    return page(Page(rows, found.after), name)


@door.read(
    "/cases/{number}/record/{line}/proof", Proof, "记录存在证明", "That a line is in the record"
)
def proof(request: HttpRequest, number: CaseNumber, line: IdInPath) -> Proof:
    """Leaf, audit path, size and root; 503 until it is sealed."""
    cases.history(caller(request), number, limit=1)
    if trail.read_line(line).about != f"case:{number}":
        raise NotFound("line_not_found", Text("没有这条记录", "There is no such line"))
    return trail.prove(line)


def _line(line: Line, *, whole: bool) -> LineOut:
    return LineOut(
        id=line.id,
        about=line.about,
        seq=line.seq,
        kind=line.kind,
        node=line.node,
        actor=line.actor,
        at=line.at,
        pos=line.pos,
        body=dict(line.body) if whole else None,
    )
