"""The laws of cases under random deeds of random people over random plans."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.promises.plans import Town, check_laws, packs, town
from yichuang.base import clock
from yichuang.base.errors import Refusal
from yichuang.kernel.cases import api, testing
from yichuang.kernel.catalogue.contracts import PackContent

RUNS = int(os.environ.get("YICHUANG_LAW_RUNS", "25"))
STEPS = int(os.environ.get("YICHUANG_LAW_STEPS", "14"))
ANSWERS = {
    "works.length": "501 m",
    "works.route": "A",
    "works.crosses.road": "no",
    "works.crosses.green": "yes",
    "works.crosses.river": "yes",
}


class Deeds:
    """Everything that may be done to a case, by whoever may or may not."""

    def __init__(self, data: st.DataObject, place: Town, number: str) -> None:
        self.data, self.place, self.number = data, place, number

    def pick(self, rows: list[Any]) -> Any:
        return self.data.draw(st.sampled_from(rows)) if rows else None

    def complete(self) -> None:
        row = self.pick(testing.open_nodes(self.number))
        if row is not None:
            outcome = self.data.draw(
                st.sampled_from(["approve", "approve", "approve", "refuse", "no_opinion"])
            )
            clerk = self.place.cast.at(self.number, row.key)
            api.complete(clerk, number=self.number, node=row.key, outcome=outcome, opinion="理由")

    def claim(self) -> None:
        row = self.pick(testing.open_nodes(self.number))
        if row is not None:
            api.claim(self.place.cast.at(self.number, row.key), number=self.number, node=row.key)

    def wrong_person(self) -> None:
        row = self.pick(testing.open_nodes(self.number))
        if row is not None:
            api.complete(self.place.party, number=self.number, node=row.key, outcome="approve")

    def send_back(self) -> None:
        row = self.pick(testing.open_nodes(self.number))
        keys = [n.key for n in self.place.item.plan]
        if row is not None:
            target = self.data.draw(st.sampled_from(keys))
            clerk = self.place.cast.at(self.number, row.key)
            api.return_to(
                clerk, number=self.number, from_node=row.key, to_node=target, ground="再看"
            )

    def take_back(self) -> None:
        rows = testing.rows_of(self.number).values()
        row = self.pick([r for r in rows if r.state == "done" and r.account is not None])
        if row is not None and row.post is not None:
            api.take_back(self.place.cast.clerk(row.post), number=self.number, node=row.key)

    def correct(self) -> None:
        name = self.data.draw(st.sampled_from(sorted(ANSWERS)))
        values = ["501 m", "20 m", "300 m"] if name.endswith("length") else ["yes", "no"]
        values = ["A", "B"] if name.endswith("route") else values
        value = self.data.draw(st.sampled_from(values))
        api.correct(
            self.place.party, number=self.number, answers={name: value}, signed=("applicant",)
        )

    def new_map(self) -> None:
        api.correct(
            self.place.party,
            number=self.number,
            materials={"map": testing.FILE},
            signed=("applicant",),
        )

    def ask(self) -> None:
        row = self.pick(testing.open_nodes(self.number))
        if row is not None:
            clerk = self.place.cast.at(self.number, row.key)
            api.ask_correction(clerk, number=self.number, text="补正")

    def supply(self) -> None:
        api.supply_fact(self.place.party, number=self.number, name="works.safe", value="yes")

    def suspend(self) -> None:
        api.suspend(
            testing.head_of(self.place.cast, self.number), number=self.number, ground="hearing"
        )

    def resume(self) -> None:
        api.resume(testing.head_of(self.place.cast, self.number), number=self.number)

    def time(self) -> None:
        clock.advance(timedelta(days=self.data.draw(st.sampled_from([1, 3, 12]))))
        testing.sweep()
        testing.sweep()

    def answer_services(self) -> None:
        for service in api.pending_services(self.number):
            api.service_result(
                testing.SYSTEM,
                number=self.number,
                node=service.node,
                key=service.key,
                state="answered",
            )

    def withdraw(self) -> None:
        if self.data.draw(st.integers(0, 5)) == 0:
            api.withdraw(self.place.party, number=self.number)

    def all(self) -> list[Callable[[], None]]:
        often = [self.complete] * 5
        return [
            *often, self.claim, self.wrong_person, self.send_back, self.send_back, self.take_back, self.correct,
            self.correct, self.new_map, self.ask, self.supply, self.suspend, self.resume, self.time,
            self.answer_services, self.withdraw,
        ]  # fmt: skip


# A failure is printed as it was found; shrinking it takes minutes and is asked for by YICHUANG_LAW_SHRINK.
PHASES = tuple(
    p
    for p in Phase
    if p is not Phase.explain and (p is not Phase.shrink or "YICHUANG_LAW_SHRINK" in os.environ)
)


@pytest.mark.django_db
@settings(
    max_examples=RUNS,
    phases=PHASES,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)
@given(st.data(), packs())
def test_random_deeds_keep_the_laws(data: st.DataObject, content: PackContent) -> None:
    with clock.travel(clock.at(date(2023, 10, 19))), town(content) as place:
        done = testing.make_case(
            place.cast,
            place.item,
            place.party,
            ANSWERS,
            materials={"map": testing.FILE},
            signed=("applicant",),
        )
        deeds = Deeds(data, place, done.number)
        check_laws(done.number)
        for _ in range(data.draw(st.integers(1, STEPS))):
            before = api.state_of(done.number)
            deed = data.draw(st.sampled_from(deeds.all()))
            try:
                deed()
            except Refusal as refusal:
                said = refusal.message.zh
                assert said
                assert api.state_of(done.number) == before, "a refusal changes nothing"
            check_laws(done.number)


@pytest.mark.django_db
@settings(
    max_examples=max(RUNS // 2, 5), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
@given(st.data(), packs())
def test_the_order_of_parallel_work_does_not_matter(
    data: st.DataObject, content: PackContent
) -> None:
    """Law 10: same inputs, no redo, no stop: the same nodes in whatever order tasks finish."""
    ends = []
    with clock.travel(clock.at(date(2023, 10, 19))), town(content) as place:
        for _ in range(2):
            done = testing.make_case(
                place.cast,
                place.item,
                place.party,
                ANSWERS,
                materials={"map": testing.FILE},
                signed=("applicant",),
            )
            while rows := testing.open_nodes(done.number):
                row = data.draw(st.sampled_from(rows))
                clerk = place.cast.at(done.number, row.key)
                api.complete(clerk, number=done.number, node=row.key, outcome="approve")
            ends.append({k: v[1:] for k, v in api.state_of(done.number)["nodes"].items()})
    assert ends[0] == ends[1]
