"""What a node read, as one hash: equal hash, equal question, so the answer may stand.

In it: names with their canonical values, contents of papers, results of nodes, the node's own definition.
Not in it: sources, recording times, persons, free text.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from yichuang.engines.values import Listing, Nothing, Span, Subject, Unknown


def spell(value: Any) -> Any:
    """A value in one spelling that JSON can hold; kinds that could be confused are marked."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Unknown):
        return {"?": "unknown"}
    if isinstance(value, Nothing):
        return {"?": "none"}
    if isinstance(value, Decimal):
        return {"n": str(value.normalize())}
    if isinstance(value, Fraction):
        return {"f": f"{value.numerator}/{value.denominator}"}
    if isinstance(value, datetime | date):
        return {"t": value.isoformat()}
    if isinstance(value, Span):
        return {"s": f"{value.n} {value.unit}"}
    if isinstance(value, Subject):
        return {"r": f"{value.kind}:{value.id}"}
    return _spell_many(value)


def _spell_many(value: Any) -> Any:
    if isinstance(value, Listing):
        complete = value.complete_on.isoformat() if value.complete_on else value.complete
        return {"l": [spell(v) for v in value.items], "c": complete}
    if isinstance(value, Mapping):
        return {"m": [[k, spell(value[k])] for k in sorted(value)]}
    if isinstance(value, set | frozenset):
        return {"set": sorted(str(v) for v in value)}
    if isinstance(value, tuple | list):
        return [spell(v) for v in value]
    raise TypeError(f"{type(value).__name__} has no spelling")


def hash_of(value: Any) -> str:
    """SHA-256 of a value's spelling, the first 32 hexadecimal digits."""
    text = json.dumps(spell(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def reading_digest(values: Mapping[str, Any], *, definition: str) -> str:
    """The digest of what a node reads: name to value (or to a hash of contents), and its definition."""
    return hash_of([definition, {name: values[name] for name in values}])


def trace_of(
    key: str,
    outcome: str,
    yields: Mapping[str, str],
    conditions: Iterable[str],
    above: Mapping[str, str],
) -> str:
    """The result of a node together with all results that led to it (`above`: predecessor to its trace).

    Who reads "all results of its ancestors" reads the traces of its predecessors: constant cost.
    """
    return hash_of([key, outcome, dict(yields), sorted(conditions), dict(above)])
