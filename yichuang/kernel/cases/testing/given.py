"""What an example gives: who is registered, what is answered, which papers are handed in and signed."""

from __future__ import annotations

from datetime import date, timedelta

from yichuang.base import clock
from yichuang.engines.values import Record, Subject, Unknown, Value, canonical, is_known
from yichuang.kernel.cases.days import official_calendar
from yichuang.kernel.cases.testing.city import SYSTEM
from yichuang.kernel.cases.worlds import definitions_of, trial_said
from yichuang.kernel.catalogue.api import DictGround, Names, Reading, World
from yichuang.kernel.catalogue.contracts import ExampleDef, Item, PackContent
from yichuang.kernel.documents.contracts import FileInfo
from yichuang.kernel.facts import api as facts
from yichuang.kernel.facts.contracts import Source, Statement


class Given:
    """What is there before anything is done."""

    def __init__(self, world: World, content: PackContent, item: Item, example: ExampleDef) -> None:
        self.world, self.content, self.item, self.example = world, content, item, example
        self.names = Names(world, item, content.key)
        ground = DictGround(
            self.names, example.given, example.papers, mode=example.mode, region=example.region
        )
        self.given = Reading(
            world,
            item,
            ground,
            example.on or clock.today(),
            example.region,
            official_calendar(),
            pack=content.key,
        )
        self.parties: dict[str, int] = {}
        self.definitions = definitions_of(world, content.key)

    # ---- what is given ---------------------------------------------------------------------------------------------

    def prepare(self) -> dict[str, str]:
        """Register who is known; gives the answers that are written down at the receipt."""
        answers: dict[str, str] = {}
        made = {r for r, a in self.item.about.items() if a.creates}
        for name in self.example.given:
            role, _, rest = name.partition(".")
            if role not in self.item.parties and role not in self.item.about and role != "region":
                continue
            if role == "region":
                self._region(name)
            elif role in made:
                self._answer(answers, role, rest)
            elif rest:
                self._register(role, rest)
        for role, party in self.item.parties.items():
            if party.applicant and role not in self.parties:
                self.parties[role] = self._subject(role)
        return answers

    def _value(self, name: str) -> Value:
        return self.given.value(name)

    def _region(self, name: str) -> None:
        subject = facts.ensure_subject("region", self.example.region, actor=SYSTEM).id
        self._record(subject, "region", name.partition(".")[2], self._value(name))

    def _answer(self, answers: dict[str, str], role: str, rest: str) -> None:
        key, _, more = rest.partition(".")
        value = self._value(f"{role}.{key}")
        if isinstance(value, Record):
            for member, said in value.items():
                if isinstance(said, bool):
                    answers[f"{role}.{key}.{member}"] = "yes" if said else "no"
            return
        step = self.names.find((role, key))
        if more and step is not None and step.type.kind == "reference":
            answers[f"{role}.{key}"] = self._nested(role, key, more)
            return
        if isinstance(value, Unknown):
            return
        answers[f"{role}.{key}"] = str(self.example.given[f"{role}.{rest}"])

    def _nested(self, role: str, key: str, more: str) -> str:
        """A subject that the case refers to, known outside it: `stay.job.class`."""
        step = self.names.find((role, key))
        assert step is not None
        kind = step.type.targets[0]
        subject = self.parties.setdefault(f"{role}.{key}", facts.new_subject(kind, actor=SYSTEM).id)
        last = more.partition(".")[0]
        datum, value = (
            self.world.datum(kind, last, self.content.key),
            self._value(f"{role}.{key}.{more}"),
        )
        if datum is not None and datum.definition.computed is not None and is_known(value):
            trial_said(self.world.id)[f"{kind}:{subject}.{last}"] = canonical(value, datum.type)
        else:
            self._record(subject, kind, last, value)
        return str(Subject(kind, str(subject)))

    def _register(self, role: str, rest: str) -> None:
        if role not in self.parties:
            self.parties[role] = self._subject(role)
        key = rest.partition(".")[0]
        kind = self._kind(role)
        self._record(self.parties[role], kind, key, self._value(f"{role}.{key}"))

    def _kind(self, role: str) -> str:
        kinds = self.names.role_kinds(role) or (role,)
        given = [n.split(".")[1] for n in self.example.given if n.startswith(f"{role}.")]
        fits = [k for k in kinds if all(self.world.datum(k, g, self.content.key) for g in given)]
        return (fits or list(kinds))[0]

    def _subject(self, role: str) -> int:
        kind = self._kind(role)
        definition = self.world.subject(kind, self.content.key)
        code = self._value(f"{role}.{definition.identified_by}") if definition else Unknown()
        if isinstance(code, str):
            return facts.ensure_subject(kind, code, actor=SYSTEM).id
        return facts.new_subject(kind, actor=SYSTEM).id

    def _record(self, subject: int, kind: str, key: str, value: Value) -> None:
        datum = self.world.datum(kind, key, self.content.key)
        if datum is None or not is_known(value):
            return
        day = (self.example.on or clock.today()) - timedelta(days=1)
        if datum.yearly:
            day = date(day.year - 1, 12, 31)
        statement = Statement(f"{kind}.{key}", canonical(value, datum.type), value == "none", day)
        owner = datum.definition.owner
        facts.record(
            SYSTEM, subject, [statement], Source("register", owner), definitions=self.definitions
        )

    # ---- receipt ---------------------------------------------------------------------------------------------------

    def papers(self) -> tuple[dict[str, FileInfo], dict[str, tuple[str, ...]]]:
        """The files handed in, and who signed what."""
        files: dict[str, FileInfo] = {}
        signed: dict[str, tuple[str, ...]] = {}
        for key, word in self.example.papers.items():
            material = self.item.materials.get(key)
            if material is None or word in ("absent", "unknown", "missing"):
                continue
            if material.from_ != "template":
                ending = material.formats[0] if material.formats else "pdf"
                files[key] = FileInfo(
                    f"{len(files):064x}", f"{key}.{ending}", "application/pdf", 1, 1
                )
            if word == "signed" or (material.signed_by and word == "present"):
                signed[key] = material.signed_by
        return files, signed
