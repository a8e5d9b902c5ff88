"""Events and what they are written as: XES held against the structure of IEEE 1849-2016, CSV read again."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from xml.etree import ElementTree as ET

import pytest

from yichuang.base import clock
from yichuang.base.errors import NotFound
from yichuang.base.text import Text
from yichuang.blocks.mining import api
from yichuang.blocks.mining.exporting import COLUMNS, write_csv, write_xes
from yichuang.blocks.mining.testing import make_histories
from yichuang.blocks.mining.traces import Trace, trace_of
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.testing import SYSTEM, City
from yichuang.kernel.people.contracts import Department, Post

PLACE = Department(1, "green", "341100", Text("园林局", "Parks"), "city")
POSTS = {n: Post(n, f"reviewer{n}", Text("审查", "Reviewer"), PLACE) for n in range(1, 6)}
# The schema's own words: what an element may hold, in this order, and which attributes it must have.
ATTRIBUTES = ("string", "date", "int", "float", "boolean", "id", "list")
CHILDREN: dict[str, tuple[tuple[str, ...], ...]] = {
    "log": (("extension",), ("global",), ("classifier",), ATTRIBUTES, ("trace",), ("event",)),
    "global": (ATTRIBUTES,),
    "trace": (ATTRIBUTES, ("event",)),
    "event": (ATTRIBUTES,),
    **dict.fromkeys(ATTRIBUTES, (ATTRIBUTES,)),
}
NEEDED = {
    "log": {"xes.version"},
    "extension": {"name", "prefix", "uri"},
    "global": {"scope"},
    "classifier": {"name", "keys"},
    **{key: {"key", "value"} for key in ATTRIBUTES},
}
NAME = re.compile(r"[A-Za-z_:][\w.:\-]*\Z")
TRANSITIONS = {"schedule", "start", "suspend", "resume", "complete", "ate_abort"}


def faults(element: ET.Element) -> Iterator[str]:
    """Where an element is not as the schema has it."""
    tag, at = element.tag, 0
    groups = CHILDREN.get(tag, ())
    for child in element:
        while at < len(groups) and child.tag not in groups[at]:
            at += 1
        if at == len(groups):
            yield f"{tag}: {child.tag} is not allowed there"
            return
        yield from faults(child)
    lacking = NEEDED.get(tag, set()) - set(element.keys())
    if lacking:
        yield f"{tag} lacks {lacking}"
    if tag in ATTRIBUTES and not NAME.match(element.get("key", "")):
        yield f"{tag}: {element.get('key')} is no name"
    if tag == "int" and not element.get("value", "").lstrip("-").isdigit():
        yield f"{element.get('value')} is no whole number"
    if tag == "date" and datetime.fromisoformat(element.get("value", "")).tzinfo is None:
        yield f"{element.get('value')} has no time zone"


def keys(element: ET.Element) -> set[str]:
    """The keys of an element's attributes."""
    return {c.get("key", "") for c in element if c.tag in ATTRIBUTES}


def traces(count: int = 20) -> list[Trace]:
    """Made-up cases as events."""
    return [trace_of(c, POSTS, c.number) for c in make_histories(count)]


def read_xes(some: Sequence[Trace]) -> ET.Element:
    """The log as it is written, read again."""
    return ET.fromstring("".join(write_xes(some)))


def test_the_log_has_the_structure_of_the_standard() -> None:
    log = read_xes(traces())
    assert list(faults(log)) == []
    declared = {e.get("prefix") for e in log.findall("extension")}
    assert declared == {"concept", "time", "org", "lifecycle"}
    everywhere = {g.get("scope"): keys(g) for g in log.findall("global")}
    assert everywhere["event"] == {
        "concept:name", "time:timestamp", "org:resource", "lifecycle:transition",
    }  # fmt: skip
    assert len(log.findall("trace")) == 20
    for trace in log.findall("trace"):
        assert everywhere["trace"] <= keys(trace)
        for event in trace.findall("event"):
            assert everywhere["event"] <= keys(event)
    for classifier in log.findall("classifier"):
        assert set(classifier.get("keys", "").split()) <= everywhere["event"]


def test_the_structure_notices_what_is_wrong() -> None:
    wrong = '<log xes.version="1849.2016"><trace><event/><string key="a" value="b"/></trace></log>'
    assert list(faults(ET.fromstring(wrong))) == ["trace: string is not allowed there"]
    wrong = '<log><string key="1 a"/></log>'
    assert len(list(faults(ET.fromstring(wrong)))) == 3


def test_nothing_breaks_the_file_and_an_empty_log_is_a_log() -> None:
    (trace,) = traces(1)
    nasty = Trace('<&"\x07>', trace.item, trace.region, trace.result, trace.events)
    read = read_xes([nasty]).find("trace/string")
    assert read is not None
    assert read.get("value") == '<&">'
    assert list(faults(read_xes([]))) == []


def test_events_come_in_order_of_time_and_end_each_round_once() -> None:
    for trace in traces(60):
        moments = [e.at for e in trace.events]
        assert moments == sorted(moments)
        assert {e.transition for e in trace.events} <= TRANSITIONS
        rounds: dict[tuple[str, int], list[str]] = {}
        for e in trace.events:
            rounds.setdefault((e.node, e.round), []).append(e.transition)
        for said in rounds.values():
            assert said[0] == "schedule"
            assert said[-1] == "complete"
            assert said.count("suspend") - said.count("resume") in (0, 1)
        assert all(re.fullmatch(r"green\.341100/reviewer\d", e.resource) for e in trace.events)


def test_csv_says_the_same() -> None:
    some = traces(5)
    text = "".join(write_csv(some))
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(text[1:].splitlines()))
    assert tuple(rows[0]) == COLUMNS
    said = [
        (r["case"], r["step"], r["transition"], datetime.fromisoformat(r["time"])) for r in rows
    ]
    assert said == [
        (t.name, e.node, e.transition, e.at.replace(microsecond=e.at.microsecond // 1000 * 1000))
        for t in some
        for e in t.events
    ]


def test_of_real_cases_persons_and_numbers_are_left_out(city: City) -> None:
    number = city.case().number
    green, river = city.clerk(number, "green"), city.clerk(number, "river")
    cases.claim(green, number=number, node="green")
    clock.advance(timedelta(hours=1))
    cases.complete(green, number=number, node="green", outcome="approve")
    cases.complete(river, number=number, node="river", outcome="approve")
    chief = city.clerk(number, "chief")
    cases.complete(chief, number=number, node="chief", outcome="approve")
    (trace,) = api.list_traces(SYSTEM, "340000", "", (202310, 202310))
    said = [
        (e.node, e.transition, e.resource) for e in trace.events if e.node in ("green", "accept")
    ]
    assert said == [
        ("accept", "complete", "platform"),
        ("green", "schedule", "green.341100/reviewer"),
        ("green", "start", "green.341100/reviewer"),
        ("green", "complete", "green.341100/reviewer"),
    ]
    text = "".join(write_xes([trace])) + "".join(write_csv([trace]))
    assert number not in text
    assert green.name not in text
    assert green.label not in text
    (named,) = api.list_traces(SYSTEM, "341100", "small.works", (202310, 202312), numbers=True)
    assert named.name == number
    assert list(api.list_traces(SYSTEM, "340100", "", (202310, 202310))) == []
    assert list(api.list_traces(SYSTEM, "340000", "", (202311, 202312))) == []
    with pytest.raises(NotFound):
        api.list_traces(city.party, "341100", "", (202310, 202310))
