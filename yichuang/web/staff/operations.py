"""How the platform runs: what waits, what is stuck and why, what will happen by itself, whether the record holds."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET, require_POST

from yichuang.base.clock import at, now
from yichuang.base.errors import Invalid
from yichuang.base.text import Text
from yichuang.blocks.notices import api as notices
from yichuang.blocks.notices.contracts import DeliveryInfo, SubscriptionInfo
from yichuang.kernel.trail import api as trail
from yichuang.kernel.trail.contracts import Head, Stuck, Timer, Verdict
from yichuang.web.parts.clocks import Light
from yichuang.web.rendering import answer
from yichuang.web.staff.gate import is_operator, need_operator, staff_of, staff_only, tell

PER_PAGE = 50
# More than this due at once is said, though it is being worked off.
MANY = 20


@dataclass(frozen=True, slots=True)
class StuckTimer:
    """A thing that should have happened by itself and failed: which, how often, the last error."""

    timer: Timer
    tries: int
    error: str


@dataclass(frozen=True, slots=True)
class WorkerRow:
    """A worker: machine and process, whether it is counted on, how long ago it said so."""

    name: str
    alive: bool
    silent: Text


@dataclass(frozen=True, slots=True)
class OperationsPage:
    """The page of the operators. `verdict` only after somebody asked for the proof."""

    light: Light
    workers: tuple[WorkerRow, ...]
    waiting: int
    due: int
    failing: int
    oldest: Text | None
    timers_due: int
    head: Head
    stuck: tuple[Stuck, ...]
    stuck_timers: tuple[StuckTimer, ...]
    receivers: tuple[SubscriptionInfo, ...]
    operator: bool
    verdict: Verdict | None


@staff_only
@require_GET
def operations(request: HttpRequest) -> HttpResponse:
    """What runs, what waits, what is stuck."""
    return _page(request, None)


def _page(request: HttpRequest, verdict: Verdict | None) -> HttpResponse:
    actor = staff_of(request)
    operator = is_operator(actor)
    backlog = trail.backlog()
    beats = trail.list_beats()
    page = OperationsPage(
        _light(beats, backlog),
        tuple(WorkerRow(b.worker, b.alive, _ago(b.silent)) for b in beats) if operator else (),
        backlog.rows,
        backlog.due,
        backlog.failing,
        _ago(backlog.oldest) if backlog.rows else None,
        trail.count_due_timers(),
        trail.head(),
        trail.list_stuck(50) if operator else (),
        _stuck_timers() if operator else (),
        notices.list_subscriptions(actor) if operator else (),
        operator,
        verdict,
    )
    return answer(request, "staff/operations.html", page, current="operations")


def _light(beats: tuple[trail.Beat, ...], backlog: trail.Backlog) -> Light:
    if not any(b.alive for b in beats):
        return Light("is-red", Text("没有后台进程在运行，请启动它", "no worker runs: start one"))
    if backlog.failing:
        count = backlog.failing
        return Light("is-amber", Text(f"在运行，{count} 项在重试", f"running, {count} retried"))
    if backlog.due > MANY:
        return Light("is-amber", Text("在运行，正在赶积压", "running, catching up"))
    return Light("is-green", Text("正常", "running"))


def _ago(seconds: float) -> Text:
    for size, zh, en in ((86400, "天", "days"), (3600, "小时", "hours"), (60, "分钟", "minutes")):
        if seconds >= size:
            return Text(f"{int(seconds // size)} {zh}", f"{int(seconds // size)} {en}")
    return Text("不到 1 分钟", "less than a minute")


def _stuck_timers() -> tuple[StuckTimer, ...]:
    return tuple(StuckTimer(t, n, error) for t, n, error in trail.list_stuck_timers(50))


@staff_only
@require_POST
def try_now(request: HttpRequest, work: int) -> HttpResponse:
    """The stuck work is due at once."""
    need_operator(staff_of(request))
    trail.retry_now(work)
    tell(
        request,
        Text(
            f"已安排马上再试，{now():%H:%M}。结果在本页看。",
            f"due now, {now():%H:%M}. The result shows here.",
        ),
    )
    return HttpResponseRedirect(reverse("operations") + "#stuck")


@dataclass(frozen=True, slots=True)
class DeliveriesPage:
    """What one receiver was told, and how it is."""

    receiver: SubscriptionInfo
    rows: tuple[DeliveryInfo, ...]
    after: str | None
    waiting: bool


@staff_only
@require_GET
def deliveries(request: HttpRequest, receiver: int) -> HttpResponse:
    """Everything one receiver was told; `?waiting` only what has not arrived."""
    actor = staff_of(request)
    need_operator(actor)
    waiting = "waiting" in request.GET
    page = notices.list_deliveries(
        actor,
        subscription=receiver,
        waiting=waiting,
        after=request.GET.get("after") or None,
        limit=PER_PAGE,
    )
    found = next(s for s in notices.list_subscriptions(actor) if s.id == receiver)
    value = DeliveriesPage(found, page.rows, page.after, waiting)
    return answer(request, "staff/deliveries.html", value, current="operations")


@staff_only
@require_POST
def deliver_now(request: HttpRequest, receiver: int) -> HttpResponse:
    """Do not wait for the pause after a failure."""
    actor = staff_of(request)
    need_operator(actor)
    notices.try_now(actor, subscription=receiver)
    tell(request, Text("已安排马上再送。", "it is delivered again now."))
    return HttpResponseRedirect(reverse("deliveries", args=[receiver]))


@staff_only
@require_POST
def replay(request: HttpRequest, receiver: int) -> HttpResponse:
    """Everything told since a day, again in the same order and under the same ids."""
    actor = staff_of(request)
    need_operator(actor)
    since = parse_date(request.POST.get("since", ""))
    if since is None:
        message = Text("请写从哪天起，例如 2023-11-24", "write the first day, such as 2023-11-24")
        raise Invalid(
            "web.day", message, remedy=Text("补上日期再点一次", "give the day and try again")
        )
    count = notices.replay(actor, subscription=receiver, since=at(since, 0))
    tell(request, Text(f"重新排队 {count} 条。", f"{count} are queued again."))
    return HttpResponseRedirect(reverse("deliveries", args=[receiver]))


@staff_only
@require_POST
def verify_record(request: HttpRequest) -> HttpResponse:
    """Walks the whole record and says whether anything was changed, removed or reordered."""
    need_operator(staff_of(request))
    return _page(request, trail.verify())
