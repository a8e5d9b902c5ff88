"""What a dialog sends, handed to the door of cases: one function per verb, all with the seq that the person saw."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from yichuang.base.errors import Invalid, Problem
from yichuang.base.text import Text
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.contracts import Done
from yichuang.kernel.documents import api as documents
from yichuang.kernel.people.api import Actor

Files = Mapping[str, "UploadedFile[Any]"]
Doer = Callable[[Actor, str, QueryDict, Files], Done]
# Names of facts that a task states stand in the form under this prefix.
SAID = "said."
# Files of materials stand under this one.
FILE = "file."


def _seen(data: QueryDict) -> dict[str, Any]:
    """Repeating is safe, and a stale page is told so."""
    expected = data.get("expected", "")
    return {"key": data.get("key", ""), "expected": int(expected) if expected.isdigit() else None}


def _text(data: QueryDict, name: str) -> str:
    return data.get(name, "").strip()


def _number(data: QueryDict, name: str) -> int:
    text = _text(data, name)
    if not text.isdigit() or not 0 < int(text) < 10_000_000:
        problem = Problem(name, Text("请只写数字，例如 5", "digits only, such as 5"), code="digits")
        raise Invalid("web.digits", problem.message, problems=(problem,))
    return int(text)


def _lines(data: QueryDict, name: str) -> tuple[str, ...]:
    """Lines of all fields of a name, empty ones left out."""
    found = (line.strip() for text in data.getlist(name) for line in text.splitlines())
    return tuple(line for line in found if line)


def _account(data: QueryDict) -> int:
    if not _text(data, "account"):
        problem = Problem("account", Text("请选择交给谁", "choose to whom"), code="missing")
        raise Invalid("web.whom", problem.message, problems=(problem,))
    return _number(data, "account")


def _simple(deed: Callable[..., Done], *names: str) -> Doer:
    """A verb on a node whose remaining arguments are plain texts of the form."""

    def do(actor: Actor, number: str, data: QueryDict, _files: Files) -> Done:
        texts = {name: _text(data, name) for name in names}
        return deed(actor, number=number, **texts, **_seen(data))

    return do


def _said(data: QueryDict) -> dict[str, str]:
    """The facts typed in a dialog, by name; what was left empty is not said."""
    said = {
        k.removeprefix(SAID): " ".join(v.strip() for v in data.getlist(k) if v.strip())
        for k in data
        if k.startswith(SAID)
    }
    return {k: v for k, v in said.items() if v}


def _complete(actor: Actor, number: str, data: QueryDict, _files: Files) -> Done:
    return cases.complete(
        actor,
        number=number,
        node=_text(data, "node"),
        outcome=_text(data, "outcome"),
        opinion=_text(data, "opinion"),
        reason=_text(data, "reason"),
        yields=_said(data),
        conditions=_lines(data, "conditions"),
        **_seen(data),
    )


def _accept(actor: Actor, number: str, data: QueryDict, _files: Files) -> Done:
    return cases.accept(
        actor,
        number=number,
        opinion=_text(data, "opinion"),
        deficient=data.getlist("deficient"),
        **_seen(data),
    )


def _ask_correction(actor: Actor, number: str, data: QueryDict, _files: Files) -> Done:
    return cases.ask_correction(
        actor,
        number=number,
        text=_text(data, "text"),
        fields=data.getlist("fields"),
        materials=data.getlist("materials"),
        days=_number(data, "days"),
        node=_text(data, "node"),
        **_seen(data),
    )


def _extend(actor: Actor, number: str, data: QueryDict, _files: Files) -> Done:
    return cases.extend(
        actor,
        number=number,
        ground=_text(data, "ground"),
        days=_number(data, "days"),
        **_seen(data),
    )


def _suspend(actor: Actor, number: str, data: QueryDict, _files: Files) -> Done:
    """A ground whose clock is the case's stops the case; one of a step stops the task."""
    ground = _text(data, "ground")
    scope = cases.GROUNDS[ground][1] if ground in cases.GROUNDS else ""
    return cases.suspend(
        actor,
        number=number,
        ground=ground,
        node=_text(data, "node") if scope == "node" else "",
        basis=_text(data, "basis"),
        note=_text(data, "note"),
        **_seen(data),
    )


def _hand_over(actor: Actor, number: str, data: QueryDict, _files: Files) -> Done:
    return cases.hand_over(
        actor,
        number=number,
        node=_text(data, "node"),
        account=_account(data),
        reason=_text(data, "reason"),
        **_seen(data),
    )


def _assign(actor: Actor, number: str, data: QueryDict, _files: Files) -> Done:
    return cases.assign(
        actor, number=number, node=_text(data, "node"), account=_account(data), **_seen(data)
    )


def _return_to(actor: Actor, number: str, data: QueryDict, _files: Files) -> Done:
    return cases.return_to(
        actor,
        number=number,
        from_node=_text(data, "node"),
        to_node=_text(data, "to_node"),
        ground=_text(data, "ground"),
        **_seen(data),
    )


def _remind(actor: Actor, number: str, data: QueryDict, _files: Files) -> Done:
    return cases.remind(
        actor,
        number=number,
        node=_text(data, "node"),
        text=_text(data, "text"),
        key=_seen(data)["key"],
    )


def _supervise(actor: Actor, number: str, data: QueryDict, _files: Files) -> Done:
    return cases.supervise(
        actor,
        number=number,
        node=_text(data, "node"),
        text=_text(data, "text"),
        key=_seen(data)["key"],
    )


def _answer_ask(actor: Actor, number: str, data: QueryDict, _files: Files) -> Done:
    return cases.answer_ask(
        actor,
        number=number,
        node=_text(data, "node"),
        outcome=_text(data, "outcome"),
        answers=_said(data),
        opinion=_text(data, "opinion"),
        **_seen(data),
    )


def _correct(actor: Actor, number: str, data: QueryDict, files: Files) -> Done:
    """What the applicant brings to the window: files are kept first, outside the case's transaction."""
    brought = {
        name.removeprefix(FILE): documents.store(actor, file.name or "", file.read())
        for name, file in files.items()
        if name.startswith(FILE)
    }
    return cases.correct(
        actor, number=number, answers=_said(data), materials=brought, **_seen(data)
    )


def _again(actor: Actor, number: str, data: QueryDict, _files: Files) -> Done:
    return cases.again(actor, number=number, node=_text(data, "node"), key=_seen(data)["key"])


DOERS: Mapping[str, Doer] = {
    "accept": _accept,
    "refuse_acceptance": _simple(cases.refuse_acceptance, "ground", "basis"),
    "ask_correction": _ask_correction,
    "complete": _complete,
    "check_commitment": _complete,
    "claim": _simple(cases.claim, "node"),
    "release": _simple(cases.release, "node"),
    "assign": _assign,
    "hand_over": _hand_over,
    "take_back": _simple(cases.take_back, "node"),
    "return_to": _return_to,
    "open_optional": _simple(cases.open_optional, "node"),
    "remind": _remind,
    "supervise": _supervise,
    "again": _again,
    "answer_ask": _answer_ask,
    "correct": _correct,
    "supply_fact": _simple(cases.supply_fact, "name", "value"),
    "suspend": _suspend,
    "resume": _simple(cases.resume, "ground", "node"),
    "extend": _extend,
    "withdraw": _simple(cases.withdraw, "reason"),
    "terminate": _simple(cases.terminate, "ground", "basis"),
}
