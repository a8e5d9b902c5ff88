"""One node for each element of a list: who is asked, when all have spoken, and what a change does to each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yichuang.base.errors import Conflict, NotFound
from yichuang.base.text import Text
from yichuang.kernel.cases import api, testing
from yichuang.kernel.cases.testing import City, opinion, plan_in, rule, with_plan
from yichuang.kernel.cases.testing.seated import at, make_post, seats
from yichuang.kernel.cases.tests.test_road import settle_services, states
from yichuang.kernel.catalogue.contracts import PostDef, TaskSpec

HELP = opinion(
    "help",
    name=Text("会签", "Countersigned"),
    spec=TaskSpec(department=rule("= d.department")),
    for_each="d in tables.crossed",
    reads=("works.route",),
)
CHIEF = opinion("chief", spec=TaskSpec(post="chief"), after=("help",))


@pytest.fixture
def place(city: City) -> Iterator[City]:
    with plan_in(city, with_plan(HELP, CHIEF)) as made:
        yield made


def same(number: str) -> None:
    assert api.replay(number) == api.state_of(number)


def approve(place: City, number: str, *nodes: str) -> None:
    for node in nodes:
        api.complete(place.clerk(number, node), number=number, node=node, outcome="approve")


def refuse(place: City, number: str, node: str) -> None:
    clerk = place.clerk(number, node)
    api.complete(clerk, number=number, node=node, outcome="refuse", opinion=f"{node} 不行")


def test_each_department_of_the_list_has_its_own_task(place: City) -> None:
    number = place.case().number
    assert states(number) == {
        "accept": "done", "help": "waiting", "help.g1": "open", "help.w1": "open",
        "chief": "idle", "decide": "idle", "tell": "dormant",
    }  # fmt: skip
    green, river = place.clerk(number, "help.g1"), place.clerk(number, "help.w1")
    assert green.account != river.account
    row = next(t for t in api.inbox(green).rows if t.node == "help.g1")
    assert row.node_name == Text("会签·绿地", "Countersigned · 绿地")
    names = {n.key: n.name.zh for n in api.chart_of(green, number).nodes}
    assert names["help.w1"] == "会签·河道"
    edges = {(e.source, e.target) for e in api.chart_of(green, number).edges}
    assert {("accept", "help.g1"), ("help.g1", "help"), ("help", "chief")} <= edges
    view = {n.key: n for n in api.read_case(green, number).nodes}
    assert view["help.g1"].mine
    assert view["help"].why == Text("还有 2 项未办结", "2 of its list are not settled")
    approve(place, number, "help.g1")
    assert states(number)["chief"] == "idle"
    approve(place, number, "help.w1")
    assert states(number)["help"] == "done"
    approve(place, number, "chief")
    assert api.state_of(number)["case"]["state"] == "decided"
    settle_services(number)
    same(number)


def test_others_and_strangers_are_told_so(place: City) -> None:
    number = place.case().number
    green = place.clerk(number, "help.g1")
    with pytest.raises(NotFound):
        api.complete(green, number=number, node="help.x9", outcome="approve")
    stranger = replace(green, posts=(), account=None)
    with pytest.raises(NotFound):
        api.complete(stranger, number=number, node="help.x9", outcome="approve")
    with pytest.raises(Conflict):
        api.complete(green, number=number, node="help", outcome="approve")


def test_an_empty_list_is_nothing_to_do(place: City) -> None:
    number = place.case(works__crosses__green="no", works__crosses__river="no").number
    assert states(number)["help"] == "skipped"
    view = {n.key: n for n in api.read_case(testing.SYSTEM, number).nodes}
    assert view["help"].why == Text("名单为空，无需办理", "nothing on its list")
    same(number)


def test_a_list_that_hangs_on_an_unknown_fact_waits_for_it(place: City) -> None:
    number = place.case(works__crosses__river="").number
    assert states(number)["help"] == "waiting"
    assert "help.g1" not in states(number)
    api.supply_fact(place.party, number=number, name="works.crosses.river", value="no")
    assert states(number)["help.g1"] == "open"
    assert "help.w1" not in states(number)
    same(number)


def test_a_stop_calls_off_what_follows_at_once_and_the_others_run_on(place: City) -> None:
    number = place.case().number
    refuse(place, number, "help.g1")
    now = states(number)
    assert now["help"] == "waiting"
    assert now["help.w1"] == "open"
    assert now["chief"] == "called_off"
    assert now["decide"] == "idle", "it takes all"
    refuse(place, number, "help.w1")
    case = api.state_of(number)["case"]
    assert (case["state"], case["result"]) == ("decided", "refused")
    notice = [n for n in api.read_case(place.party, number).papers if n.key == "refusal"]
    assert len(notice) == 1
    same(number)


def test_a_stop_that_nobody_receives_refuses_when_all_have_spoken(city: City) -> None:
    item = with_plan(HELP, CHIEF)
    plan = tuple(replace(n, takes_all=False) if n.key == "decide" else n for n in item.plan)
    with plan_in(city, replace(item, plan=plan)) as place:
        number = place.case().number
        refuse(place, number, "help.g1")
        assert states(number)["help.w1"] == "open"
        assert api.state_of(number)["case"]["state"] == "accepted"
        approve(place, number, "help.w1")
        case = api.state_of(number)["case"]
        assert (case["state"], case["result"]) == ("decided", "refused")
        same(number)


def test_on_refuse_stop_calls_the_others_off(city: City) -> None:
    node = replace(HELP, spec=TaskSpec(department=rule("= d.department"), on_refuse="stop"))
    with plan_in(city, with_plan(node)) as place:
        number = place.case().number
        refuse(place, number, "help.g1")
        assert states(number)["help.w1"] == "called_off"
        assert api.state_of(number)["case"]["result"] == "refused"
        same(number)


def test_equal_elements_are_carried_new_ones_open_lost_ones_end(place: City) -> None:
    number = place.case().number
    approve(place, number, "help.g1")
    api.correct(
        place.party,
        number=number,
        answers={"works.crosses.road": "yes", "works.crosses.river": "no"},
        signed=("applicant",),
    )
    now = states(number)
    assert now["help.g1"] == "carried_over"
    assert now["help.r1"] == "open"
    assert now["help.w1"] == "dormant"
    assert testing.past_rounds(number, "help.w1") == [1]
    assert "help.w1" not in {n.key for n in api.read_case(testing.SYSTEM, number).nodes}
    approve(place, number, "help.r1")
    assert states(number)["chief"] == "open"
    api.correct(
        place.party, number=number, answers={"works.crosses.river": "yes"}, signed=("applicant",)
    )
    now = states(number)
    assert now["help.w1"] == "open", "it comes back"
    assert now["help.g1"] == now["help.r1"] == "carried_over"
    assert now["chief"] == "held"
    approve(place, number, "help.w1")
    assert states(number)["chief"] == "open"
    same(number)


def test_a_change_that_one_element_reads_opens_that_one_only(city: City) -> None:
    node = replace(
        HELP, reads=None, for_each="d in tables.crossed", when=rule("works.length > 0 m")
    )
    with plan_in(city, with_plan(node, CHIEF)) as place:
        number = place.case().number
        approve(place, number, "help.g1", "help.w1")
        api.return_to(
            place.clerk(number, "chief"),
            number=number,
            from_node="chief",
            to_node="help.g1",
            ground="再看",
        )
        now = states(number)
        assert now["help"] == "waiting"
        assert now["help.g1"] == "open"
        assert now["help.w1"] == "done", "nobody asked it again"
        assert now["chief"] == "held"
        approve(place, number, "help.g1")
        assert states(number)["chief"] == "open"
        same(number)


def test_returned_from_one_element_the_others_go_on(place: City) -> None:
    number = place.case().number
    api.claim(place.clerk(number, "help.g1"), number=number, node="help.g1")
    river = place.clerk(number, "help.w1")
    api.return_to(river, number=number, from_node="help.w1", to_node="accept", ground="再看")
    now = states(number)
    assert now["help"] == now["help.g1"] == now["help.w1"] == "held"
    approve(place, number, "accept")
    now = states(number)
    assert now["help"] == "waiting"
    assert now["help.g1"] == now["help.w1"] == "open"
    rounds = {n.key: n.round for n in api.read_case(testing.SYSTEM, number).nodes}
    assert rounds["help.g1"] == rounds["help.w1"] == 1
    approve(place, number, "help.g1")
    api.take_back(place.clerk(number, "help.g1"), number=number, node="help.g1")
    assert states(number)["help.g1"] == "open"
    same(number)


def test_each_element_asks_its_own_when(city: City) -> None:
    node = replace(HELP, when=rule("d.key = 'g1'"))
    with plan_in(city, with_plan(node)) as place:
        number = place.case().number
        assert states(number)["help.g1"] == "open"
        assert states(number)["help.w1"] == "skipped"
        approve(place, number, "help.g1")
        assert api.state_of(number)["case"]["state"] == "decided"
        same(number)


def test_rules_read_the_elements(city: City) -> None:
    check = opinion(
        "sum",
        after=("help",),
        takes_all=True,
        when=rule("any_of(n in nodes.help, n.stopped) AND nodes.help.g1.outcome = 'refuse'"),
    )
    with plan_in(city, with_plan(HELP, check)) as place:
        number = place.case().number
        refuse(place, number, "help.g1")
        approve(place, number, "help.w1")
        assert states(number)["sum"] == "open"
        other = place.case().number
        approve(place, other, "help.g1", "help.w1")
        assert states(other)["sum"] == "skipped"


def test_a_completion_does_not_cost_more_with_more_elements(city: City) -> None:
    counts = []
    for extra in (0, 200):
        many = "".join(f"x{i},green,甲{i},A{i},works.length > 0 m\n" for i in range(extra + 4))
        with plan_in(city, with_plan(HELP), rows=many) as place:
            number = place.case().number
            clerk = place.clerk(number, "help.x1")
            with CaptureQueriesContext(connection) as seen:
                api.complete(clerk, number=number, node="help.x1", outcome="approve")
            counts.append(len(seen))
    assert counts[0] == counts[1] <= 10


def test_withdrawn_ends_every_element(place: City) -> None:
    number = place.case().number
    api.withdraw(place.party, number=number)
    assert states(number)["help.g1"] == states(number)["help"] == "called_off"
    settle_services(number)
    assert api.read_case(place.party, number).closed_at is not None
    same(number)


def test_an_element_is_countersigned_alone(city: City) -> None:
    """Each element has seats of its own; what is signed, brought or removed in one leaves the other as it is."""
    seated = replace(HELP, spec=TaskSpec(seats=("first", "second")))
    posts = {p: PostDef(p, Text(p, p), "city") for p in ("first", "second")}
    with plan_in(city, with_plan(seated, CHIEF), posts=posts) as place:
        for post in posts:
            make_post(place, post)
        number = place.case().number
        assert [seats(number, 1, f"help.{e}") for e in ("g1", "w1")] == [["open", "open"]] * 2
        for post in posts:
            api.complete(at(place, post), number=number, node="help.g1", outcome="approve")
        assert states(number)["help.g1"] == "done"
        assert states(number)["help.w1"] == "open"
        assert states(number)["help"] == "waiting"
        third = make_post(place, "third")
        api.add_signer(at(place, "first"), number=number, node="help.w1", post=third, when="after")
        for post in ("first", "third", "second"):
            assert states(number)["chief"] == "idle"
            api.complete(at(place, post), number=number, node="help.w1", outcome="approve")
        assert states(number)["help"] == "done"
        assert states(number)["chief"] == "open"
        same(number)
