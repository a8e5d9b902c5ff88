"""Reads names and rules for one case or subject on one day: references followed, computed data computed once.

Unknown always names base facts that somebody can supply (`job.annual_salary`, never `job.class`), called by the
role a subject has in the case; a parameter that is not set is `:residence_fee`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from yichuang.engines.calendar import Calendar, OfficeHours, read_calendar
from yichuang.engines.rules import (
    Explanation,
    Literal,
    Node,
    Rule,
    TableResult,
    compile_rule,
    explain,
    parse_rule,
    parse_value,
)
from yichuang.engines.values import ANY, NONE, Fault, Listing, Subject, Type, Unknown, Value, fit
from yichuang.kernel.catalogue.contracts import Expression, Item
from yichuang.kernel.catalogue.logic import functions, tables
from yichuang.kernel.catalogue.logic.closure import base_names
from yichuang.kernel.catalogue.logic.ground import Ground, NoGround, listing, named
from yichuang.kernel.catalogue.logic.names import Names
from yichuang.kernel.catalogue.logic.naming import WorldNaming
from yichuang.kernel.catalogue.logic.place import Place
from yichuang.kernel.catalogue.logic.view import Climb, PlaceView
from yichuang.kernel.catalogue.logic.world import Datum, World

NO_NAMES: Mapping[str, Value] = {"none": NONE, "unknown": Unknown()}
NO_CALENDAR = read_calendar(())


class Circle(Exception):
    """A computed datum that needs itself. `packs check` finds it; a published pack cannot have one."""


def rule_of(expression: Expression | str, type_: Type | None = None) -> Rule:
    """The compiled rule of a slot: a rule, `= expression`, or a literal of `type_`. Raises engines.values.Fault."""
    return compile_rule(tree_of(expression, type_))


def tree_of(expression: Expression | str, type_: Type | None = None) -> Node:
    """The tree of a slot (see `rule_of`)."""
    text = str(expression).strip().removeprefix("=").strip()
    if text in NO_NAMES:
        return Literal(NO_NAMES[text], ANY)
    if type_ is None or text in type_.choices:
        return parse_rule(text) if type_ is None else parse_value(text, type_)
    try:
        return parse_rule(text)
    except Fault:
        return parse_value(text, type_)


class Reading:
    """What holds for one ground on one day. Make a new one when facts change: answers are remembered."""

    def __init__(
        self,
        world: World,
        item: Item | None,
        ground: Ground | None,
        as_of: date,
        region: str = "",
        calendar: Calendar | None = None,
        *,
        pack: str = "",
        variables: Mapping[str, Value] | None = None,
        climb: Climb = functions.climb_by_code,
        office: OfficeHours | None = None,
    ) -> None:
        self.world = world
        self.item = item
        self.ground: Ground = ground if ground is not None else NoGround()
        self.as_of = as_of
        self.region = region
        self.calendar = calendar if calendar is not None else NO_CALENDAR
        self.office = office
        self.climb = climb
        self.names = Names(world, item, item.pack if item else pack)
        self.naming = WorldNaming(self.names)
        self._computed: dict[tuple[Subject, str, str, int], Value] = {}
        self._stored: dict[tuple[Subject, str, str, int], Value] = {}
        self.tabled: dict[tuple[object, ...], TableResult] = {}
        self._running: list[tuple[Subject, str]] = []
        self._roles: dict[str, Value | None] = {}
        self._labels: dict[Subject, str] | None = None
        bound = {name: (value, name) for name, value in (variables or {}).items()}
        self._top = Place(self, self.names.pack, bound)

    # ---- the door --------------------------------------------------------------------------------------------------

    def value(self, name: str) -> Value:
        """The value of a dotted name, `:parameter` or `tables.key`."""
        if name.startswith(":"):
            return self.parameter(name[1:])
        return self._top.get(tuple(name.split(".")))

    def evaluate(self, expression: Expression | str, type_: Type | None = None) -> Value:
        """The value of a slot; with `type_` a literal of it is read, and amounts are rounded as it says."""
        value = rule_of(expression, type_).evaluate(self._top)
        return value if type_ is None else fit(value, type_)

    def answer(self, expression: Expression | str) -> bool | Unknown:
        """The answer of a rule: yes, no, or unknown because of facts (none is no)."""
        return rule_of(expression).answer(self._top)

    def explain(self, expression: Expression | str) -> Explanation:
        """Why a rule is answered so, clause by clause in both languages."""
        return explain(tree_of(expression), self._top, self.naming)

    def explain_datum(self, name: str) -> Explanation | None:
        """Why a computed datum of a role has its value: the rows of its table, or its rule. None for a stated fact."""
        role, _, key = name.partition(".")
        step, subject = self.names.find((role, key)), self.role(role)
        datum = step.datum if step else None
        if datum is None or datum.definition.computed is None or not isinstance(subject, Subject):
            return None
        computed, pack = datum.definition.computed, datum.pack or self.names.pack
        place = Place(self, pack, {datum.kind: (subject, role)})
        if computed.expression is not None:
            return explain(tree_of(computed.expression), place, self.naming)
        column = computed.column or datum.key
        return tables.explained(place, computed.table, column, datum.type, self.naming)

    def table(self, key: str) -> TableResult:
        """What a decision table says for this ground."""
        return tables.evaluate(self._top, key)

    def parameter(self, name: str) -> Value:
        """The value of `:name`; unknown under that name while the city has not set it."""
        return self._top.parameter(name)

    def owner_of(self, name: str) -> str:
        """Who can supply a fact: the owner of its datum; "" where nobody is known."""
        return self.names.owner_of(tuple(name.split(".")))

    def needs(self, expression: Expression | str) -> frozenset[str]:
        """The base facts and parameters that a rule may read, whatever the answers are."""
        return base_names(self.names, rule_of(expression).names)

    def at(self, variables: Mapping[str, Value]) -> Reading:
        """The same ground inside a loop: each variable is the element at hand (a subject or record)."""
        return Reading(
            self.world, self.item, self.ground, self.as_of, self.region, self.calendar,
            pack=self.names.pack, variables=variables, climb=self.climb, office=self.office,
        )  # fmt: skip

    @property
    def env(self) -> Place:
        """The reading as the rule engine sees it."""
        return self._top

    # ---- roles -------------------------------------------------------------------------------------------------------

    def role(self, name: str) -> Value | None:
        """Who is in a role of the item or the region of the case; None where it is neither."""
        if name not in self._roles:
            self._roles[name] = self._find_role(name)
        return self._roles[name]

    def _find_role(self, name: str) -> Value | None:
        found = self.ground.role(name)
        if found is not None:
            return listing(found)
        about, party = self.names.about(name), self.names.party(name)
        origin = about.from_ if about else party.from_ if party else None
        if origin is not None:
            return rule_of(origin).evaluate(self._top)
        if about is not None or party is not None:
            return Unknown()
        if name == "region" and self.region:
            return Subject("region", self.region)
        alone = self.names.role_of_kind(name)
        return self.role(alone) if alone is not None else None

    def parties(self) -> Value:
        """Everybody who is a party, one by one."""
        found: list[Value] = []
        for name in self.names.item_parties():
            who = self.role(name)
            if isinstance(who, Unknown):
                return Unknown(frozenset({name}))
            found += (
                who.items if isinstance(who, Listing) else [who] if isinstance(who, Subject) else []
            )
        return Listing(tuple(dict.fromkeys(found)), None, complete=True)

    def label_of(self, subject: Subject, otherwise: str) -> str:
        """What facts of a subject are called: by its role in the case, else by the way that led to it."""
        if self._labels is None:
            self._labels = {}
            for role in self.names.roles():
                who = self.role(role)
                for one in who.items if isinstance(who, Listing) else (who,):
                    if isinstance(one, Subject):
                        self._labels.setdefault(one, role)
        return self.ground.label(subject) or self._labels.get(subject) or otherwise

    # ---- data --------------------------------------------------------------------------------------------------------

    def datum(self, subject: Subject, key: str, label: str, place: PlaceView) -> Value:
        """One datum of a subject, stored or computed; NONE where such a subject cannot have it."""
        known = (subject, key, place.pack, place.shift)
        if known not in self._stored:
            datum = self._find_datum(subject, key, place.pack)
            if datum is not None and datum.definition.computed is not None:
                return self._compute(datum, subject, label, place.shift)
            self._stored[known] = self._read(datum, subject, key, label, place.shift)
        return self._stored[known]

    def _read(
        self, datum: Datum | None, subject: Subject, key: str, label: str, shift: int
    ) -> Value:
        """A stored value; what a party carries is no datum of its kind, anything else a subject cannot have is none."""
        if datum is None and not self._carried(key):
            return NONE
        year = self.as_of.year - 1 + shift if datum is not None and datum.yearly else None
        return named(self.ground.datum(subject, key, year), f"{label}.{key}")

    def _find_datum(self, subject: Subject, key: str, pack: str) -> Datum | None:
        found = (self.world.datum(kind, key, pack) for kind in subject.kind.split("|"))
        return next((d for d in found if d is not None), None)

    def _carried(self, key: str) -> bool:
        parties = (self.names.party(name) for name in self.names.item_parties())
        return any(p is not None and key in p.carries for p in parties)

    def _compute(self, datum: Datum, subject: Subject, label: str, shift: int) -> Value:
        known = (subject, datum.key, datum.pack, shift)
        if known not in self._computed:
            stated = self.ground.stated(subject, datum.key)
            if stated is not None:
                self._computed[known] = named(stated, f"{label}.{datum.key}")
                return self._computed[known]
            running = (subject, datum.key)
            if running in self._running:
                circle = " -> ".join(f"{s.kind}.{k}" for s, k in [*self._running, running])
                raise Circle(circle)
            self._running.append(running)
            try:
                self._computed[known] = self._work_out(datum, subject, label, shift)
            finally:
                self._running.pop()
        return self._computed[known]

    def _work_out(self, datum: Datum, subject: Subject, label: str, shift: int) -> Value:
        computed = datum.definition.computed
        assert computed is not None
        place = Place(self, datum.pack or self.names.pack, {datum.kind: (subject, label)}, shift)
        if computed.expression is not None:
            value = rule_of(computed.expression).evaluate(place)
        else:
            value = tables.column(place, computed.table, computed.column or datum.key, datum.type)
        value = named(fit(listing(value), datum.type), f"{label}.{datum.key}")
        return _called(value, datum.kind, label) if isinstance(value, Unknown) else value


def _called(value: Unknown, kind: str, label: str) -> Unknown:
    """What is missing under the name of a kind (`enterprise.violations`) as it is called here (`applicant...`)."""
    if label == kind:
        return value
    start = f"{kind}."
    renamed = (
        f"{label}.{n.removeprefix(start)}" if n.startswith(start) else n for n in value.missing
    )
    return Unknown(frozenset(renamed), value.low, value.high)
