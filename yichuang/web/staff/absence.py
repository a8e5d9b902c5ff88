"""Going away: first what is held and who will have it, then the days; and coming back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from yichuang.base.clock import today
from yichuang.base.errors import Conflict, Invalid, Problem, Refusal
from yichuang.base.text import Text
from yichuang.journeys.leave_desk import leave_desk
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import LEADER, PEOPLE_ADMIN, Held
from yichuang.web.rendering import answer
from yichuang.web.staff.deeds import Choice
from yichuang.web.staff.gate import staff_of, staff_only, tell


@dataclass(frozen=True, slots=True)
class AbsencePage:
    """The form of an absence with what the person holds now and who takes over."""

    account: int
    people: tuple[Choice, ...]
    held: tuple[Held, ...]
    stand_ins: tuple[Choice, ...]
    since: str
    until: str
    reason: str
    refusal: Refusal | None


@staff_only
@require_http_methods(["GET", "POST"])
def absence(request: HttpRequest) -> HttpResponse:
    """Shows what is held before anything is set; POST sets it."""
    if request.method == "POST":
        try:
            return _leave(request)
        except (Invalid, Conflict) as refusal:
            status = 422 if isinstance(refusal, Invalid) else 409
            return _page(request, refusal, status)
    return _page(request, None, 200)


def _page(request: HttpRequest, refusal: Refusal | None, status: int) -> HttpResponse:
    actor = staff_of(request)
    data = request.POST if request.method == "POST" else request.GET
    account = _whose(actor, data.get("account", ""))
    page = AbsencePage(
        account,
        _people(actor, account),
        people.warn_before_absence(account),
        _stand_ins(actor, account),
        data.get("since", today().isoformat()),
        data.get("until", ""),
        data.get("reason", ""),
        refusal,
    )
    return answer(request, "staff/absence.html", page, current="inbox", status=status)


def _whose(actor: people.Actor, wanted: str) -> int:
    """Whose absence: one's own, or a colleague's for whoever may send them away."""
    colleagues = {c.value for c in _people(actor, actor.account or 0)}
    return int(wanted) if wanted in colleagues else actor.account or 0


def _people(actor: people.Actor, chosen: int) -> tuple[Choice, ...]:
    """Oneself; a leader's or administrator's own departments too."""
    found = {
        actor.account or 0: Choice(str(actor.account), Text(actor.name), actor.account == chosen)
    }
    if {LEADER, PEOPLE_ADMIN} & set(actor.roles):
        for holder in _colleagues(actor):
            name = Text(holder.name + ("（不在岗）" if holder.absent else ""))
            found.setdefault(
                holder.account, Choice(str(holder.account), name, holder.account == chosen)
            )
    return tuple(found.values())


def _colleagues(actor: people.Actor) -> list[people.Holder]:
    posts = [p.id for d in sorted(actor.departments) for p in people.list_posts(d)]
    return [h for holders in people.holders_of(posts).values() for h in holders]


def _stand_ins(actor: people.Actor, account: int) -> tuple[Choice, ...]:
    found = {h.account: h for h in _colleagues(actor) if not h.absent and h.account != account}
    return tuple(Choice(str(h.account), Text(h.name)) for h in found.values())


def _day(text: str, name: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        message = Text("日期请写成 2023-11-24", "write the day as 2023-11-24")
        raise Invalid("web.day", message, problems=(Problem(name, message),)) from fault


def _leave(request: HttpRequest) -> HttpResponse:
    actor, data = staff_of(request), request.POST
    account = _whose(actor, data.get("account", ""))
    substitute = data.get("substitute", "")
    held, back = leave_desk(
        actor,
        account=account,
        since=_day(data.get("since", ""), "since") or today(),
        until=_day(data.get("until", ""), "until"),
        reason=data.get("reason", "").strip(),
        substitute=int(substitute) if substitute.isdigit() else None,
        give_back="give_back" in data,
    )
    kept = sum(h.count for h in held) - len(back)
    tell(
        request,
        Text(
            f"已登记。退回岗位 {len(back)} 件，仍在本人名下 {max(kept, 0)} 件。",
            f"Noted. {len(back)} went back to their posts, {max(kept, 0)} are still held.",
        ),
    )
    return HttpResponseRedirect(reverse("posts"))


@staff_only
@require_POST
def back(request: HttpRequest) -> HttpResponse:
    """The person is back today."""
    actor = staff_of(request)
    account = _whose(actor, request.POST.get("account", ""))
    people.end_absence(actor, account=account)
    tell(request, Text("已销假，新的任务会再来。", "Back at work; new tasks come again."))
    return HttpResponseRedirect(reverse("posts"))
