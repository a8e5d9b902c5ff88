"""measure.yaml and partners into the catalogue's values."""

from __future__ import annotations

from yichuang.kernel.catalogue.contracts import (
    ClauseDef,
    ConditionDef,
    IndicatorDef,
    Measure,
    ParameterDef,
    PostDef,
)
from yichuang.packs.read.entry import Entry
from yichuang.packs.source import Source

FIGURES = ("share", "count", "sum", "median", "value", "outliers")


def read_measure(source: Source) -> Measure:
    """The measure that the pack says."""
    entry = Entry(source.measure)
    return Measure(
        key=entry.text("measure"),
        name=entry.name(),
        source=entry.text("source"),
        province_department=entry.text("province_department"),
        departments=entry.texts("departments"),
        pilots=entry.texts("pilots"),
        clauses={
            e.key: ClauseDef(e.key, e.name(), e.text("text")) for e in entry.entries("clauses")
        },
        posts={e.key: read_post(e) for e in entry.entries("posts")},
        parameters={e.key: read_parameter(e) for e in entry.entries("parameters")},
        must_hold={e.key: read_condition(e) for e in entry.entries("must_hold")},
        indicators={e.key: _indicator(e) for e in entry.entries("indicators")},
        needs=entry.map("needs"),
        stage=entry.text("stage", "draft"),
    )


def read_post(entry: Entry) -> PostDef:
    """A post that the pack brings."""
    return PostDef(
        key=entry.key,
        name=entry.name(),
        department=entry.text("department"),
        backup=entry.text("backup"),
        backup_after=entry.text("backup_after"),
        not_same_as=entry.texts("not_same_as"),
    )


def read_parameter(entry: Entry) -> ParameterDef:
    """A parameter; the default `unknown` is read as none."""
    default = entry.text("default")
    return ParameterDef(
        key=entry.key,
        name=entry.name(),
        type=entry.text("type"),
        default="" if default == "unknown" else default,
        bounds=entry.text("bounds"),
        city=entry.text("city", "fixed"),
        status=entry.text("status", "to_be_confirmed"),
        source=entry.text("source"),
        keyed=entry.text("keyed"),
        choices={e.key: e.name() for e in entry.entries("choices")},
    )


def read_condition(entry: Entry) -> ConditionDef:
    """A condition, finding, clause of a policy, or rule over parameters."""
    return ConditionDef(
        key=entry.key,
        name=entry.name(),
        rule=entry.slot("rule"),
        ground=entry.both("ground"),
        basis=entry.text("basis"),
        when=entry.slot("when"),
        only=entry.text("only"),
        level=entry.text("level", "refuse"),
        names_missing=entry.text("names_missing"),
        on_no=entry.text("on_no"),
    )


def _indicator(entry: Entry) -> IndicatorDef:
    figure = next((f for f in FIGURES if f in entry), "")
    return IndicatorDef(
        key=entry.key,
        name=entry.name(),
        measure=figure,
        what=entry.text(figure).removeprefix("=").strip(),
        of=" | ".join(entry.texts("of")),
        where=entry.slot("where"),
        among=entry.slot("among"),
        by=" | ".join(entry.texts("by")),
        same=" | ".join(entry.texts("same")),
        goal=entry.text("goal"),
        aim=entry.text("aim"),
    )
