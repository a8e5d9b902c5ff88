"""A question put to the dictionary: facts written down by kind (`works.voltage`), answered without item or case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from yichuang.engines.calendar import Calendar
from yichuang.kernel.catalogue.logic.dict_ground import DictGround
from yichuang.kernel.catalogue.logic.names import Names
from yichuang.kernel.catalogue.logic.reading import Reading, rule_of
from yichuang.kernel.catalogue.logic.world import World


def reading_of_facts(
    world: World,
    facts: Mapping[str, object],
    as_of: date,
    *,
    region: str = "",
    pack: str = "",
    calendar: Calendar | None = None,
) -> Reading:
    """A reading of facts by dotted name (words of the dictionary, or JSON), for rules in the words of `pack`.

    Raises engines.values.Fault where words do not fit their type.
    """
    ground = DictGround(Names(world, None, pack), facts, region=region)
    return Reading(world, None, ground, as_of, region, calendar, pack=pack)


def unknown_names(reading: Reading, rule: str) -> tuple[str, ...]:
    """The names of a rule that no dictionary or pack declares, in order: they cannot be answered here."""
    names = (n for n in rule_of(rule).names if not n.startswith((":", "tables.")) and n != "as_of")
    return tuple(sorted(n for n in names if reading.names.find(tuple(n.split("."))) is None))
