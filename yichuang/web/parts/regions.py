"""Places as pages name them: the cities to choose from, names of regions by code."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest

from yichuang.base.text import Text
from yichuang.kernel.people import api as people


def region_of_page(request: HttpRequest) -> str:
    """The code of the city whose services the reader looks at. Set by the middleware."""
    code: str = request.region  # type: ignore[attr-defined]
    return code


def region_names(codes: Iterable[str]) -> dict[str, Text]:
    """Names of regions by code; a code that nobody knows stands for itself."""
    wanted = tuple(dict.fromkeys(codes))
    found = people.read_regions(wanted)
    return {code: found[code].name if code in found else Text(code, code) for code in wanted}


def cities() -> tuple[people.Region, ...]:
    """The cities of the province, in the order of their codes."""
    return tuple(people.list_regions(kind="city"))
