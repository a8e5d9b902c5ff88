"""Messages that a case requests: to people by notices, to the archive, to a partner that is called or told by webhook.

The case hears what became of each under the request's own key. A message is sent once; when nobody can tell whether it
took effect its state is asked, it is never sent again by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yichuang.base import clock
from yichuang.base.refs import Ref
from yichuang.base.text import Text
from yichuang.blocks.notices import api as notices
from yichuang.kernel.cases import api as cases
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.catalogue.contracts import ServiceSpec
from yichuang.kernel.people.api import system_actor
from yichuang.kernel.trail import api as trail
from yichuang.kernel.trail.contracts import Again, Line, Outcome, Work
from yichuang.outside import api as outside
from yichuang.outside.contracts import Answer, Late, TwinSpec

PEOPLE, OWN = "notices", "platform"
ARCHIVE = "platform.archive"


@dataclass(frozen=True, slots=True)
class Errand:
    """A message on its way to a partner: whom, what, under which key, and whether only its state may be asked."""

    partner: str
    message: str
    payload: Mapping[str, Any]
    key: str
    behaviour: TwinSpec | None
    sent_before: bool


def prepare(work: Work, line: Line) -> Errand | str | None:
    """What is to be done: an errand to a partner, `here` for what the platform does itself, None: a webhook does it."""
    partner, _, message = str(line.body["message"]).partition(".")
    if partner in (PEOPLE, OWN):
        return "here"
    if _told_by_webhook(partner):
        return None
    known = _partner_messages(str(line.body["set"]), partner).get(message, {})
    twin = known.get("twin")
    behaviour = TwinSpec.of(twin) if isinstance(twin, Mapping) else None
    payload = {"case": line.body["case"], "result": line.body["result"], **line.body["sends"]}
    return Errand(partner, message, payload, str(line.body["key"]), behaviour, work.tries > 1)


def _told_by_webhook(partner: str) -> bool:
    listed = notices.list_subscriptions(system_actor("requests"))
    return any(s.partner == partner and s.active for s in listed)


def _partner_messages(adopted_set: str, partner: str) -> Mapping[str, Mapping[str, Any]]:
    world = catalogue.world(adopted_set)
    packs = [pack.partners for pack in world.packs.values()]
    for partners in (world.dictionary.partners, *packs):
        if partner in partners:
            return partners[partner].messages
    return {}


def call(errand: Errand | str) -> Answer | None:
    """Send it, or ask what became of it when it was sent before. In a thread."""
    if isinstance(errand, str):
        return None
    if errand.sent_before:
        state = outside.ask_state(errand.partner, errand.message, key=errand.key)
        if state.state != "failed" or state.took_effect is not False:
            return state
    return outside.call(
        errand.partner,
        errand.message,
        errand.payload,
        key=errand.key,
        behaviour=errand.behaviour,
    )


def settle(work: Work, line: Line, answer: Answer | None) -> Outcome:
    """Do what the platform does itself, or tell the case what the partner said; unknown is asked again later."""
    if answer is None:
        _do_here(line)
        return None
    _tell_case(line, answer)
    if answer.state in ("unknown", "failed"):
        return Again(answer.error.zh if answer.error else answer.state)
    return None


def _do_here(line: Line) -> None:
    message = str(line.body["message"])
    body = {"archived_on": clock.today().isoformat()} if message == ARCHIVE else {}
    if message.startswith(f"{PEOPLE}."):
        _tell_people(line)
    _result(line, "answered", body)


def _tell_people(line: Line) -> None:
    """One message to each party named, in plain words, once for each request."""
    system = system_actor("notices")
    case = cases.read_case(system, str(line.body["case"]))
    result = case.result_name or case.state_name
    title = Text(
        f"{case.item_name.zh}：{result.zh}", f"{case.item_name.show('en')}: {result.show('en')}"
    )
    body = Text(
        f"办件 {case.number} 有了结果：{result.zh}。打开办件可以看理由、文书和您可以怎么做。",
        f"Case {case.number}: {result.show('en')}. Open it for the grounds, the papers and what you can do.",
    )
    for party in case.parties:
        if party.role in line.body["to"]:
            notices.send(
                system,
                key=f"{line.body['key']}:{party.role}:{party.subject}",
                title=title,
                body=body,
                subject=party.subject,
                about=f"case:{case.number}",
            )


def _tell_case(line: Line, answer: Answer) -> None:
    if answer.state == "done":
        _result(line, "answered", _yielded(line, answer.body))
    elif answer.state == "refused":
        _result(line, "failed", {})
    else:
        _result(line, answer.state, {})


def _yielded(line: Line, said: Mapping[str, Any]) -> dict[str, str]:
    """What the partner said under the names that the node yields: `receipt` is `stay.receipt` there."""
    item = catalogue.find_item(str(line.body["set"]), str(line.body["item"]))
    node = next((n for n in item.plan if n.key == line.body["node"]), None)
    if node is None or not isinstance(node.spec, ServiceSpec):
        return {}
    names = {*node.spec.yields, *node.yields}
    short = {name.rpartition(".")[2]: name for name in names}
    return {
        (key if key in names else short[key]): str(value)
        for key, value in said.items()
        if key in names or key in short
    }


def _result(line: Line, state: str, body: Mapping[str, str]) -> None:
    partner = str(line.body["message"]).partition(".")[0]
    cases.service_result(
        system_actor(partner),
        number=str(line.body["case"]),
        node=str(line.body["node"]),
        key=str(line.body["key"]),
        state=state,
        body=body,
    )


def delivered(_work: Work, line: Line) -> None:
    """A webhook was received: a request that it carried is answered by that."""
    request = trail.read_line(int(line.body["line"]))
    if request.kind != "service.requested":
        return
    addressed = str(request.body["message"]).partition(".")[0]
    if addressed == line.body["partner"]:
        _result(request, "answered", {})


def came_late(late: Late) -> None:
    """An answer that a partner sent by itself, perhaps twice: the case knows which round it belongs to."""
    for line in trail.list_lines(Ref("service", late.key)).rows:
        if line.kind == "service.requested":
            _tell_case(line, late.answer)
