"""The one inbox: what waits at my posts by due date, and the two deeds that may be done to several tasks at once."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from yichuang.base.errors import NotFound, Refusal
from yichuang.base.paging import Page
from yichuang.base.text import Text
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.contracts import TaskRow
from yichuang.kernel.people import api as people
from yichuang.web.parts.clocks import Light, row_light
from yichuang.web.rendering import answer
from yichuang.web.staff.deeds import Choice
from yichuang.web.staff.gate import staff_of, staff_only, tell
from yichuang.web.staff.offers import colleagues

# What a tile shows: its filter, its lamp, its word.
TILES = (
    ("open", "", Text("待办", "To do")),
    ("overdue", "is-red", Text("超期", "Overdue")),
    ("soon", "is-amber", Text("快到期", "Due soon")),
    ("mine", "is-green", Text("我认领的", "Mine")),
    ("unclaimed", "is-idle", Text("没人认领", "Unclaimed")),
    ("held", "is-paused", Text("冻结", "Held")),
    ("done", "", Text("办过的", "Done")),
)
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile: where it leads, how many, whether it is the one shown."""

    filter: str
    css: str
    text: Text
    count: int | None
    current: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A task with its light in words."""

    task: TaskRow
    light: Light


@dataclass(frozen=True, slots=True)
class InboxPage:
    """The inbox as shown."""

    tiles: tuple[Tile, ...]
    rows: tuple[Row, ...]
    after: str | None
    shown: str
    q: str
    posts: tuple[people.Post, ...]
    standing_in: int
    bulk: bool


@dataclass(frozen=True, slots=True)
class HandOverPage:
    """To whom the picked tasks go."""

    tasks: tuple[str, ...]
    whom: tuple[Choice, ...]
    problem: Text | None


@staff_only
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """My work by due date; the filter is a link."""
    actor = staff_of(request)
    counts = cases.inbox_counts(actor)
    tiles = [t for t in TILES if t[0] in counts or t[0] == "done"]
    shown = request.GET.get("show", "open")
    if shown not in {t[0] for t in tiles}:
        shown = "open"
    q = request.GET.get("q", "").strip()
    page = tasks_of(actor, shown, q, request.GET.get("after"))
    posts = people.read_posts(sorted(actor.post_ids))
    value = InboxPage(
        tuple(Tile(f, css, text, counts.get(f), f == shown) for f, css, text in tiles),
        tuple(Row(task, light_of_task(task)) for task in page.rows),
        page.after,
        shown,
        q,
        tuple(sorted(posts.values(), key=lambda p: (p.department.id, p.id))),
        sum(1 for p in actor.posts if p.substitute_for),
        shown not in ("held", "done"),
    )
    return answer(request, "staff/inbox.html", value, current="inbox")


def tasks_of(actor: people.Actor, shown: str, q: str, after: str | None) -> Page[TaskRow]:
    """One page of the inbox."""
    return cases.inbox(actor, filter=shown, q=q, after=after or None, limit=PER_PAGE)


def light_of_task(task: TaskRow) -> Light:
    """The lamp of a task: held and done ones have none of time."""
    if task.state == "held":
        return Light("is-paused", Text("冻结", "Held"))
    if task.state != "open":
        return Light("is-green", Text("已办", "Done"))
    return row_light(task.light, task.due)


def picked(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """The tasks ticked, as (case number, node)."""
    found = [t.partition("|") for t in request.POST.getlist("task")]
    return tuple((number, node) for number, _, node in found if number and node)


@staff_only
@require_POST
def claim_picked(request: HttpRequest) -> HttpResponse:
    """Claim everything ticked; what somebody else was faster with is said by number."""
    return _each(request, Text("认领", "claimed"), account=None)


@staff_only
@require_POST
def hand_over_picked(request: HttpRequest) -> HttpResponse:
    """First asks to whom, then hands everything ticked over."""
    actor = staff_of(request)
    account = request.POST.get("account", "")
    if account.isdigit():
        return _each(request, Text("转办", "handed over"), account=int(account))
    problem = Text("请选择交给谁", "choose to whom") if "account" in request.POST else None
    page = HandOverPage(tuple(request.POST.getlist("task")), colleagues(actor, ""), problem)
    if not page.tasks:
        tell(request, Text("先选中要转办的任务。", "Pick tasks first."), "is-ask")
        return HttpResponseRedirect(reverse("inbox"))
    status = 422 if problem else 200
    return answer(request, "staff/hand_over.html", page, current="inbox", status=status)


def _each(request: HttpRequest, said: Text, *, account: int | None) -> HttpResponse:
    """The same verb on every task ticked, each its own case and its own transaction."""
    actor, done, refused = staff_of(request), 0, []
    for number, node in picked(request):
        try:
            if account is None:
                cases.claim(actor, number=number, node=node)
            else:
                cases.hand_over(actor, number=number, node=node, account=account)
            done += 1
        except NotFound:
            raise
        except Refusal as refusal:
            refused.append((number, refusal.message))
    if done:
        tell(request, Text(f"{said.zh} {done} 件。", f"{done} {said.en}."))
    for number, why in refused:
        tell(request, Text(f"{number}：{why.zh}", f"{number}: {why.show('en')}"), "is-stop")
    if not done and not refused:
        tell(request, Text("先选中任务。", "Pick tasks first."), "is-ask")
    return HttpResponseRedirect(reverse("inbox"))
