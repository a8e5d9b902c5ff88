"""Who may act in which post today: holders, B when A is away, substitutes, backup posts; mandates; keys."""

from datetime import date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from yichuang.base import clock
from yichuang.base.errors import Conflict, Invalid, NotFound, NotPermitted
from yichuang.base.text import Text
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import Actor, Held, Post
from yichuang.kernel.people.holders import _nothing
from yichuang.kernel.people.testing import (
    SYSTEM,
    make_city,
    make_clerk,
    make_department,
    make_person,
    make_post,
)
from yichuang.kernel.trail import api as trail

pytestmark = pytest.mark.django_db
TODAY = date(2024, 6, 3)


@pytest.fixture(autouse=True)
def _june():  # type: ignore[no-untyped-def]
    with clock.travel(datetime(2024, 6, 3, 9, tzinfo=clock.SHANGHAI)):
        yield


@pytest.fixture
def office() -> dict[str, Post]:
    make_city()
    science = make_department("science")
    deputy = make_post(science, "deputy")
    return {
        "deputy": deputy,
        "chief": make_post(science, "chief", backup=deputy),
        "reviewer": make_post(science, "reviewer"),
    }


def keys(account: int) -> set[str]:
    return {held.key for held in people.actor_for(account).posts}


def away(account: int, substitute: int | None = None) -> None:
    people.set_absence(SYSTEM, account=account, since=TODAY, substitute=substitute)


def test_an_actor_has_its_posts(office: dict[str, Post]) -> None:
    wang = make_clerk("wang", office["reviewer"], office["chief"])
    actor = people.actor_for(wang)
    assert actor.post_ids == {office["reviewer"].id, office["chief"].id}
    assert (actor.label, actor.is_staff, actor.is_system) == (f"account:{wang}", True, False)
    assert actor.departments == {office["chief"].department.id}
    assert {p.region for p in actor.posts} == {"340100"}
    assert all(p.substitute_for is None for p in actor.posts)


def test_b_acts_only_while_every_a_is_away(office: dict[str, Post]) -> None:
    a1, a2 = make_clerk("a1", office["reviewer"]), make_clerk("a2", office["reviewer"])
    b = make_clerk("b", office["reviewer"], position="B")
    assert keys(b) == set()
    away(a1)
    assert keys(b) == set()
    away(a2)
    assert keys(b) == {"reviewer"}
    people.end_absence(SYSTEM, account=a1)
    assert keys(b) == set()


def test_a_substitute_has_the_posts_of_the_absent(office: dict[str, Post]) -> None:
    wang = make_clerk("wang", office["reviewer"], office["chief"])
    li = make_clerk("li", office["chief"])
    away(wang, substitute=li)
    posts = {p.key: p.substitute_for for p in people.actor_for(li).posts}
    assert posts == {"chief": None, "reviewer": wang}


def test_the_backup_post_steps_in_when_nobody_works(office: dict[str, Post]) -> None:
    deputy = make_clerk("deputy", office["deputy"])
    assert keys(deputy) == {"deputy", "chief"}
    chief = make_clerk("chief", office["chief"])
    assert keys(deputy) == {"deputy"}
    away(chief)
    assert keys(deputy) == {"deputy", "chief"}
    make_clerk("second", office["chief"], position="B")
    assert keys(deputy) == {"deputy"}


def test_holders_agree_with_what_actors_may(office: dict[str, Post]) -> None:
    chief = make_clerk("chief", office["chief"])
    second = make_clerk("second", office["chief"], position="B")
    deputy = make_clerk("deputy", office["deputy"])
    post = office["chief"].id

    def shown() -> list[tuple[int, bool, bool]]:
        return [(h.account, h.backup, h.absent) for h in people.holders(post)]

    assert shown() == [(chief, False, False), (second, True, False)]
    away(chief, substitute=deputy)
    assert shown() == [(chief, False, True), (deputy, True, False), (second, True, False)]
    people.end_absence(SYSTEM, account=chief)
    away(chief)
    away(second)
    assert shown() == [(chief, False, True), (second, True, True), (deputy, True, False)]
    later = TODAY + timedelta(days=400)
    assert people.holders(post, later) == people.holders(post)
    people.deactivate(SYSTEM, account=chief)
    assert [h.account for h in people.holders(post)] == [second, deputy]
    assert people.names([second, deputy]) == {second: "second", deputy: "deputy"}


def test_queries_do_not_grow(
    office: dict[str, Post], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    few = make_clerk("few", office["reviewer"])
    many = make_clerk("many")
    science = make_department("science")
    for n in range(12):
        people.appoint(SYSTEM, account=many, post=make_post(science, f"p{n}").id)
    for account in (few, many):
        with django_assert_num_queries(5):
            people.actor_for(account)
    ids = [p.id for p in people.list_posts(science.id) if p.key.startswith("p")]
    for posts in (ids[:1], ids):
        with django_assert_num_queries(3):
            people.holders_of(posts)


def test_holdings_begin_and_end(office: dict[str, Post]) -> None:
    post = office["reviewer"].id
    wang = make_clerk("wang")
    people.appoint(SYSTEM, account=wang, post=post, since=TODAY + timedelta(days=1))
    assert keys(wang) == set()
    with clock.travel(clock.at(TODAY + timedelta(days=1))):
        assert keys(wang) == {"reviewer"}
    people.dismiss(SYSTEM, account=wang, post=post, on=TODAY + timedelta(days=5))
    with clock.travel(clock.at(TODAY + timedelta(days=4))):
        assert keys(wang) == {"reviewer"}
    with clock.travel(clock.at(TODAY + timedelta(days=5))):
        assert keys(wang) == set()
        with pytest.raises(NotFound):
            people.dismiss(SYSTEM, account=wang, post=post)
    kinds = [line.kind for line in trail.list_lines(f"account:{wang}").rows]
    assert kinds == ["account.created", "account.appointed", "account.dismissed"]


@pytest.fixture
def holding_three():  # type: ignore[no-untyped-def]
    held = Held("task", Text("3 项在办任务", "3 open tasks"), 3, ("2024-1", "2024-2", "2024-3"))
    people.ask_for_held_work(lambda account: (held,))
    yield held
    people.ask_for_held_work(_nothing)


def test_warned_before_absence_and_before_switching_off(
    office: dict[str, Post], holding_three: Held
) -> None:
    wang = make_clerk("wang", office["reviewer"])
    assert people.warn_before_absence(wang) == (holding_three,)
    assert people.set_absence(SYSTEM, account=wang, since=TODAY) == (holding_three,)
    with pytest.raises(Conflict) as refused:
        people.deactivate(SYSTEM, account=wang)
    assert "3 项在办任务" in refused.value.message.zh
    assert refused.value.data["held"][0]["refs"] == ("2024-1", "2024-2", "2024-3")
    people.deactivate(SYSTEM, account=wang, knowing=True)
    with pytest.raises(NotFound):
        people.actor_for(wang)
    assert trail.list_lines(f"account:{wang}").rows[-1].kind == "account.deactivated"


def test_absence_by_oneself_a_leader_or_nobody(office: dict[str, Post]) -> None:
    wang = make_clerk("wang", office["reviewer"])
    boss = make_clerk("boss", office["chief"], roles=("leader",))
    other = make_clerk("other", office["reviewer"])
    with pytest.raises(NotFound):
        people.set_absence(people.actor_for(other), account=wang, since=TODAY)
    people.set_absence(people.actor_for(boss), account=wang, since=TODAY, until=TODAY)
    with pytest.raises(Conflict):
        people.set_absence(people.actor_for(wang), account=wang, since=TODAY)
    people.end_absence(people.actor_for(wang), account=wang)
    with pytest.raises(NotFound):
        people.end_absence(people.actor_for(wang), account=wang)
    with pytest.raises(Invalid) as refused:
        people.set_absence(
            SYSTEM, account=wang, since=TODAY, until=date(2024, 6, 1), substitute=wang
        )
    assert {p.where for p in refused.value.problems} == {"until", "substitute"}


def test_mandates_are_given_and_taken_by_the_subjects_own_people() -> None:
    owner, agent, stranger = (make_person(n, s) for n, s in (("zhao", 1), ("qian", 2), ("sun", 3)))
    assert owner.subjects == {1}
    assert owner.account is not None
    assert agent.account is not None
    company = people.grant_mandate(
        SYSTEM, subject=50, kind="company", account=owner.account, role="staff"
    )
    account = owner.account
    owner = people.actor_for(account)
    assert owner.subjects == {1, 50}
    with pytest.raises(NotFound):
        people.grant_mandate(stranger, subject=50, kind="company", account=agent.account)
    given = people.grant_mandate(
        owner, subject=50, kind="company", account=agent.account, items=["a"], until=TODAY
    )
    acting = people.actor_for(agent.account)
    assert acting.subjects == {2, 50}
    assert next(m for m in acting.mandates if m.subject == 50).items == ("a",)
    with pytest.raises(NotFound):
        people.grant_mandate(acting, subject=50, kind="company", account=agent.account)
    assert [m.name for m in people.list_mandates(owner, subject=50)] == ["zhao", "qian"]
    with pytest.raises(NotFound):
        people.list_mandates(stranger, subject=50)
    with clock.travel(clock.at(TODAY + timedelta(days=1))):
        assert people.actor_for(agent.account).subjects == {2}
    with pytest.raises(NotFound):
        people.revoke_mandate(stranger, mandate=given)
    people.revoke_mandate(acting, mandate=given)
    assert people.actor_for(agent.account).subjects == {2}
    people.revoke_mandate(SYSTEM, mandate=company)
    assert people.actor_for(account).subjects == {1}


def test_a_mandate_again_replaces_the_old_one() -> None:
    agent = make_person("qian", 2).account
    assert agent is not None
    first = people.grant_mandate(SYSTEM, subject=50, kind="company", account=agent)
    assert people.grant_mandate(SYSTEM, subject=50, kind="company", account=agent) == first
    second = people.grant_mandate(SYSTEM, subject=50, kind="company", account=agent, items=["a"])
    assert second != first
    assert len(people.list_mandates(SYSTEM, subject=50)) == 1


def test_keys_of_partners(office: dict[str, Post]) -> None:
    raw = people.issue_key(SYSTEM, partner="grid", scopes=["cases:write"])
    actor = people.actor_for_key(raw)
    assert (actor.partner, actor.scopes, actor.posts) == ("grid", ("cases:write",), ())
    assert actor.label.startswith("key:")
    for wrong in (raw[:-1], raw.replace("test", "live"), "", "yc_test_x_y", raw + "x"):
        with pytest.raises(NotPermitted):
            people.actor_for_key(wrong)
    wang = make_clerk("wang", office["reviewer"])
    lent = people.actor_for_key(
        people.issue_key(SYSTEM, partner="grid", scopes=[], account=wang, live=True)
    )
    assert lent.account == wang
    assert lent.post_ids == {office["reviewer"].id}
    people.revoke_key(SYSTEM, prefix=raw.split("_")[2])
    with pytest.raises(NotPermitted):
        people.actor_for_key(raw)
    with pytest.raises(NotFound):
        people.revoke_key(SYSTEM, prefix=raw.split("_")[2])
    with pytest.raises(NotPermitted):
        people.issue_key(Actor(label="account:1", name="x"), partner="grid", scopes=[])


def test_accounts_are_listed_by_those_who_look_after_them(
    office: dict[str, Post],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for n in range(5):
        make_clerk(f"clerk{n}", office["reviewer"])
    make_clerk("guest")
    with django_assert_num_queries(2):
        page = people.list_accounts(SYSTEM, search="CLERK", limit=3)
    assert [a.username for a in page.rows] == ["clerk0", "clerk1", "clerk2"]
    assert page.rows[0].posts == (office["reviewer"],)
    rest = people.list_accounts(SYSTEM, search="clerk", after=page.after, limit=3)
    assert ([a.username for a in rest.rows], rest.after) == (["clerk3", "clerk4"], None)
    there = people.list_accounts(SYSTEM, department=office["reviewer"].department.id)
    assert len(there.rows) == 5
    with pytest.raises(NotPermitted):
        people.list_accounts(people.actor_for(page.rows[0].id))


def test_user_names_are_taken_once() -> None:
    account = make_clerk("wang")
    with pytest.raises(Conflict):
        make_clerk("wang")
    assert people.find_account("wang") == account
    assert people.find_account("li") is None
