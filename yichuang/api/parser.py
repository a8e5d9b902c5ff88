"""Bodies as JSON of limited depth: what nests deeper, repeats a name or is no number of JSON is not read."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser

DEEPEST = 20


class Bounded(Parser):
    """Ninja's parser with bounds. A ValueError becomes a 400 that says that the body cannot be read."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The body as plain data. Raises ValueError."""
        text = request.body.decode("utf-8")
        must_be_flat(text)
        parsed = json.loads(text, parse_constant=_no_constant, object_pairs_hook=_once_each)
        if not isinstance(parsed, dict):
            raise ValueError("the body must be an object")
        return parsed


def must_be_flat(text: str) -> None:
    """Raises ValueError when brackets nest deeper than anything here is meant to."""
    depth, quoted, escaped = 0, False, False
    for sign in text:
        if quoted:
            quoted = escaped or sign != '"'
            escaped = not escaped and sign == "\\"
        elif sign == '"':
            quoted = True
        elif sign in "[{":
            depth += 1
            if depth > DEEPEST:
                raise ValueError("nested too deep")
        elif sign in "]}":
            depth -= 1


def _no_constant(word: str) -> None:
    raise ValueError(f"{word} is no number of JSON")


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found
