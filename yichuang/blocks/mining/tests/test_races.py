"""Several workers count the same cases at once, some of them changed meanwhile: each case counts once, as it is now."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection

from yichuang.base.text import Text
from yichuang.blocks.mining import api
from yichuang.blocks.mining.models import MinedCase
from yichuang.blocks.mining.testing import make_histories
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.testing import SYSTEM
from yichuang.kernel.people import api as people
from yichuang.kernel.trail.testing import together

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer"),
]
EVER = (202301, 202512)


def test_each_case_counts_once_however_many_count_it(monkeypatch: pytest.MonkeyPatch) -> None:
    people.ensure_region(
        SYSTEM, code="340000", name=Text("安徽省", "Anhui"), kind="province", parent=""
    )
    people.ensure_region(
        SYSTEM, code="341100", name=Text("滁州市", "Chuzhou"), kind="city", parent="340000"
    )
    made = {c.number: c for c in make_histories(40)}
    monkeypatch.setattr(cases, "histories", lambda some: tuple(made[n] for n in some if n in made))
    numbers = list(made)

    def deed(number: int) -> None:
        for turn in range(4):
            # in another order, some together and some alone
            some = numbers[number::2] if turn % 2 else numbers[::-1][turn * 5 :]
            api.count_cases(some)
            api.count_cases([numbers[(number * 7 + turn) % len(numbers)]])
            one = numbers[(number * 3 + turn) % len(numbers)]
            made[one] = replace(made[one], result="refused")

    assert together(4, deed) == []
    api.count_cases(numbers)
    found = api.read_flow(SYSTEM, "340000", "small.works", EVER)
    assert found.cases == MinedCase.objects.count() == 40
    refused = sum(c.result == "refused" for c in made.values())
    assert refused > 0
    api.recount(from_nothing=True)
    assert api.read_flow(SYSTEM, "340000", "small.works", EVER).cases == 0
    api.count_cases(numbers)
    assert api.read_flow(SYSTEM, "340000", "small.works", EVER) == found
