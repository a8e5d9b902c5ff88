"""Published content as text and back, without loss: one JSON in the order written (order is meaning: plans, forms).

What equals its default is left out, so a field added to the language later changes no digest of what exists.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")
# tells the kinds of a union apart: never left out
TELLING = frozenset({"do"})
_adapters: dict[type[Any], TypeAdapter[Any]] = {}


def encode(value: object) -> str:
    """A value of the contracts as its one text."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def decode(text: str, kind: type[T]) -> T:
    """The value whose text this is. Raises pydantic.ValidationError for text that is none."""
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    made: T = _adapters[kind].validate_json(text)
    return made


def digest_of(text: str) -> str:
    """SHA-256 of a text, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        kept = ((f.name, getattr(value, f.name)) for f in fields(value) if _told(value, f))
        return {name: _plain(inner) for name, inner in kept}
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(inner) for inner in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | bool):
        return value
    raise TypeError(f"no place for {type(value).__name__} in published content")


def _told(value: object, field: Field[Any]) -> bool:
    if field.name in TELLING:
        return True
    held = getattr(value, field.name)
    if field.default is not MISSING:
        return bool(held != field.default)
    return bool(field.default_factory is MISSING or held != field.default_factory())
