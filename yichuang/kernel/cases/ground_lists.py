"""Lists of records in a case: as they were answered, with what nodes have found out about single entries since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from yichuang.engines.values import Listing, Record, Type, Value, from_canonical
from yichuang.kernel.cases.elements import key_of


def with_found(base: Value | None, said: Mapping[str, str], type_: Type) -> Value | None:
    """A list whose entries hold, besides their own fields, those of `said` (`ENTRY.FIELD` to canonical text).

    Entries that only `said` knows are added: a list that the departments of a case fill has no others. None where
    nobody has said anything.
    """
    found = _by_entry(said, type_)
    if not found:
        return base
    listing = base if isinstance(base, Listing) else Listing((), None, complete=True)
    items: list[Value] = []
    for item in listing.items:
        key = key_of(item)
        more = found.pop(key, {})
        items.append(Record.of({**item, **more, "key": key}) if isinstance(item, Mapping) else item)
    items += [Record.of({**fields, "key": key}) for key, fields in found.items()]
    return Listing(tuple(items), listing.complete_on, listing.complete)


def _by_entry(said: Mapping[str, str], type_: Type) -> dict[str, dict[str, Value]]:
    fields = {f.key: f.type for f in (type_.of.fields if type_.of else ())}
    found: dict[str, dict[str, Value]] = defaultdict(dict)
    for name, text in said.items():
        entry, _, field = name.partition(".")
        if field in fields:
            found[entry][field] = from_canonical(text, fields[field])
    return found
