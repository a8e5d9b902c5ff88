"""Official codes checked: ours beside python-stdnum, for the kinds that both know.

Ours also says what each part means and what is wrong at which place; the peer answers yes or no.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from importlib.metadata import version

from stdnum.cn import ric, uscc

from bench.harness import Row, compare, must_equal
from yichuang.base.text import Text
from yichuang.console.tables import read_lookups
from yichuang.engines.codes import check_code

PEER = f"python-stdnum {version('python-stdnum')}"
COUNT = 200
TODAY = date(2023, 10, 19)
Lookups = dict[str, dict[str, Text]]
# Regions of the province that exist; the peer has a table of its own and must know them too.
REGIONS = ("340102", "340104", "340202", "340207", "341102", "341122", "341181")


def run(rounds: int, count: int = COUNT) -> Iterator[Row]:
    """A row for each kind that both know: half of the values right, half with one character changed."""
    names = read_lookups()
    kinds: tuple[tuple[str, Callable[[random.Random], str], Callable[[str], bool]], ...] = (
        ("usci", _usci, uscc.is_valid),
        ("resident_id", _resident_id, ric.is_valid),
    )
    for kind, make, peer in kinds:
        values = _values(make, count)
        must_equal([_ours(kind, v, names) for v in values], [peer(v) for v in values], kind)
        yield compare(
            f"{count} codes of kind {kind} checked, half of them wrong "
            "(ours with meaning and place of the fault)",
            partial(_check_all, partial(_ours, kind, lookups=names), values),
            partial(_check_all, peer, values),
            peer_name=PEER,
            rounds=rounds,
        )


def _check_all(check: Callable[[str], bool], values: list[str]) -> list[bool]:
    return [check(value) for value in values]


def _ours(kind: str, value: str, lookups: Lookups) -> bool:
    return check_code(kind, value, today=TODAY, strict=True, lookups=lookups).ok


def _values(make: Callable[[random.Random], str], count: int) -> list[str]:
    chance = random.Random(20231019)
    right = [make(chance) for _ in range(count // 2)]
    return [*right, *(_spoilt(chance, value) for value in right)]


def _spoilt(chance: random.Random, value: str) -> str:
    """One digit after the region is another one, as people mistype."""
    place = chance.choice([at for at in range(8, 16) if value[at].isdigit()])
    return f"{value[:place]}{(int(value[place]) + 1) % 10}{value[place + 1 :]}"


def _usci(chance: random.Random) -> str:
    body = f"{chance.randrange(10**8):08d}"
    inner = _organisation_check(body)
    whole = f"91{chance.choice(REGIONS)}{body}{inner}"
    return whole + uscc.calc_check_digit(whole)


def _organisation_check(body: str) -> str:
    """The check character of an organisation code (GB 11714), which the peer does not know."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def _resident_id(chance: random.Random) -> str:
    # since then these counties have their codes: the peer refuses who was born before
    born = date(1995, 1, 1) + timedelta(days=chance.randrange(3650))
    body = f"{chance.choice(REGIONS)}{born:%Y%m%d}{chance.randrange(1, 999):03d}"
    # it wants the check digit too, and does not look at it
    return body + ric.calc_check_digit(body + "0")
