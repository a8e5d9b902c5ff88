"""Functions of the rule language that need more than their values: working days, regions, owners, the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime

from yichuang.engines.calendar import add_hours
from yichuang.engines.codes import KINDS, check_code
from yichuang.engines.rules import Path
from yichuang.engines.values import NONE as NONE
from yichuang.engines.values import Listing, Record, Span, Unknown, Value
from yichuang.kernel.catalogue.contracts import Item
from yichuang.kernel.catalogue.logic.view import PlaceView


def climb_by_code(region: str) -> Iterator[str]:
    """A region and those it lies in, by the digits of GB/T 2260 (a development zone without parent stays alone)."""
    yield region
    for width in (4, 2):
        above = region[:width] + "0" * (6 - width)
        if len(region) == 6 and above != region and not region[:width].endswith("00"):
            yield above


def call(place: PlaceView, function: str, arguments: Sequence[Value | Path]) -> Value:
    """The answer of a function. Raises KeyError for one that the language does not have."""
    return FUNCTIONS[function](place, *arguments)


def _working_days_between(place: PlaceView, first: Value, last: Value) -> Value:
    return place.reading.calendar.working_days_between(_day(first), _day(last))


def _add_span(place: PlaceView, start: Value, span: Value) -> Value:
    assert isinstance(span, Span)
    return _moved(place, start, span.n, span.unit)


def _subtract_span(place: PlaceView, start: Value, span: Value) -> Value:
    assert isinstance(span, Span)
    return _moved(place, start, -span.n, span.unit)


def _moved(place: PlaceView, start: Value, n: int, unit: str) -> Value:
    calendar = place.reading.calendar
    if unit == "working_days":
        day = calendar.add_working_days(_day(start), n).day
        return datetime.combine(day, start.timetz()) if isinstance(start, datetime) else day
    if not isinstance(start, datetime):
        raise ValueError(f"{unit} are counted from a moment, not from a day")
    return add_hours(calendar, start, n, unit, office=place.reading.office).at


def _within(place: PlaceView, inner: Value, outer: Value) -> Value:
    codes = {_code(place, outer)}
    return any(code in codes for code in place.reading.climb(_code(place, inner)))


def _code(place: PlaceView, value: Value) -> str:
    """A region's code: the code itself, or that of a region as a subject."""
    found = place.follow(value, ("code",), "region") if not isinstance(value, str) else value
    return found if isinstance(found, str) else str(value)


def _owner_of(place: PlaceView, path: Value, value: Value = NONE) -> Value:
    """Who supplies a fact: of a name that a datum holds (`enterprise.employees`), else of the name itself."""
    names = place.reading.names
    if isinstance(value, str) and names.find(tuple(value.split("."))) is not None:
        return names.owner_of(tuple(value.split("."))) or NONE
    return names.owner_of(_path(path)) or NONE


def _is_valid(place: PlaceView, path: Value, value: Value = NONE) -> Value:
    """Whether a code stands by its own check characters; what has no checker is valid."""
    step = place.reading.names.find(_path(path))
    checker = step.type.checker if step is not None else ""
    if checker not in KINDS or not isinstance(value, str):
        return True
    return check_code(checker, value, today=place.as_of).ok


def _prior(place: PlaceView, path: Value) -> Value:
    return place.shifted(place.shift - 1).get(_path(path))


def _this(place: PlaceView, path: Value) -> Value:
    return place.shifted(place.shift + 1).get(_path(path))


def _quorum(place: PlaceView, n: Value) -> Value:
    approved = place.get(("seats", "approved"))
    if isinstance(approved, Unknown) or approved is NONE:
        return approved
    assert isinstance(approved, int)
    assert isinstance(n, int)
    return approved >= n


def _materials_of(place: PlaceView, approvals: Value) -> Value:
    """The materials of the items in a list of approvals, those of one name and origin merged into one entry."""
    merged: dict[tuple[str, str], list[str]] = {}
    complete = isinstance(approvals, Listing) and approvals.complete
    for key, item in _items(place, approvals):
        if item is None:
            complete = False
            continue
        for material in item.materials.values():
            merged.setdefault((material.name.zh, material.from_), []).append(key)
    entries = (
        Record.of({"name": name, "origin": origin, "approvals": ", ".join(dict.fromkeys(keys))})
        for (name, origin), keys in merged.items()
    )
    return Listing(tuple(entries), None, complete)


def _contacts_of(place: PlaceView, approvals: Value) -> Value:
    """The deciding departments of the items in a list of approvals with their contact posts."""
    found: dict[tuple[str, str], Record] = {}
    complete = isinstance(approvals, Listing) and approvals.complete
    for _, item in _items(place, approvals):
        if item is None:
            complete = False
            continue
        department = item.decided_by.partition(" ")[0]
        post = place.reading.world.post_name(item.contact, item.pack) if item.contact else None
        entry = Record.of({"department": department, "post": post.zh if post else NONE})
        found.setdefault((department, item.contact), entry)
    return Listing(tuple(found.values()), None, complete)


def _items(place: PlaceView, approvals: Value) -> Iterator[tuple[str, Item | None]]:
    """The items that entries of a list name: the field called `approval` or `item`, else the entry itself."""
    for entry in approvals if isinstance(approvals, Listing) else ():
        key = entry
        if isinstance(entry, Mapping):
            key = next((entry[k] for k in ("approval", "item", "key") if k in entry), NONE)
        if isinstance(key, str):
            yield key, place.reading.world.find_item(key, place.pack)


def _day(value: Value) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    raise TypeError(f"{value!r} is not a day")


def _path(value: Value) -> Path:
    assert isinstance(value, tuple)
    return tuple(str(part) for part in value)


FUNCTIONS: dict[str, Callable[..., Value]] = {
    "working_days_between": _working_days_between,
    "add_span": _add_span,
    "subtract_span": _subtract_span,
    "within": _within,
    "owner_of": _owner_of,
    "is_valid": _is_valid,
    "prior": _prior,
    "this": _this,
    "quorum": _quorum,
    "materials_of": _materials_of,
    "contacts_of": _contacts_of,
}
