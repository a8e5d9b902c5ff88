"""One case with everything its rules may read, loaded only when something asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from yichuang.base.text import Text
from yichuang.engines.plan import DORMANT
from yichuang.engines.rules import Path
from yichuang.engines.values import Subject, Unknown, Value
from yichuang.kernel.cases import element_parts as parts_of
from yichuang.kernel.cases.days import OFFICE, official_calendar
from yichuang.kernel.cases.elements import base_of, element_of, loop_of, named
from yichuang.kernel.cases.ground import CaseGround
from yichuang.kernel.cases.materials import Held, Shelf
from yichuang.kernel.cases.models import AnswerVersion, CaseMaterial, Role
from yichuang.kernel.cases.parts import case_part, node_part, paper_part
from yichuang.kernel.cases.plans import ItemPlan
from yichuang.kernel.cases.rows import CaseNow, NodeNow, load_elements, load_nodes
from yichuang.kernel.cases.shared_papers import has_shared
from yichuang.kernel.cases.worlds import plan_of, world_of
from yichuang.kernel.catalogue.api import Reading, World
from yichuang.kernel.documents import api as documents


class Sight:
    """A case as it stands. Nothing is loaded twice; what changes must tell `forget`."""

    def __init__(self, case: CaseNow) -> None:
        self.case = case
        self.rows: dict[str, NodeNow] = {}
        self._all_rows = False
        self._with_elements: set[str] = set()
        self._answers: dict[str, str] | None = None
        self._roles: list[Role] | None = None
        self._held: dict[str, Held] | None = None
        self._readings: dict[tuple[date, str], Reading] = {}
        self._elements: dict[tuple[str, date], dict[str, Value] | Unknown] = {}
        # the row for which rules are asked: `node` and the variable of its list mean this one
        self.here = ""
        self._shelf: Shelf | None = None
        self._papers: Mapping[str, Any] | None = None
        # the count of the seats while a rule over them is asked
        self.seats: Mapping[str, Any] = {}

    # ---- what it is about ------------------------------------------------------------------------------------------

    @property
    def world(self) -> World:
        """The adopted set that the case was received under."""
        return world_of(self.case.adopted_set)

    @property
    def plan(self) -> ItemPlan:
        """The item's plan in the mode of the case."""
        return plan_of(self.case.adopted_set, self.case.item, self.case.mode)

    @property
    def ref(self) -> str:
        """How the record names the case."""
        return f"case:{self.case.number}"

    # ---- rows --------------------------------------------------------------------------------------------------------

    def nodes(self, keys: Iterable[str]) -> dict[str, NodeNow]:
        """The current rounds of these nodes."""
        wanted = list(keys)
        lacking = [k for k in wanted if k not in self.rows]
        if lacking and not self._all_rows:
            for row in load_nodes(self.case.id, lacking):
                self.rows[row.key] = row
        return {k: self.rows[k] for k in wanted}

    def node(self, key: str) -> NodeNow:
        """The current round of one node. Raises KeyError."""
        return self.nodes((key,))[key]

    def has_node(self, key: str) -> bool:
        """Whether the plan has such a node, or the case one for such an element."""
        if key in self.plan.nodes:
            return True
        if base_of(key) not in self.plan.nodes or not element_of(key):
            return False
        for row in () if key in self.rows else load_nodes(self.case.id, (key,)):
            self.rows[key] = row
        return key in self.rows

    def elements_of(self, base: str) -> list[NodeNow]:
        """The rows of the elements of a node, in the order in which they came."""
        if not self.plan.repeats(base):
            return []
        if not self._all_rows and base not in self._with_elements:
            for row in load_elements(self.case.id, base):
                self.rows.setdefault(row.key, row)
            self._with_elements.add(base)
        start = f"{base}."
        return sorted((r for k, r in self.rows.items() if k.startswith(start)), key=lambda r: r.id)

    def in_order(self) -> list[NodeNow]:
        """The rows of all nodes in the plan's order, each followed by those of its elements; ends left out."""
        rows = self.all_nodes()
        bases = [k for k in self.plan.graph.order if k in self.plan.nodes]
        return [r for k in bases for r in (rows[k], *self.elements_of(k))]

    def name_of(self, row: NodeNow) -> Text:
        """What people call a node, or one of its elements."""
        return named(self.plan.nodes[row.key].name, row.label)

    def all_nodes(self) -> dict[str, NodeNow]:
        """The current rounds of all nodes; rows held already stay as they are."""
        if not self._all_rows:
            for row in load_nodes(self.case.id):
                self.rows.setdefault(row.key, row)
            self._all_rows = True
        return self.rows

    # ---- inputs ------------------------------------------------------------------------------------------------------

    def answers(self) -> dict[str, str]:
        """The answers of the current version: canonical text by `role.datum`."""
        if self._answers is None:
            found = AnswerVersion.objects.filter(
                case_id=self.case.id, version=self.case.answers_version
            ).values_list("content", flat=True)
            self._answers = dict(found[0]) if found else {}
        return self._answers

    def roles(self) -> list[Role]:
        """Who is in the case and what it is about."""
        if self._roles is None:
            self._roles = list(Role.objects.filter(case_id=self.case.id).order_by("id"))
        return self._roles

    def subjects(self) -> dict[str, tuple[Subject, ...]]:
        """Role to its subjects."""
        found: dict[str, tuple[Subject, ...]] = {}
        for row in self.roles():
            found[row.role] = (*found.get(row.role, ()), Subject(row.kind, str(row.subject)))
        return found

    def held(self) -> dict[str, Held]:
        """The materials as handed in, newest versions."""
        if self._held is None:
            rows = CaseMaterial.objects.filter(case_id=self.case.id, current=True)
            self._held = {
                r.key: Held(
                    r.key,
                    r.version,
                    r.file,
                    r.name,
                    r.media,
                    r.size,
                    r.state,
                    tuple(r.signed),
                    r.due,
                )
                for r in rows
            }
        return self._held

    def yielded(self) -> dict[str, str]:
        """Facts that current rounds yield, by `role.datum`."""
        found: dict[str, str] = {}
        for row in self.all_nodes().values():
            if row.yields and row.state != DORMANT:
                found.update(row.yields)
        return found

    def forget(self) -> None:
        """Inputs or results have changed: what was evaluated may no longer hold."""
        self._answers = self._roles = self._held = None
        self.stale()

    def stale(self) -> None:
        """Results have changed: evaluations begin anew, inputs stay."""
        self._readings = {}
        self._elements = {}
        self._shelf = None
        self._papers = None

    # ---- rules -------------------------------------------------------------------------------------------------------

    @contextmanager
    def within(self, key: str) -> Iterator[None]:
        """Within the block rules are asked for one row: for its node and, of a list, for its element."""
        before, self.here = self.here, key
        try:
            yield
        finally:
            self.here = before

    def reading(self, as_of: date | None = None) -> Reading:
        """The rules' view of the case on its day (or on another, for waits), for the element at hand."""
        day = as_of or self.case.as_of
        if not element_of(self.here):
            return self._plain_reading(day)
        if (day, self.here) not in self._readings:
            variable, _ = loop_of(self.plan.nodes[self.here])
            bound = {variable: self.element(self.here, day)}
            self._readings[day, self.here] = self._plain_reading(day).at(bound)
        return self._readings[day, self.here]

    def element(self, key: str, as_of: date | None = None) -> Value:
        """What the row of an element is for, as it stands; unknown when the list no longer holds it."""
        found = self.element_values(base_of(key), as_of)
        missing = Unknown(frozenset({loop_of(self.plan.nodes[key])[1]}))
        return missing if isinstance(found, Unknown) else found.get(element_of(key), missing)

    def element_values(self, base: str, as_of: date | None = None) -> dict[str, Value] | Unknown:
        """The elements of a node's list by key, as the list stands."""
        day = as_of or self.case.as_of
        if (base, day) not in self._elements:
            source = loop_of(self.plan.nodes[base])[1]
            value = self._plain_reading(day).evaluate(source)
            self._elements[base, day] = parts_of.elements(source, value)
        return self._elements[base, day]

    def _plain_reading(self, day: date) -> Reading:
        if (day, "") not in self._readings:
            ground = CaseGround(
                self.world,
                self.plan.item,
                day,
                self.subjects(),
                {**self.answers(), **self.yielded()},
                self.part,
            )
            made = Reading(
                self.world,
                self.plan.item,
                ground,
                day,
                region=self.case.region,
                calendar=official_calendar(),
                office=OFFICE,
            )
            ground.reading = made
            self._readings[day, ""] = made
        return self._readings[day, ""]

    def shelf(self) -> Shelf:
        """The case's materials."""
        if self._shelf is None:
            self._shelf = Shelf(
                self.plan.item,
                self.case.mode,
                self.held(),
                lambda key: has_shared(self.roles(), key),
            )
            self._shelf.reading = self.reading()
        return self._shelf

    def part(self, path: Path) -> Value | None:
        """A part of a reserved role, for rules."""
        head, rest = path[0], path[1:]
        if head == "seats" and len(rest) == 1:
            return self.seats.get(rest[0])
        if head == "case" and rest:
            return case_part(self.case, rest)
        if head == "nodes" and rest and rest[0] in self.plan.nodes:
            return parts_of.part(self, rest)
        if head == "node" and len(rest) == 1 and self.here:
            return node_part(self.node(self.here), rest)
        if head in ("papers", "materials") and len(rest) == 2:
            if rest[0] in self.plan.item.materials:
                return self._material_part(rest[0], rest[1])
            return paper_part(self.papers(), rest)
        return None

    def _material_part(self, key: str, part: str) -> Value | None:
        standing = self.shelf().standing(key)
        answers: dict[str, Value] = {
            "present": standing.counts,
            "signed": bool(standing.held)
            and not standing.unsigned
            and bool(standing.material.signed_by),
            "replaced": standing.replaced,
            "valid": standing.valid,
            "asked": standing.needed,
        }
        return answers.get(part)

    def papers(self) -> Mapping[str, Any]:
        """The papers that the case has issued, by key."""
        if self._papers is None:
            self._papers = (
                {p.key: p for p in documents.list_papers(case=self.case.number)}
                if self.case.decided_at
                else {}
            )
        return self._papers

    # ---- digests -----------------------------------------------------------------------------------------------------

    def value_for_digest(self, name: str, reading: Reading) -> Any:
        """What stands in a digest for a name that a node reads."""
        parts = name.split(".")
        if parts[0] in ("papers", "materials") and len(parts) == 2:
            return self._content_of(parts[1])
        if parts[0] == "nodes" and len(parts) == 2:
            rows = [self.node(parts[1]), *self.elements_of(parts[1])]
            found = [[r.outcome or r.state, dict(r.yields), list(r.conditions)] for r in rows]
            return found[0] if len(found) == 1 else found
        if len(parts) == 1 and not name.startswith(":"):
            if self.here and name == loop_of(self.plan.nodes[self.here])[0]:
                return parts_of.plain_element(self, self.here)
            role = reading.role(name)
            return role if role is not None else Unknown()
        return reading.value(name)

    def _content_of(self, key: str) -> Any:
        held = self.held().get(key)
        if key not in self.plan.item.materials:
            paper = self.papers().get(key)
            return paper.digest if paper else Unknown()
        standing = self.shelf().standing(key)
        content = [held.file, list(held.signed), held.state] if held else None
        return [content, standing.replaced]
