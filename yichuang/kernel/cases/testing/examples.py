"""Worked examples of packs played through the real doors: given facts, papers, deeds in order, time that passes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from yichuang.base import clock
from yichuang.base.errors import Invalid, Refusal
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.days import official_calendar
from yichuang.kernel.cases.models import CaseNode
from yichuang.kernel.cases.testing.city import SYSTEM, Cast, staff_city, sweep
from yichuang.kernel.cases.testing.given import Given
from yichuang.kernel.cases.worlds import on_trial
from yichuang.kernel.catalogue.api import World, with_parameters
from yichuang.kernel.catalogue.contracts import (
    AskSpec,
    ExampleDef,
    Item,
    PackContent,
    ServiceSpec,
    TaskSpec,
)
from yichuang.kernel.documents.contracts import FileInfo
from yichuang.kernel.facts import api as facts
from yichuang.kernel.facts.contracts import Source, Statement
from yichuang.kernel.people.contracts import Actor, Mandate

WORDS = {"go": "approve", "found_true": "ok", "true": "ok"}
# Partners that are the platform itself answer at once.
OURS = ("notices", "platform")


@dataclass
class Played:
    """An example that has been played: the case (if there came to be one) and the refusal that was expected or not."""

    world: World
    item: Item
    example: ExampleDef
    number: str = ""
    refusal: Refusal | None = None
    down: set[str] = field(default_factory=set)

    @property
    def fault(self) -> str:
        """The last part of the refusal's code; of a list of problems the first one's."""
        if self.refusal is None:
            return ""
        if isinstance(self.refusal, Invalid) and self.refusal.problems:
            return self.refusal.problems[0].code
        return self.refusal.code.rpartition(".")[2]


@contextmanager
def played(world: World, content: PackContent, example: ExampleDef) -> Iterator[Played]:
    """Play an example in a city of its own; the clock stays where the example has brought it within the block."""
    region = example.region or "340100"
    trial = with_parameters(world, content.key, example.parameters)
    trial = replace(trial, id=f"trial-{content.key}-{example.key}"[:60], region=region)
    item = (
        content.items[example.of]
        if example.of in content.items
        else content.items[f"{content.key}.{example.of}"]
    )
    day = example.on or date(2023, 10, 19)
    with clock.travel(clock.at(day)), on_trial(region, trial):
        player = Player(trial, content, item, example, staff_city([content], region))
        player.play()
        yield player.state


class Player(Given):
    """Plays one example, deed by deed."""

    def __init__(
        self, world: World, content: PackContent, item: Item, example: ExampleDef, cast: Cast
    ) -> None:
        super().__init__(world, content, item, example)
        self.cast = cast
        self.state = Played(world, item, example)
        self.draft = 0

    def play(self) -> None:
        """Receive the case, then do what the example says, in order."""
        steps = [dict(s) for s in self.example.do]
        answers = self.prepare()
        handed_in = next((s for s in steps if "submit" in s), None)
        try:
            if handed_in is not None and steps[0] is handed_in:
                self._submit(answers, str(handed_in["submit"]))
                steps = steps[1:]
            else:
                self._receive(answers)
            self._settle_services()
            for step in steps:
                for verb, value in step.items():
                    self._do(verb, value)
                    self._settle_services()
        except Refusal as refusal:
            self.state.refusal = refusal

    def _scene(self) -> str:
        return str(self.example.given.get("case.scene", ""))

    def _receive(self, answers: Mapping[str, str]) -> None:
        files, signed = self.papers()
        applicant = self.item.applicant
        done = cases.receive_at_window(
            self.cast.window(self.item),
            item=self.item.key,
            region=self.cast.region,
            applicant=self.parties.get(applicant.key) if applicant else None,
            answers=answers,
            scene=self._scene(),
            mode=self.example.mode,
            materials=files,
            signed_papers=signed,
            parties={r: s for r, s in self.parties.items() if "." not in r},
        )
        self.state.number = done.number

    def _submit(self, answers: Mapping[str, str], words: str) -> None:
        """Handed in by a party through a draft: everything that is missing is named."""
        files, signed = self.papers()
        applicant = self.item.applicant
        assert applicant is not None
        actor = self._submitter(applicant.key, words)
        draft = cases.open_draft(
            actor,
            item=self.item.key,
            region=self.cast.region,
            scene=self._scene(),
            applicant=self.parties[applicant.key],
            mode=self.example.mode,
        )
        for role, subject in self.parties.items():
            if "." not in role and role != applicant.key:
                cases.choose_party(SYSTEM, draft.id, role=role, subject=subject)
        cases.save_draft(actor, draft.id, answers=answers)
        for key, file in files.items():
            cases.attach(actor, draft=draft.id, material=key, file=file)
        unsigned = words.removeprefix("unsigned ").split() if words.startswith("unsigned ") else []
        for role, party in self.item.parties.items():
            wanted = party.signs or any(role in who for who in signed.values())
            if wanted and role not in unsigned and role in self.parties:
                own = [k for k, who in signed.items() if role in who]
                cases.sign(self.actor(role), draft=draft.id, role=role, papers=own)
        self.draft = draft.id
        self.state.number = cases.submit(actor, draft.id).number

    def _submitter(self, applicant: str, words: str) -> Actor:
        """The applicant itself, or another party that submits for it from a system of its own."""
        party = self.item.parties.get(words.split()[0])
        if party is not None and party.submits_for and not party.applicant:
            return Actor(f"partner:{party.key}", party.key, partner=party.key)
        return self.actor(applicant)

    def actor(self, role: str) -> Actor:
        """A party as it acts for itself."""
        subject = self.parties[role]
        kind = self._kind(role)
        return Actor(
            f"account:{10**6 + subject}",
            role,
            account=10**6 + subject,
            mandates=(Mandate(subject, kind, "self"),),
        )

    # ---- deeds -----------------------------------------------------------------------------------------------------

    def _do(self, verb: str, value: object) -> None:
        plain = getattr(self, f"_do_{verb}", None)
        if plain is not None:
            plain(value)
        elif verb in {n.key for n in self.item.plan}:
            self._node(verb, str(value))
        else:
            raise NotImplementedError(f"do: {verb}")

    def _node(self, key: str, words: str) -> None:
        node = self.item.node(key)
        first, *rest = words.split()
        pairs = [w for w in words.split() if "=" in w]
        said = dict(w.split("=", 1) for w in pairs)
        text = " ".join(w for w in rest if w not in pairs)
        row = CaseNode.objects.get(case__number=self.state.number, key=key)
        if first == "return":
            target, _, ground = text.partition(" ")
            cases.return_to(
                self.cast.at(self.state.number, key),
                number=self.state.number,
                from_node=key,
                to_node=target,
                ground=ground,
            )
        elif isinstance(node.spec, ServiceSpec) and row.post is None:
            self._service(key, said)
        elif isinstance(node.spec, AskSpec) and row.post is None:
            self._ask(key, node.spec, first, said, text)
        elif key == self.item.accepts and first == "with_deficiencies":
            cases.accept(
                self.cast.at(self.state.number, key), number=self.state.number, deficient=rest
            )
        elif row.state != "open" and node.do in ("together", "wait"):
            return
        else:
            self._complete(key, node.spec, first, said, text)

    def _complete(
        self, key: str, spec: object, first: str, said: Mapping[str, str], text: str
    ) -> None:
        own = spec.outcomes if isinstance(spec, TaskSpec) else {}
        outcome = first if first in own else WORDS.get(first, first)
        cases.complete(
            self.cast.at(self.state.number, key),
            number=self.state.number,
            node=key,
            outcome=outcome,
            opinion=text,
            yields=said,
        )

    def _service(self, key: str, said: dict[str, str]) -> None:
        service = next(s for s in cases.pending_services(self.state.number) if s.node == key)
        spec = self.item.node(key).spec
        for name in spec.yields if isinstance(spec, ServiceSpec) else ():
            step = self.names.find(tuple(name.split(".")))
            if name not in said and step is not None and step.type.kind == "text":
                said[name] = f"R{self.state.number[-8:]}"
        cases.service_result(
            SYSTEM, number=self.state.number, node=key, key=service.key, state="answered", body=said
        )

    def _ask(self, key: str, spec: AskSpec, first: str, said: Mapping[str, str], text: str) -> None:
        actor = self.actor(spec.party) if spec.party in self.parties else SYSTEM
        if spec.ask == "pay":
            order = cases.pay(actor, number=self.state.number, node=key).numbers["order"]
            state = first if first in ("paid", "failed", "pending", "unknown") else "paid"
            cases.payment_result(SYSTEM, number=self.state.number, node=key, ref=order, state=state)
            return
        outcome = first if first in spec.outcomes else ""
        cases.answer_ask(
            actor, number=self.state.number, node=key, outcome=outcome, answers=said, opinion=text
        )

    def _do_submit(self, value: object) -> None:
        """Handed in once more: the same case."""
        applicant = self.item.applicant
        assert applicant is not None
        cases.submit(self._submitter(applicant.key, str(value)), self.draft)

    def _do_sweep(self, _value: object) -> None:
        sweep()
        sweep()

    def _do_time(self, value: object) -> None:
        words = str(value).split()
        now = clock.now()
        if words[0] == "until":
            day = date.fromisoformat(words[1])
            hour, minute = (words[2] if len(words) > 2 else "09:00").split(":")
            later = clock.at(day, int(hour), int(minute))
        else:
            later = self._after(int(words[0].lstrip("+")), words[1])
        clock.advance(later - now)
        sweep()

    def _after(self, n: int, unit: str) -> Any:
        now, calendar = clock.now(), official_calendar()
        word = unit if unit.endswith("s") else f"{unit}s"
        if word == "working_days":
            return now + (calendar.add_working_days(now.date(), n).day - now.date())
        if word in ("months", "years"):
            months = n * (12 if word == "years" else 1)
            return now + (calendar.add_months(now.date(), months).day - now.date())
        if word == "working_hours":
            return now + timedelta(hours=n)
        return now + timedelta(**{word: n})

    def _do_withdraw(self, value: object) -> None:
        cases.withdraw(self.actor(str(value).split()[0]), number=self.state.number)

    def _do_correct(self, value: object) -> None:
        assert isinstance(value, Mapping)
        answers = {k: str(v) for k, v in value.items() if not k.startswith("papers.")}
        files = {}
        signed: list[str] = []
        for name in (k for k in value if k.startswith("papers.")):
            key = name.partition(".")[2]
            material = self.item.materials[key]
            ending = material.formats[0] if material.formats else "pdf"
            signed += material.signed_by
            if material.from_ != "template":
                files[key] = FileInfo(
                    f"{abs(hash(str(value))):064x}"[:64], f"{key}.{ending}", "application/pdf", 2, 1
                )
        applicant = self.item.applicant
        assert applicant is not None
        cases.correct(
            self.actor(applicant.key),
            number=self.state.number,
            answers=answers,
            materials=files,
            signed=signed,
        )

    def _do_fact(self, value: object) -> None:
        """A fact becomes known: stated in the case, or recorded by the register that owns it."""
        assert isinstance(value, Mapping)
        for name, text in value.items():
            role, _, key = str(name).partition(".")
            if role in self.item.parties and role in self.parties:
                kind = self._kind(role)
                datum = self.world.datum(kind, key, self.content.key)
                assert datum is not None
                taken = facts.take(datum.definition, str(text), name=str(name))
                statement = Statement(f"{kind}.{key}", taken.value, taken.none, self.example.on)
                facts.record(
                    SYSTEM,
                    self.parties[role],
                    [statement],
                    Source("register", datum.definition.owner),
                    definitions=self.definitions,
                )
                cases.facts_changed(SYSTEM, subject=self.parties[role], data=[f"{kind}.{key}"])
            else:
                cases.supply_fact(SYSTEM, number=self.state.number, name=str(name), value=str(text))

    def _do_partner(self, value: object) -> None:
        name, _, word = str(value).partition(" ")
        if word == "down":
            self.state.down.add(name)
        else:
            self.state.down.discard(name)

    def _settle_services(self) -> None:
        """Partners answer as their twins do when nothing is wrong: the platform itself at once, ends when told."""
        plan = {n.key for n in self.item.plan}
        for service in cases.pending_services(self.state.number) if self.state.number else ():
            partner = service.message.partition(".")[0]
            if partner in self.state.down or (service.node in plan and partner not in OURS):
                continue
            body = {"archived_on": clock.today().isoformat()} if partner == "platform" else {}
            cases.service_result(
                SYSTEM,
                number=service.number,
                node=service.node,
                key=service.key,
                state="answered",
                body=body,
            )
