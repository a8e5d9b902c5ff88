"""Lines, the work that follows from them, and that nobody can change them afterwards."""

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from yichuang.base import clock
from yichuang.base.errors import Conflict
from yichuang.base.refs import Ref
from yichuang.kernel.trail import api
from yichuang.kernel.trail.database import create_triggers, missing_triggers, without_triggers
from yichuang.kernel.trail.models import Line, Pending
from yichuang.kernel.trail.record import digest_of, leaf_of, listening, preimage


def by_case(ref: Ref, body: object) -> str:
    return str(ref)


def everyone(kind: str) -> tuple[api.Interest, ...]:
    return (api.Interest("tell", by_case), api.Interest("count")) if kind == "case.done" else ()


@pytest.mark.django_db(transaction=True)
def test_no_line_without_a_transaction() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        api.record("case:1", "case.done", {}, actor="account:1")
    assert Line.objects.count() == 0


@pytest.mark.django_db
def test_a_line_and_its_pending_rows(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with listening(everyone), django_assert_num_queries(2):
        line = api.record(Ref("case", "7"), "case.done", {"to": "x"}, actor="account:1", seq=1)
    with listening(everyone), django_assert_num_queries(1):
        api.record(Ref("case", "7"), "case.seen", {}, actor="account:1", seq=2)
    row = Line.objects.get(id=line)
    assert (row.about, row.seq, json.loads(row.body), row.pos) == ("case:7", 1, {"to": "x"}, None)
    assert bytes(row.leaf) == leaf_of(
        preimage(
            about="case:7",
            seq=1,
            kind="case.done",
            node="",
            actor="account:1",
            at=row.at,
            digest=digest_of(bytes(row.salt), '{"to":"x"}'),
        )
    )
    assert sorted(Pending.objects.values_list("line", "handler", "stream")) == [
        (line, "count", None),
        (line, "tell", "case:7"),
    ]


@pytest.mark.django_db
def test_a_line_undone_leaves_no_work() -> None:
    with listening(everyone), transaction.atomic():
        api.record("case:7", "case.done", {}, actor="account:1", seq=1)
        transaction.set_rollback(True)
    assert (Line.objects.count(), Pending.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_one_line_of_a_seq() -> None:
    api.record("case:7", "case.done", {}, actor="account:1", seq=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        api.record("case:7", "case.done", {}, actor="account:1", seq=1)


def refused(statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def attacks() -> list[str]:
    return [
        "UPDATE trail_line SET body = '[]'",
        "UPDATE trail_line SET at = '2020-01-01 00:00:00'",
        "UPDATE trail_line SET pos = 0, actor = 'account:2'",
        "DELETE FROM trail_line",
        "UPDATE trail_treenode SET idx = 5",
        "DELETE FROM trail_treenode",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("attack", attacks())
def test_the_database_refuses_change(attack: str) -> None:
    api.record("case:7", "case.done", {}, actor="account:1", seq=1)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO trail_treenode (level, idx, hash) VALUES (1, 0, %s)", [b"x"])
    refused(attack)


@pytest.mark.django_db
def test_a_place_is_given_once() -> None:
    api.record("case:7", "case.done", {}, actor="account:1", seq=1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE trail_line SET pos = 0")
    refused("UPDATE trail_line SET pos = 1")


@pytest.mark.django_db
def test_replacing_a_line_is_refused() -> None:
    line = api.record("case:7", "case.done", {}, actor="account:1", seq=1)
    if connection.vendor == "postgresql":
        statement = "TRUNCATE trail_line"
    else:
        names = "about, seq, kind, node, actor, at, body, salt, leaf"
        columns = f"{line}, about, 2, kind, node, actor, at, body, salt, leaf"
        statement = (
            f"INSERT OR REPLACE INTO trail_line (id, {names}) SELECT {columns} FROM trail_line"
        )
    refused(statement)


@pytest.mark.django_db
def test_missing_triggers_are_noticed_and_put_back() -> None:
    assert missing_triggers() == ()
    with without_triggers():
        assert "trail_line_no_update" in missing_triggers()
    assert missing_triggers() == ()
    with connection.cursor() as cursor:
        on_table = " ON trail_line" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER trail_line_no_delete{on_table}")
    assert missing_triggers() == ("trail_line_no_delete",)
    create_triggers(connection, api.append_only_model(Line, once="pos"))
    assert missing_triggers() == ()


@pytest.mark.django_db
def test_the_same_request_twice_is_one_deed() -> None:
    assert api.once("account:1", "k1", "d1") is None
    api.remember("account:1", "k1", {"number": "7"})
    assert api.once("account:1", "k1", "d1") == {"number": "7"}
    assert api.once("account:2", "k1", "d1") is None
    with pytest.raises(Conflict) as refused:
        api.once("account:1", "k1", "d2")
    assert refused.value.code == "key_used"
    with pytest.raises(RuntimeError, match="without once"):
        api.remember("account:1", "k9", {})
    assert api.forget_answers(clock.now() + timedelta(days=1)) == 2
