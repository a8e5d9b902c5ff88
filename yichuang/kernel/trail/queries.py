"""Reading the record: the lines about a thing, one line, and the proof that a line is sealed."""

from __future__ import annotations

import json
from collections.abc import Iterable

from yichuang.base import clock
from yichuang.base.errors import NotFound, Unavailable
from yichuang.base.paging import MOST, Page
from yichuang.base.refs import Ref
from yichuang.base.text import Text
from yichuang.engines.merkle import consistency_proof, inclusion_proof, root
from yichuang.kernel.trail.contracts import Consistency, Line, Proof
from yichuang.kernel.trail.heads import head
from yichuang.kernel.trail.models import Line as LineRow
from yichuang.kernel.trail.seal import stored_node


def _line(row: LineRow) -> Line:
    return Line(
        id=row.id,
        about=row.about,
        seq=row.seq,
        kind=row.kind,
        node=row.node,
        actor=row.actor,
        at=row.at.astimezone(clock.SHANGHAI),
        body=json.loads(row.body or "{}"),
        pos=row.pos,
        erased=not row.body,
    )


def newest_lines(about: Ref | str, limit: int = MOST) -> tuple[Line, ...]:
    """The last `limit` lines about a thing, oldest of them first."""
    rows = LineRow.objects.filter(about=str(about)).order_by("-id")[:limit]
    return tuple(_line(row) for row in rows)[::-1]


def lines_of(abouts: Iterable[str], kinds: Iterable[str]) -> tuple[Line, ...]:
    """The lines of some kinds about several things, oldest first; one query."""
    rows = LineRow.objects.filter(about__in=list(abouts), kind__in=list(kinds)).order_by("id")
    return tuple(_line(row) for row in rows)


def list_lines(about: Ref | str, after: str | None = None, limit: int = MOST) -> Page[Line]:
    """The lines about a thing, oldest first, `limit` at a time (0: all of them)."""
    rows = LineRow.objects.filter(about=str(about), id__gt=int(after or 0)).order_by("id")
    if limit <= 0:
        return Page(tuple(_line(row) for row in rows.iterator(2000)))
    found = [_line(row) for row in rows[: limit + 1]]
    more = str(found[limit - 1].id) if len(found) > limit else None
    return Page(tuple(found[:limit]), after=more)


def _get(line_id: int) -> LineRow:
    row = LineRow.objects.filter(id=line_id).first()
    if row is None:
        raise NotFound("line_not_found", Text("没有这条记录", "There is no such line"))
    return row


def read_line(line_id: int) -> Line:
    """One line. Raises NotFound."""
    return _line(_get(line_id))


def prove(line_id: int) -> Proof:
    """That the line is in the sealed tree of the newest head. Raises NotFound, Unavailable before it is sealed."""
    row, newest = _get(line_id), head()
    if row.pos is None or row.pos >= newest.size:
        raise Unavailable(
            "line_not_sealed",
            Text("这条记录尚未封存", "The line is not sealed yet"),
            remedy=Text("片刻后重试", "Try again in a moment"),
        )
    path = inclusion_proof(row.pos, newest.size, stored_node)
    return Proof(
        line=row.id,
        pos=row.pos,
        leaf=bytes(row.leaf).hex(),
        path=tuple(step.hex() for step in path),
        size=newest.size,
        root=newest.root,
        head=newest,
    )


def prove_consistency(old: int, new: int) -> Consistency:
    """That the record of `old` lines is the beginning of that of `new`. Raises NotFound for a size not reached yet."""
    if not 0 < old <= new <= head().size:
        raise NotFound(
            "size_not_reached",
            Text("记录还没有这么多条", "the record is not that long"),
            data={"size": head().size},
            remedy=Text("取 1 至 size 之间的两个数", "take two sizes between 1 and size"),
        )
    path = consistency_proof(old, new, stored_node)
    return Consistency(
        old=old,
        new=new,
        old_root=root(old, stored_node).hex(),
        new_root=root(new, stored_node).hex(),
        path=tuple(step.hex() for step in path),
    )
