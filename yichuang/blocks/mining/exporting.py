"""Events written as CSV, and as XES (IEEE 1849-2016), piece by piece as they are read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from xml.sax.saxutils import quoteattr

from yichuang.base.clock import SHANGHAI
from yichuang.blocks.mining.traces import Event, Trace

COLUMNS = (
    "case", "item", "region", "result", "step", "name", "round", "transition", "time", "resource", "outcome",
)  # fmt: skip
# Name, prefix; their definitions are where the standard says.
EXTENSIONS = (
    ("Concept", "concept"),
    ("Time", "time"),
    ("Organizational", "org"),
    ("Lifecycle", "lifecycle"),
)
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2016" xes.features="">
{extensions}
<global scope="trace"><string key="concept:name" value=""/></global>
<global scope="event"><string key="concept:name" value=""/>\
<date key="time:timestamp" value="1970-01-01T00:00:00+08:00"/>\
<string key="org:resource" value=""/><string key="lifecycle:transition" value="complete"/></global>
<classifier name="Step" scope="event" keys="concept:name"/>
<classifier name="StepAndTransition" scope="event" keys="concept:name lifecycle:transition"/>
<string key="lifecycle:model" value="standard"/>
"""


def write_csv(traces: Iterable[Trace]) -> Iterator[str]:
    """A line of names, then a line for each event, a case at a time; with the mark by which spreadsheets know UTF-8."""
    yield "\ufeff" + _lines([COLUMNS])
    for t in traces:
        yield _lines(
            (
                t.name, t.item, t.region, t.result, e.node, e.name.zh, e.round, e.transition, _moment(e.at),
                e.resource, e.outcome,
            )
            for e in t.events
        )  # fmt: skip


def _lines(rows: Iterable[Iterable[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def write_xes(traces: Iterable[Trace]) -> Iterator[str]:
    """The log, a trace at a time."""
    extensions = "\n".join(
        f'<extension name="{name}" prefix="{prefix}" uri="http://www.xes-standard.org/{prefix}.xesext"/>'
        for name, prefix in EXTENSIONS
    )
    yield HEAD.format(extensions=extensions)
    for t in traces:
        own = (
            ("concept:name", t.name),
            ("item", t.item),
            ("region", t.region),
            ("result", t.result),
        )
        head = "".join(_string(key, value) for key, value in own)
        yield f"<trace>{head}\n{''.join(_event(e) for e in t.events)}</trace>\n"
    yield "</log>\n"


def _event(e: Event) -> str:
    parts = [
        _string("concept:name", e.name.zh),
        f'<date key="time:timestamp" value="{_moment(e.at)}"/>',
        _string("org:resource", e.resource),
        _string("lifecycle:transition", e.transition),
        _string("step", e.node),
        f'<int key="round" value="{e.round}"/>',
    ]
    if e.outcome:
        parts.append(_string("outcome", e.outcome))
    return f"<event>{''.join(parts)}</event>\n"


def _string(key: str, value: str) -> str:
    return f'<string key="{key}" value={quoteattr(_plain(value))}/>'


def _plain(text: str) -> str:
    """Without what XML 1.0 cannot say."""
    return "".join(c for c in text if c >= " " or c in "\t\n\r")


def _moment(at: datetime) -> str:
    return at.astimezone(SHANGHAI).isoformat(timespec="milliseconds")


FORMATS = {"csv": (write_csv, "text/csv; charset=utf-8"), "xes": (write_xes, "application/xml")}
