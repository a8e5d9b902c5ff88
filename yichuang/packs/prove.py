"""Proves what the examples of packs expect of data, tables, conditions, materials and policies, before any case runs.

What a running plan must show (nodes open, results, who is told) is proven where plans run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from yichuang.engines.calendar import Calendar
from yichuang.engines.values import Fault, Listing, Type, Unknown, Value, read_literal, show_both
from yichuang.kernel.catalogue.contracts import ConditionDef, ExampleDef, Item, PackContent
from yichuang.kernel.catalogue.section import (
    DictGround,
    Names,
    Reading,
    World,
    materials_needed,
    with_parameters,
)
from yichuang.kernel.catalogue.section import condition as answer_condition
from yichuang.packs.policy_trial import (
    PolicyAnswer,
    chosen_of_group,
    evaluate_policy,
    groups_of,
    policies_of,
    world_for_policy,
)

RUNNING = frozenset(
    "nodes case seats due sent version holder paid balance use registry requests".split()
)
FACT_VERBS = frozenset("fact correct again formalise time show bank partner sweep".split())
ON_NO_DAY = date(2023, 10, 19)


@dataclass(frozen=True, slots=True)
class Proof:
    """One expectation of an example beside what came out."""

    example: ExampleDef
    name: str
    expected: str
    found: str

    @property
    def ok(self) -> bool:
        """Whether it came out as expected."""
        return self.expected == self.found


def prove_example(
    world: World | Worlds,
    content: PackContent,
    example: ExampleDef,
    calendar: Calendar | None = None,
) -> Iterator[Proof]:
    """Every expectation of the example that needs no running plan. `Worlds` spare time where many are proven."""
    worlds = world if isinstance(world, Worlds) else Worlds(world)
    trial = Trial(worlds, content, example, calendar)
    for name, expected in example.expect.items():
        found = trial.find(name, expected)
        if found is not None:
            yield Proof(example, name, *found)


class Worlds:
    """One world with other parameters, or with a policy's own, each made once: tables stay compiled."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.made: dict[tuple[str, str, tuple[tuple[str, str], ...]], World] = {}

    def of(self, content: PackContent, policy: str, parameters: Mapping[str, str]) -> World:
        """The world in which the parameters of the pack are set so; `policy` brings its own ("" for none)."""
        if not policy and not parameters:
            return self.world
        key = (content.key, policy, tuple(sorted(parameters.items())))
        if key not in self.made:
            own = policies_of(content).get(policy)
            base = world_for_policy(self.world, content, own) if own else self.world
            self.made[key] = with_parameters(base, content.key, parameters)
        return self.made[key]


class Trial:
    """The facts of one example, read as a case would read them on the day of receipt."""

    def __init__(
        self, worlds: Worlds, content: PackContent, example: ExampleDef, calendar: Calendar | None
    ) -> None:
        self.content = content
        self.example = example
        self.calendar = calendar
        self.item: Item | None = (
            content.items.get(example.of) if example.of_kind == "item" else None
        )
        self.policies = policies_of(content)
        self.worlds = worlds
        self._reading: Reading | None = None
        self._answers: dict[str, PolicyAnswer] = {}

    def reading(self) -> Reading:
        """The reading of the example's own item, policy or table."""
        if self._reading is None:
            policy = self.example.of if self.example.of_kind == "policy" else ""
            self._reading = self._make(policy)
        return self._reading

    def _make(self, policy: str) -> Reading:
        given = dict(self.example.given)
        world = self.worlds.of(self.content, policy, self.example.parameters)
        if policy:
            facts = _facts_of(world, self.content.key, self.policies[policy])
            given = {**facts, **given}
        names = Names(world, self.item, self.content.key)
        ground = DictGround(
            names, given, self.example.papers, mode=self.example.mode, region=self.example.region
        )
        day = self.example.on or ON_NO_DAY
        return Reading(
            world, self.item, ground, day, self.example.region, self.calendar, pack=self.content.key
        )

    # ---- expectations ----------------------------------------------------------------------------------------------

    def find(self, name: str, expected: object) -> tuple[str, str] | None:
        """Expected and found in words; None where only a running plan can say."""
        head, _, rest = name.partition(".")
        finder = FINDERS.get(head if head in ("conditions", "hits", "possible") else name)
        if finder is not None:
            return finder(self, rest, expected)
        if "." in name and self._static(name):
            return self._datum(name, expected)
        return None

    def _static(self, name: str) -> bool:
        """Whether the plan cannot have changed what the name says."""
        head = name.partition(".")[0]
        if head in RUNNING or (head == "papers" and not name.endswith((".replaced", ".present"))):
            return False
        if head == "claim" and self.example.of_kind == "policy":
            return False
        step = self.reading().names.find(tuple(name.split(".")))
        computed = step is not None and step.datum is not None and step.datum.definition.computed
        return (
            bool(computed or head == "papers")
            and not self._changes_facts()
            and not self._runs(name)
        )

    def _changes_facts(self) -> bool:
        return any(
            verb.partition(".")[0] in FACT_VERBS or isinstance(value, Mapping) or "=" in str(value)
            for step in self.example.do
            for verb, value in step.items()
        )

    def _runs(self, name: str) -> bool:
        needed = self.reading().needs(name)
        heads = {n.partition(".")[0] for n in needed}
        filled = {y for n in (self.item.plan if self.item else ()) for y in (*n.yields, *n.sets)}
        return bool(heads & RUNNING) or bool(needed & filled)

    def _datum(self, name: str, expected: object) -> tuple[str, str]:
        reading = self.reading()
        step = reading.names.find(tuple(name.split(".")))
        type_ = step.type if step else Type("any")
        return _written(expected, type_), _shown(reading.value(name), type_)

    def _condition(self, key: str, expected: object) -> tuple[str, str] | None:
        if self.example.of_kind in ("policy", "group"):
            return str(expected), self._policy(self._policy_key()).clauses.get(key, "?")
        if self._changes_facts():
            return None
        found = dict(_conditions(self.item)).get(key)
        if found is None:
            return None
        answer = answer_condition(found, self.reading()).answer
        return str(expected), answer

    def _hits(self, key: str, expected: object) -> tuple[str, str] | None:
        if self._changes_facts():
            return None
        return self._rows(key, expected, "hits")

    def _possible(self, key: str, expected: object) -> tuple[str, str] | None:
        return None if self._changes_facts() else self._rows(key, expected, "possible")

    def _rows(self, key: str, expected: object, which: str) -> tuple[str, str] | None:
        if self.reading().world.table(key, self.content.key) is None:
            return None
        results = [reading.table(key) for reading in self._readings_for(key)]
        keys = {h.key for result in results for h in getattr(result, which)}
        return _set(_many(expected)), _set(keys)

    def _readings_for(self, key: str) -> Iterator[Reading]:
        """The reading, or one for each element where the table is asked inside a `for_each`."""
        loops = [
            n.for_each
            for n in (self.item.plan if self.item else ())
            if getattr(n.spec, "table", "") == key and n.for_each
        ]
        if not loops:
            yield self.reading()
            return
        variable, _, source = (p.strip() for p in loops[0].partition(" in "))
        elements = self.reading().value(source)
        for element in elements if isinstance(elements, Listing) else ():
            yield self.reading().at({variable: element})

    def _asked(self, _: str, expected: object) -> tuple[str, str] | None:
        if self.item is None:
            return None
        needed = [
            m.key
            for m in materials_needed(self.item, self.reading())
            if m.needed == "yes" and m.material.from_ in self.item.parties
        ]
        return _set(_many(expected)), _set(needed)

    def _not_asked(self, _: str, expected: object) -> tuple[str, str] | None:
        if self.item is None:
            return None
        needed = {m.key for m in materials_needed(self.item, self.reading()) if m.needed != "no"}
        return _set(_many(expected)), _set(k for k in _many(expected) if k not in needed)

    def _invalid(self, _: str, expected: object) -> tuple[str, str] | None:
        if self.item is None:
            return None
        found = [
            m.key
            for m in materials_needed(self.item, self.reading())
            if m.needed == "yes"
            and m.valid == "no"
            and self.example.papers.get(m.key, "absent") != "absent"
        ]
        return _set(_many(expected)), _set(found)

    def _missing(self, _: str, expected: object) -> tuple[str, str] | None:
        if self.example.of_kind in ("policy", "group"):
            key = self._policy_key()
            return _set(_many(expected)), _set(self._policy(key).missing)
        if self.item is None or any("." in n for n in _many(expected)):
            return None
        lacking = [
            m.key
            for m in materials_needed(self.item, self.reading())
            if m.needed == "yes"
            and not m.optional
            and self.example.papers.get(m.key, "absent") == "absent"
        ]
        return _set(_many(expected)), _set(lacking)

    # ---- policies --------------------------------------------------------------------------------------------------

    def _policy_key(self) -> str:
        if self.example.of_kind == "policy":
            return self.example.of
        named = str(self.example.expect.get("of", ""))
        amounts = self.example.expect.get("amounts")
        return named or (next(iter(amounts)) if isinstance(amounts, Mapping) else "")

    def _policy(self, key: str) -> PolicyAnswer:
        if key not in self._answers:
            policy = self.policies[key]
            self._answers[key] = evaluate_policy(self.content, policy, self._make(key))
        return self._answers[key]

    def _match(self, _: str, expected: object) -> tuple[str, str]:
        return str(expected), self._policy(self._policy_key()).match

    def _amount(self, _: str, expected: object) -> tuple[str, str]:
        return _written(expected, MONEY), _shown(self._policy(self._policy_key()).amount, MONEY)

    def _amounts(self, _: str, expected: object) -> tuple[str, str] | None:
        if not isinstance(expected, Mapping):
            return None
        wanted = {k: _written(v, MONEY) for k, v in expected.items()}
        return str(wanted), str({k: _shown(self._policy(k).amount, MONEY) for k in wanted})

    def _reason(self, _: str, expected: object) -> tuple[str, str] | None:
        if self.example.of_kind != "policy" or not self._policy(self.example.of).reason:
            return None
        return str(expected), self._policy(self.example.of).reason

    def _chosen(self, _: str, expected: object) -> tuple[str, str] | None:
        group = groups_of(self.content).get(self.example.of)
        members = group.get("of", {}) if group else {}
        if expected == "none" or not isinstance(members, Mapping):
            return None
        return str(expected), chosen_of_group({k: self._policy(k) for k in members})


MONEY = Type("money", currency="cny")
Finder = Callable[[Trial, str, object], "tuple[str, str] | None"]
FINDERS: dict[str, Finder] = {
    "conditions": Trial._condition,
    "hits": Trial._hits,
    "possible": Trial._possible,
    "asked": Trial._asked,
    "not_asked": Trial._not_asked,
    "invalid": Trial._invalid,
    "missing": Trial._missing,
    "match": Trial._match,
    "amount": Trial._amount,
    "amounts": Trial._amounts,
    "reason": Trial._reason,
    "chosen": Trial._chosen,
}


def _conditions(item: Item | None) -> Iterator[tuple[str, ConditionDef]]:
    yield from item.conditions.items() if item else ()
    for node in item.plan if item else ():
        yield from getattr(node.spec, "findings", {}).items()


def _facts_of(world: World, pack: str, policy: Mapping[str, object]) -> dict[str, object]:
    """What a policy says of itself, as facts of the subject `policy`."""
    known = world.data("policy", pack)
    return {
        f"policy.{k}": v
        for k, v in policy.items()
        if k in known and isinstance(v, str) and not v.startswith("=")
    }


def _written(expected: object, type_: Type) -> str:
    if isinstance(expected, list):
        return _set(expected)
    try:
        return _shown(read_literal(str(expected), type_), type_)
    except Fault:
        return str(expected)


def _shown(value: Value, type_: Type) -> str:
    if isinstance(value, Unknown):
        return "unknown"
    if type_.kind == "choice" and isinstance(value, str):
        return value  # as it is written in an example, not as people read it
    return show_both(value, type_).en or show_both(value, type_).zh


def _many(value: object) -> list[str]:
    if isinstance(value, list):
        return [str(v) for v in value]
    return [] if value in ("none", "") else [str(value)]


def _set(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def with_examples(content: PackContent, examples: tuple[ExampleDef, ...]) -> PackContent:
    """The content with its examples."""
    return replace(content, examples=examples)
