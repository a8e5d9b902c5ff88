"""What an account holds, asked before it is set absent or switched off."""

from __future__ import annotations

from yichuang.base.text import Text
from yichuang.kernel.cases.models import CaseNode, Draft, Seat
from yichuang.kernel.cases.seat_rows import UNSPOKEN
from yichuang.kernel.people.contracts import Held

SHOWN = 20


def held_by(account: int) -> tuple[Held, ...]:
    """Tasks that the account has taken, and tasks of it that stand still; with the numbers of the cases."""
    words = {
        "open": Text("已签收未办结的任务", "tasks taken and not completed"),
        "held": Text("因前序重办而暂停的任务", "tasks that stand still"),
    }
    found = []
    for state, text in words.items():
        rows = CaseNode.objects.filter(holder=account, state=state).order_by("due_at", "id")
        numbers = list(rows.values_list("case__number", flat=True)[:SHOWN])
        if numbers:
            found.append(Held("task", text, rows.count(), tuple(numbers)))
    seats = Seat.objects.filter(holder=account, state__in=UNSPOKEN).order_by("id")
    if numbers := list(dict.fromkeys(seats.values_list("case__number", flat=True)[:SHOWN])):
        own = Text("本人的会签席位", "seats of one's own")
        found.append(Held("seat", own, seats.count(), tuple(numbers)))
    drafts = Draft.objects.filter(account=account, case=None).count()
    if drafts:
        found.append(Held("draft", Text("未提交的草稿", "drafts not handed in"), drafts))
    return tuple(found)
