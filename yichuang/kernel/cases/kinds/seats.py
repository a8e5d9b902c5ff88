"""The seats of a task: set when its turn comes, told in the record with every change."""

from __future__ import annotations

from yichuang.engines.plan import OPEN
from yichuang.engines.values import Unknown
from yichuang.kernel.cases import seating, waiting
from yichuang.kernel.cases.kinds.opening import limit_end, set_timers
from yichuang.kernel.cases.models import Seat
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.posts import find_seat
from yichuang.kernel.cases.refusals import needs_ability
from yichuang.kernel.cases.rows import NodeNow
from yichuang.kernel.cases.seat_rows import arrange, tell
from yichuang.kernel.catalogue.contracts import Expression, Node, TaskSpec
from yichuang.kernel.people.contracts import Post


def begin_seats(move: Move, row: NodeNow, node: Node, spec: TaskSpec) -> None:
    """Set the seats and open the round; wait while a department is unknown. Raises Unavailable for what is not here."""
    _must_be_here(move, spec)
    posts = [_post_of(move, word) for word in spec.seats]
    for post in posts:
        if isinstance(post, Unknown):
            waiting.wait_for(move, row, post.missing, "department")
            return
    told = {k: v for k, v in (row.why or {}).items() if k in ("returned_by", "ground")}
    due = limit_end(move, node, move.at)
    move.set(row, extra={**row.extra, "seats": len(posts)})
    move.pass_to(row, OPEN, opened_at=row.opened_at or move.at, due_at=due, why=told)
    move.opened.append(row.key)
    seats = []
    for place, post in enumerate(posts, 1):
        assert isinstance(post, Post)
        made = {"case_id": move.case.id, "key": row.key, "round": row.round, "place": place}
        seats.append(Seat(**made, post=post.id, state=seating.WAITS))
    arrange(seats, in_order=spec.passes == "in_order")
    for seat in Seat.objects.bulk_create(seats):
        tell(move.detail, seat)
    set_timers(move, row, node)


def _must_be_here(move: Move, spec: TaskSpec) -> None:
    """Seats by rule, with a chair, with questions, or kept apart from other posts are not reckoned yet."""
    declared = move.world.packs[move.plan.item.pack].measure.posts
    apart = {p for d in declared.values() for p in d.not_same_as} | {
        k for k, d in declared.items() if d.not_same_as
    }
    asked = spec.asks or spec.asks_for or spec.rule is not None or spec.proposes is not None
    weighed = "weight_share" in spec.passes + spec.fails
    if spec.seats_rule is not None or spec.chair or asked or weighed or apart & set(spec.seats):
        raise needs_ability("seats")


def _post_of(move: Move, word: str) -> Post | Unknown:
    """A seat names a post of the pack, or a department, whose examining post it then is."""
    if word in move.world.packs[move.plan.item.pack].measure.posts:
        return find_seat(move, None, word)
    return find_seat(move, Expression(word), "")
