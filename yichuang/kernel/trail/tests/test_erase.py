"""Deletion by law: the body goes, a tombstone stays, every proof holds; any other emptying is tampering."""

import pytest
from django.db import DatabaseError, connection, transaction

from yichuang.base.errors import Conflict, Invalid, NotFound
from yichuang.engines.merkle import verify_inclusion
from yichuang.kernel.trail import api
from yichuang.kernel.trail.contracts import Proof
from yichuang.kernel.trail.database import without_triggers
from yichuang.kernel.trail.models import Line
from yichuang.kernel.trail.record import digest_of

pytestmark = pytest.mark.django_db
LAW = "《个人信息保护法》第四十七条，合法务〔2023〕12号"


def write(n: int) -> list[int]:
    lines = [
        api.record("case:1", "case.done", {"name": f"张{i}"}, actor="account:1", seq=i)
        for i in range(1, n + 1)
    ]
    while api.seal(3):
        pass
    return lines


def stands(proof: Proof) -> bool:
    path = [bytes.fromhex(step) for step in proof.path]
    leaf, root = bytes.fromhex(proof.leaf), bytes.fromhex(proof.root)
    return verify_inclusion(leaf, proof.pos, proof.size, path, root)


def test_the_body_goes_the_proof_stays() -> None:
    lines = write(9)
    before = api.prove(lines[4])
    tombstone = api.erase(lines[4], basis=LAW, actor="account:9")
    row = Line.objects.get(id=lines[4])
    assert (row.body, bytes(row.salt)) == ("", b"")
    line = api.read_line(lines[4])
    assert (line.erased, dict(line.body), line.seq) == (True, {}, 5)
    assert api.tombstone_of(lines[4]) == tombstone
    assert api.read_line(tombstone).body["basis"] == LAW
    assert "张" not in str(api.read_line(tombstone).body)
    assert api.prove(lines[4]) == before
    assert api.verify().ok
    api.seal()
    verdict = api.verify()
    assert (verdict.ok, verdict.erased) == (True, 1)
    after = api.prove(lines[4])
    assert (after.leaf, after.pos) == (before.leaf, before.pos)
    assert stands(after)


def test_a_line_not_yet_sealed_can_be_erased() -> None:
    line = api.record("case:1", "case.done", {"name": "张三"}, actor="account:1", seq=1)
    api.erase(line, basis=LAW, actor="account:9")
    assert api.verify().ok
    while api.seal():
        pass
    assert api.verify().ok
    assert stands(api.prove(line))


def test_what_cannot_be_erased() -> None:
    lines = write(2)
    with pytest.raises(Invalid):
        api.erase(lines[0], basis="  ", actor="account:9")
    with pytest.raises(NotFound):
        api.erase(10**9, basis=LAW, actor="account:9")
    tombstone = api.erase(lines[0], basis=LAW, actor="account:9")
    with pytest.raises(Conflict):
        api.erase(lines[0], basis=LAW, actor="account:9")
    with pytest.raises(Invalid):
        api.erase(tombstone, basis=LAW, actor="account:9")


def refused(statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


EMPTY = "''::bytea" if connection.vendor == "postgresql" else "x''"


def test_the_database_lets_nothing_be_emptied_without_a_tombstone() -> None:
    lines = write(3)
    refused(f"UPDATE trail_line SET body = '', salt = {EMPTY} WHERE id = {lines[0]}")
    api.record(f"line:{lines[0]}", "line.erased", {"basis": "", "digest": ""}, actor="account:1")
    # with a tombstone: only emptied, both together, and nothing beside
    refused(f"UPDATE trail_line SET body = '' WHERE id = {lines[0]}")
    refused(f"UPDATE trail_line SET body = '{{}}', salt = {EMPTY} WHERE id = {lines[0]}")
    refused(f"UPDATE trail_line SET body = '', salt = {EMPTY}, actor = 'x:1' WHERE id = {lines[0]}")
    refused(f"UPDATE trail_line SET body = '', salt = {EMPTY} WHERE id = {lines[1]}")


def test_emptied_past_the_triggers_is_located() -> None:
    lines = write(9)
    with without_triggers():
        Line.objects.filter(id=lines[3]).update(body="", salt=b"")
    assert [(f.line, f.what) for f in api.verify().faults] == [(lines[3], "content")]
    # a tombstone that tells another digest does not cover it
    false = {"basis": LAW, "digest": digest_of(b"", "{}")}
    api.record(f"line:{lines[3]}", "line.erased", false, actor="account:1")
    assert [(f.line, f.what) for f in api.verify().faults] == [(lines[3], "content")]
