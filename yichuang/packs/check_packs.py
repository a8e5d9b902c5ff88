"""`packs check`: every check over the dictionary and all packs below one root, all faults in one run."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from yichuang.engines.calendar import Calendar, read_calendar
from yichuang.kernel.catalogue.contracts import PackContent
from yichuang.kernel.catalogue.section import world_of
from yichuang.kernel.catalogue.section_contracts import SectionDef
from yichuang.packs.check.columns import check_columns
from yichuang.packs.check.conditions import check_conditions
from yichuang.packs.check.context import Context, make_context
from yichuang.packs.check.data import check_data, check_types
from yichuang.packs.check.examples import check_examples
from yichuang.packs.check.plan import check_plans
from yichuang.packs.check.references import check_references
from yichuang.packs.check.rules import check_rules
from yichuang.packs.check.tables import check_tables
from yichuang.packs.check.templates import check_templates
from yichuang.packs.check.texts import check_texts
from yichuang.packs.contracts import Report
from yichuang.packs.faults import Faults
from yichuang.packs.grammar.all import Grammar
from yichuang.packs.source import load_sources


def check_packs(root: Path, sections: Iterable[SectionDef] = ()) -> Report:
    """All faults and warnings of everything below `root` (the folder `measures`), and the packs as values.

    `sections` are those that blocks bring. Reads files, writes nothing.
    """
    started = time.process_time()
    faults = Faults()
    grammar = Grammar(sections)
    context = make_context(load_sources(root, faults, grammar), grammar, faults)
    check_references(context)
    check_plans(context)
    check_texts(context)
    contents = {k: p.content for k, p in context.packs.items()}
    if check_types(context):
        contents = _typed(context, read_days(root))
    return Report(
        faults.sorted("fault"),
        faults.sorted("warning"),
        time.process_time() - started,
        context.dictionary,
        contents,
    )


def _typed(context: Context, calendar: Calendar) -> dict[str, PackContent]:
    """The checks that need every type to be readable."""
    contents = {k: p.content for k, p in context.packs.items()}
    world = world_of(context.dictionary, contents.values())
    check_data(context, world)
    check_rules(context, world)
    check_tables(context, world)
    check_columns(context, world)
    check_conditions(context, world)
    check_templates(context, world)
    examples = check_examples(context, world, calendar)
    return {k: replace(c, examples=examples[k]) for k, c in contents.items()}


def read_days(root: Path) -> Calendar:
    """The working calendar that lies beside the packs."""
    return read_calendar(p.read_text("utf-8") for p in sorted((root / "calendar").glob("*.csv")))
