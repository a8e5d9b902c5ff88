"""Facts are added, never changed; the day, the source and the precedence decide what holds."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from yichuang.base import clock
from yichuang.base.errors import Conflict, Invalid, NotFound
from yichuang.base.text import Text
from yichuang.engines.values import NONE
from yichuang.kernel.facts import api as facts
from yichuang.kernel.facts.contracts import Seen, Source, Statement
from yichuang.kernel.facts.models import FactRow
from yichuang.kernel.facts.tests.data_dictionary import DICTIONARY, PERSON
from yichuang.kernel.people.contracts import Actor, Mandate

pytestmark = pytest.mark.django_db
SYSTEM = Actor("system:test", "平台")
CLERK = Actor("account:7", "王经办")
MARKET = Source("register", "market")
USCI = "91340100MA2TE0T16K"
DAY = date(2023, 10, 19)


@pytest.fixture(autouse=True)
def _a_day() -> object:
    with clock.travel(clock.at(DAY)):
        yield


@pytest.fixture
def firm() -> int:
    return facts.ensure_subject("enterprise", USCI, actor=SYSTEM).id


def say(subject: int, datum: str, value: str, source: Source = MARKET, **more: object) -> int:
    statement = Statement(f"enterprise.{datum}", value, **more)  # type: ignore[arg-type]
    return facts.record(SYSTEM, subject, [statement], source, definitions=DICTIONARY)[0]


def known(subject: int, datum: str, day: date = DAY, **more: int) -> facts.Known | None:  # type: ignore[name-defined]
    name = f"enterprise.{datum}"
    return facts.read([subject], [name], day, DICTIONARY, **more).get((subject, name))


def test_a_subject_is_made_once_for_its_code(firm: int) -> None:
    assert facts.ensure_subject("enterprise", USCI, actor=CLERK).id == firm
    found = facts.find_subject("enterprise", USCI)
    assert found is not None
    assert found.id == firm
    assert facts.find_subject("person", USCI) is None


def test_a_new_subject_gets_its_code_once(firm: int) -> None:
    made = facts.new_subject("enterprise", actor=SYSTEM)
    with pytest.raises(Conflict):
        facts.give_code(SYSTEM, made.id, USCI)
    assert facts.give_code(SYSTEM, made.id, "91340104MA8LAB2C6N").code == "91340104MA8LAB2C6N"


def test_the_latest_day_of_a_source_holds_and_a_correction_of_the_same_day_wins(firm: int) -> None:
    say(firm, "employees", "400", valid_from=date(2023, 1, 1))
    say(firm, "employees", "420", valid_from=date(2023, 6, 1))
    say(firm, "employees", "421", valid_from=date(2023, 6, 1))
    say(firm, "employees", "500", valid_from=date(2024, 1, 1))
    now = known(firm, "employees")
    assert now is not None
    assert now.value == 421
    early = known(firm, "employees", date(2023, 3, 1))
    assert early is not None
    assert early.value == 400
    assert known(firm, "employees", date(2022, 1, 1)) is None
    assert [f.value for f in facts.history(firm, "enterprise.employees")] == [
        "500",
        "421",
        "420",
        "400",
    ]


def test_the_owner_stands_before_what_was_typed_and_the_conflict_shows(firm: int) -> None:
    say(firm, "name", "庐州智能装备(测试)")
    say(firm, "name", "庐州智装(测试)", Source("typed", "enterprise", "draft:1"))
    now = known(firm, "name")
    assert now is not None
    assert now.value == "庐州智能装备(测试)"
    assert now.conflict
    assert [o.source.kind for o in now.others] == ["typed"]


def test_a_declared_precedence_goes_before_the_usual_one(firm: int) -> None:
    say(firm, "scale", "large")
    say(firm, "scale", "small", Source("officer", "science"))
    now = known(firm, "scale")
    assert now is not None
    assert now.value == "small"


def test_none_is_a_value_and_withdrawn_is_silence(firm: int) -> None:
    say(firm, "employees", "", none=True)
    now = known(firm, "employees")
    assert now is not None
    assert now.value is NONE
    facts.withdraw_facts(SYSTEM, firm, ["enterprise.employees"], MARKET)
    assert known(firm, "employees") is None
    assert facts.history(firm, "enterprise.employees")[0].none


def test_what_has_ended_holds_no_longer_and_what_is_old_says_so(firm: int) -> None:
    say(firm, "address", "科学大道 1 号", valid_from=date(2022, 1, 1))
    old = known(firm, "address")
    assert old is not None
    assert old.old
    say(firm, "address", "临时 2 号", valid_from=date(2023, 5, 1), valid_until=date(2023, 6, 1))
    assert known(firm, "address") is None, (
        "an address that has ended is not replaced by the one before it"
    )


def test_yearly_data_mean_the_last_full_year(firm: int) -> None:
    for year, fen in ((2021, "100"), (2022, "200"), (2023, "300")):
        say(
            firm,
            "revenue",
            fen,
            Source("register", "tax"),
            valid_from=date(year, 1, 1),
            valid_until=date(year, 12, 31),
        )
    last, this, before = (known(firm, "revenue", year_shift=s) for s in (0, 1, -1))
    assert last is not None and last.value == 200  # noqa: PT018
    assert this is not None and this.value == 300  # noqa: PT018
    assert before is not None and before.value == 100  # noqa: PT018


def test_lists_know_whether_they_are_complete_and_groups_what_is_in_them(firm: int) -> None:
    loans = '{"complete":true,"complete_on":"2023-10-01","items":[{"amount":"500","until":"2024-01-31"}]}'
    say(firm, "loans", loans)
    say(firm, "markets", '{"abroad":"no","home":"yes"}')
    listed, group = known(firm, "loans"), known(firm, "markets")
    assert listed is not None
    assert listed.value.complete_on == date(2023, 10, 1)
    assert listed.value.items[0]["amount"] == 500
    assert group is not None
    assert group.value["home"] is True
    assert listed.fact.value == loans, "stored as it was said, to the letter"


def test_every_fault_of_a_batch_is_named_and_nothing_is_kept(firm: int) -> None:
    wrong = [
        Statement("enterprise.employees", "many"),
        Statement("enterprise.colour", "red"),
        Statement("enterprise.size", "small"),
        Statement("enterprise.name", "好"),
        Statement("enterprise.usci", "91I10000600037341L"),
        Statement("enterprise.employees", "-1"),
        Statement("enterprise.scale", "huge"),
    ]
    with pytest.raises(Invalid) as caught:
        facts.record(SYSTEM, firm, wrong, MARKET, definitions=DICTIONARY)
    codes = [p.code for p in caught.value.problems]
    assert codes == ["type", "unknown_datum", "computed", "code.character", "bounds", "choice"]
    assert not FactRow.objects.exists()


def test_a_program_must_send_a_code_that_stands(firm: int) -> None:
    doubtful = Statement("enterprise.usci", "91350211M0000XUF46")
    facts.record(SYSTEM, firm, [doubtful], Source("typed", "enterprise"), definitions=DICTIONARY)
    with pytest.raises(Invalid):
        facts.record(SYSTEM, firm, [doubtful], Source("partner", "grid"), definitions=DICTIONARY)


def test_a_subject_is_found_by_what_identifies_it(firm: int) -> None:
    person = facts.new_subject("person", actor=SYSTEM).id
    passport = Source("typed", "person")
    said = [Statement("person.passport", "E12345678"), Statement("person.name", "约翰(测试)")]
    facts.record(SYSTEM, person, said, passport, definitions=DICTIONARY)
    found = facts.find_by_datum("person", "person.passport", "E12345678")
    assert [(s.id, s.name) for s in found] == [(person, "约翰(测试)")]
    newer = [Statement("person.passport", "E87654321")]
    facts.record(SYSTEM, person, newer, passport, definitions=DICTIONARY)
    assert facts.find_by_datum("person", "person.passport", "E12345678") == ()


def test_no_statement_can_be_changed_or_taken_out(firm: int) -> None:
    say(firm, "employees", "1")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        FactRow.objects.update(value="2")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        FactRow.objects.all().delete()


def test_reading_many_subjects_costs_as_many_queries_as_reading_one(firm: int) -> None:
    firms = [firm, *(facts.new_subject("enterprise", actor=SYSTEM).id for _ in range(5))]
    for one in firms:
        say(one, "employees", "10")
        say(one, "name", "测试厂")
    counts = []
    for some in (firms[:1], firms):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(facts.read(some, None, DAY, DICTIONARY)) == 2 * len(some)
        counts.append(len(queries))
    assert counts == [2, 2]


def test_a_look_at_personal_data_is_noted_once_a_day_and_its_subject_reads_it() -> None:
    person = facts.ensure_subject("person", "340104199001010017", actor=SYSTEM).id
    seen = ["person.name", "person.phone", "person.unknown"]
    reason = Text("审查申请", "examining the application")

    post = Text("科技局 审查岗", "Science examiner")

    def look(actor: Actor, data: list[str], ref: str, papers: tuple[Text, ...] = ()) -> bool:
        one = Seen(person, frozenset(data), papers)
        return facts.look(actor, [one], reason, ref, definitions=DICTIONARY, who=lambda: post)

    assert look(CLERK, seen, "case:1")
    assert not look(CLERK, seen[:1], "case:1")
    assert look(CLERK, [*seen, "person.code"], "case:1"), "a datum not seen before is a new look"
    assert look(CLERK, seen, "case:2")
    owner = Actor("account:9", "张三", mandates=(Mandate(person, "self", "self"),))
    assert not look(owner, seen, "case:1"), "who sees their own data is not watched"
    looks = facts.list_looks(owner, person).rows
    assert [entry.ref for entry in looks] == ["case:2", "case:1", "case:1"]
    assert looks[1].data == ("person.code",)
    words = facts.look_words(looks[0], DICTIONARY)
    assert words.zh == "科技局 审查岗查看了您的姓名、手机号，用途：审查申请"
    assert words.en.startswith("Science examiner saw your ")
    with pytest.raises(NotFound):
        facts.list_looks(CLERK, person)


def test_a_paper_that_was_opened_is_noted_once_and_costs_one_query_from_then_on() -> None:
    firm = facts.ensure_subject("enterprise", USCI, actor=SYSTEM).id
    plan, bill = Text("施工方案", "Working plan"), Text("账单", "Bill")
    asked: list[int] = []

    def look(*papers: Text) -> bool:
        def who() -> Text:
            asked.append(1)
            return Text("科技局审查岗", "Science examiner")

        seen = [Seen(firm, frozenset({"enterprise.name"}), papers)]
        return facts.look(CLERK, seen, plan, "case:1", definitions=DICTIONARY, who=who)

    assert not look(), "the public name of an enterprise is nobody's secret"
    assert look(plan)
    with CaptureQueriesContext(connection) as queries:
        assert not look(plan)
    assert (len(queries), len(asked)) == (1, 1)
    assert look(plan, bill)
    owner = Actor("account:9", "张三", mandates=(Mandate(firm, "staff", "owner"),))
    assert [entry.papers for entry in facts.list_looks(owner, firm).rows] == [(bill,), (plan,)]
    words = facts.look_words(facts.list_looks(owner, firm).rows[1], DICTIONARY)
    assert words.zh == "科技局审查岗打开了《施工方案》，用途：施工方案"


def test_my_facts_are_shown_to_me_in_words_and_to_nobody_else(firm: int) -> None:
    say(firm, "employees", "420")
    say(firm, "name", "庐州智能装备(测试)")
    owner = Actor("account:9", "张三", mandates=(Mandate(firm, "staff", "owner"),))
    views = {v.datum: v for v in facts.list_facts(owner, firm, definitions=DICTIONARY)}
    assert views["enterprise.employees"].shown.zh == "420 人"
    assert views["enterprise.name"].source_name.zh == "登记库（市场监管部门）"
    with pytest.raises(NotFound):
        facts.list_facts(CLERK, firm, definitions=DICTIONARY)


@pytest.mark.parametrize(
    ("datum", "shown", "masked"),
    [
        ("name", "张三", "张*"),
        ("name", "迪丽测试·买买测试", "迪********"),
        ("name", "John Smith", "J*** S****"),
        ("code", "340104199001010017", "3401**********0017"),
        ("birth_date", "1990 年 1 月 1 日", "****"),
    ],
)
def test_personal_data_are_masked_by_their_kind(datum: str, shown: str, masked: str) -> None:
    assert facts.mask(shown, PERSON.data[datum]) == masked
    assert facts.mask(shown, PERSON.data[datum], clear=True) == shown


def test_secret_data_are_hidden_whole() -> None:
    account = DICTIONARY.subjects["enterprise"].data["bank_account"]
    assert facts.mask("1302010109000000001", account) == "（保密）"


def test_reentry_is_counted_by_form() -> None:
    facts.count_asked("h07.permits", "person.name", known=True)
    facts.count_asked("h07.permits", "person.name", known=False)
    facts.count_asked_all("h07.permits", {"person.phone": False})
    counts = {r.datum: (r.asked, r.typed_again) for r in facts.reentry("h07.permits")}
    assert counts == {"person.name": (2, 1), "person.phone": (1, 0)}
