"""What a case asks of the reader now, the nearest first: correct, fill in, sign, choose, pay, say what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from yichuang.base.text import Text
from yichuang.kernel.cases.contracts import CaseView, Request
from yichuang.kernel.people.api import Actor

OWNERS = frozenset({"applicant", "enterprise", "person"})
WORDS = {
    "correct": (Text("请补正", "Please correct"), Text("去补正", "Correct it")),
    "mend": (
        Text("有一项没有通过，可以改好再审", "One part was refused; it can be mended"),
        Text("去改", "Mend it"),
    ),
    "pay": (Text("请缴费", "Please pay"), Text("去缴费", "Pay")),
    "sign": (Text("请签署", "Please sign"), Text("去签署", "Sign")),
    "fill": (Text("请填写", "Please fill in"), Text("去填写", "Fill in")),
    "confirm": (Text("请确认", "Please confirm"), Text("去确认", "Confirm")),
    "fact": (Text("请补一项信息", "One fact is missing"), Text("去填写", "Say it")),
}
OTHER = (Text("请办理", "Please act"), Text("去办理", "Go on"))


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked of the reader: title, what exactly, until when and what then, where to do it."""

    kind: str
    title: Text
    text: Text
    due: date | None
    then: Text | None
    url: str
    button: Text


def mine(request: Request, case: CaseView, actor: Actor) -> bool:
    """Whether the reader is the one who is asked."""
    roles = {p.role for p in case.parties if p.subject in actor.subjects}
    if request.kind == "fact":
        return bool(roles) and (request.party in OWNERS or request.party in roles)
    return request.party in roles


def asked_of(case: CaseView, actor: Actor) -> tuple[Asked, ...]:
    """Everything asked of the reader, the nearest date first; facts that are missing stand together."""
    found = [r for r in case.requests if mine(r, case, actor)]
    asked = [_asked(r, case) for r in found if r.kind != "fact"]
    missing = [r for r in found if r.kind == "fact"]
    if missing:
        asked.append(_facts(missing, case))
    return tuple(sorted(asked, key=lambda a: a.due or date.max))


def _asked(request: Request, case: CaseView) -> Asked:
    title, button = WORDS.get(request.kind, OTHER)
    if request.kind in ("correct", "mend"):
        url = reverse("my_correct", args=[case.number])
    elif request.kind == "pay":
        url = reverse("my_pay", args=[case.number, request.node])
    else:
        url = reverse("my_ask", args=[case.number, request.node])
    full = Text(f"{title.zh}：{request.text.zh}", f"{title.show('en')}: {request.text.show('en')}")
    if request.kind == "correct":
        full = Text("请一次补齐下面这些", "Please correct all of this at once")
    if request.kind == "mend":
        full = title
    return Asked(request.kind, full, _told(request, case), request.due, request.then, url, button)


def _told(request: Request, case: CaseView) -> Text:
    if request.kind == "correct":
        labels = {f.name: f.label for f in case.facts}
        names = [labels[f] for f in request.fields if f in labels]
        names += [m.name for m in case.materials if m.key in request.materials]
        what = "、".join(n.zh for n in names)
        what_en = ", ".join(n.show("en") for n in names)
        return Text(
            "。".join(p for p in (what, request.text.zh) if p),
            ". ".join(p for p in (what_en, request.text.show("en")) if p),
        )
    if request.kind == "mend":
        return request.text
    if request.amount is not None:
        yuan = f"{request.amount / 100:,.2f}"
        return Text(f"应缴 {yuan} 元", f"{yuan} yuan are due")
    return Text("")


def _facts(requests: list[Request], case: CaseView) -> Asked:
    zh = "、".join(r.text.zh for r in requests)
    en = ", ".join(r.text.show("en") for r in requests)
    return Asked(
        "fact",
        Text(f"还缺 {len(requests)} 项信息，补上才能往下走", f"{len(requests)} facts are missing"),
        Text(zh, en),
        min((r.due for r in requests if r.due), default=None),
        None,
        reverse("my_supply", args=[case.number]),
        WORDS["fact"][1],
    )
