"""Edit, delete, reorder, truncate: whoever goes past the triggers is noticed, and the place is named."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from yichuang.base.errors import NotFound, Unavailable
from yichuang.engines.merkle import leaf_hash, root, verify_inclusion
from yichuang.kernel.trail import api
from yichuang.kernel.trail.contracts import Head, Verdict
from yichuang.kernel.trail.database import without_triggers
from yichuang.kernel.trail.heads import mac_of
from yichuang.kernel.trail.models import Line, TreeHead, TreeNode
from yichuang.kernel.trail.seal import stored_node
from yichuang.kernel.trail.verify import computed_leaf

pytestmark = pytest.mark.django_db


def write(n: int, case: str = "case:1", start: int = 1) -> list[int]:
    return [
        api.record(case, "case.done", {"n": i}, actor="account:1", seq=i)
        for i in range(start, start + n)
    ]


def sealed(n: int) -> list[int]:
    """n lines, sealed in batches of three."""
    lines = write(n)
    while api.seal(3):
        pass
    return lines


def sql(*statements: str) -> None:
    with without_triggers(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def whats(verdict: Verdict) -> set[str]:
    return {fault.what for fault in verdict.faults}


def reseal_everything() -> None:
    """What an owner of the database would do: leaves, tree and heads made to fit, signatures left out."""
    with without_triggers():
        rows = list(Line.objects.exclude(pos=None).order_by("pos"))
        for place, row in enumerate(rows):
            Line.objects.filter(id=row.id).update(pos=-1 - place)
        for place, row in enumerate(rows):
            Line.objects.filter(id=row.id).update(pos=place, leaf=computed_leaf(row))
        TreeNode.objects.all().delete()
        for level in range(1, 12):
            width = 1 << level
            for index in range(len(rows) // width):
                left, right = (
                    stored_node(level - 1, 2 * index),
                    stored_node(level - 1, 2 * index + 1),
                )
                TreeNode.objects.create(
                    level=level, idx=index, hash=hashlib.sha256(b"\x01" + left + right).digest()
                )
        TreeHead.objects.filter(size__gt=len(rows)).delete()
        for size in TreeHead.objects.values_list("size", flat=True):
            TreeHead.objects.filter(size=size).update(root=root(size, stored_node))


def forge_macs() -> None:
    """What an owner does who has the installation's secret as well."""
    with without_triggers():
        for row in TreeHead.objects.all():
            mac = mac_of(row.size, bytes(row.root), row.at)
            TreeHead.objects.filter(size=row.size).update(mac=mac)


def test_a_whole_record_is_whole() -> None:
    sealed(25)
    write(2, "case:2")
    verdict = api.verify()
    assert verdict.ok, verdict.faults
    assert (verdict.lines, verdict.unsealed, verdict.root) == (27, 2, api.head().root)
    api.seal()
    assert api.verify([api.head()]).ok
    assert api.head().size == 27


def test_an_empty_record_is_whole() -> None:
    verdict = api.verify()
    assert (verdict.ok, verdict.lines) == (True, 0)
    assert verdict.root == hashlib.sha256(b"").hexdigest()


def test_root_is_that_of_the_tree_over_the_lines() -> None:
    sealed(7)
    import pymerkle

    tree = pymerkle.InmemoryTree(algorithm="sha256")
    from yichuang.kernel.trail.record import digest_of, preimage

    for row in Line.objects.order_by("pos"):
        tree.append_entry(
            preimage(
                about=row.about,
                seq=row.seq,
                kind=row.kind,
                node=row.node,
                actor=row.actor,
                at=row.at,
                digest=digest_of(bytes(row.salt), row.body),
            )
        )
    assert api.head().root == tree.get_root().hex()


def test_edit_is_located() -> None:
    lines = sealed(25)
    sql(f"UPDATE trail_line SET body = '{{}}' WHERE id = {lines[11]}")
    faults = api.verify().faults
    assert [(f.line, f.what) for f in faults] == [(lines[11], "content")]


def test_edit_with_a_new_leaf_is_located() -> None:
    lines = sealed(25)
    sql(f"UPDATE trail_line SET actor = 'account:2' WHERE id = {lines[11]}")
    with without_triggers():
        row = Line.objects.get(id=lines[11])
        Line.objects.filter(id=row.id).update(leaf=computed_leaf(row))
    faults = api.verify().faults
    assert [(f.what, f.detail) for f in faults] == [
        ("tree", "places 10 to 11 are not what was sealed")
    ]


def test_delete_is_located_sealed_and_not() -> None:
    lines = sealed(25)
    sql(f"DELETE FROM trail_line WHERE id = {lines[4]}")
    faults = api.verify().faults
    assert [(f.what, f.line) for f in faults] == [("missing", None), ("gap", lines[5])]
    fresh = write(3, "case:2")
    sql(f"DELETE FROM trail_line WHERE id = {fresh[1]}")
    assert ("gap", fresh[2]) in [(f.what, f.line) for f in api.verify().faults]


def test_the_newest_lines_of_a_thing_cannot_vanish() -> None:
    lines = write(3, "case:2")
    sql(f"DELETE FROM trail_line WHERE id = {lines[2]}")
    assert api.verify().ok
    assert whats(api.verify(last_seqs={"case:2": 3, "case:3": 0})) == {"gap"}


def test_reorder_is_located() -> None:
    lines = sealed(25)
    sql(
        f"UPDATE trail_line SET pos = -1 WHERE id = {lines[6]}",
        f"UPDATE trail_line SET pos = 6 WHERE id = {lines[9]}",
        f"UPDATE trail_line SET pos = 9 WHERE id = {lines[6]}",
    )
    assert [f.detail for f in api.verify().faults] == [
        "places 6 to 7 are not what was sealed",
        "places 8 to 9 are not what was sealed",
    ]


def test_truncate_is_located() -> None:
    sealed(25)
    sql("DELETE FROM trail_line WHERE pos >= 20")
    faults = api.verify().faults
    assert [f.detail for f in faults if f.what == "missing"] == [
        f"no line stands at place {n}" for n in range(20, 25)
    ]


def test_head_taken_away() -> None:
    sealed(25)
    sql("DELETE FROM trail_treehead WHERE size > 20")
    assert whats(api.verify()) == {"place"}


def attack_edit() -> None:
    sql("UPDATE trail_line SET body = '{}' WHERE pos = 11")
    reseal_everything()


def attack_truncate() -> None:
    sql("DELETE FROM trail_line WHERE pos >= 18")
    reseal_everything()


def attack_reorder() -> None:
    sql(
        "UPDATE trail_line SET pos = -1 WHERE pos = 6",
        "UPDATE trail_line SET pos = 6 WHERE pos = 9",
        "UPDATE trail_line SET pos = 9 WHERE pos = -1",
    )
    reseal_everything()


@pytest.mark.parametrize("attack", [attack_edit, attack_truncate, attack_reorder])
def test_the_owner_who_makes_all_fit_is_caught(attack: Callable[[], None]) -> None:
    """Without the key by the signature, with the key by the heads that lie elsewhere."""
    sealed(25)
    published = [api.head()]
    attack()
    if attack is not attack_truncate:
        assert "signature" in whats(api.verify())
    forge_macs()
    assert api.verify().ok
    assert whats(api.verify(published)) & {"published", "truncated"}


def test_published_heads_narrow_the_place(settings, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    settings.HEADS_FILE = tmp_path / "heads" / "heads.jsonl"
    for start in range(1, 26, 5):
        write(5, start=start)
        api.seal()
        assert api.publish_head() is not None
        assert api.publish_head() is None
    assert [h.size for h in api.published_heads()] == [5, 10, 15, 20, 25]
    attack_edit()
    forge_macs()
    details = [f.detail for f in api.verify().faults if f.what == "published"]
    assert details == ["places 10 to 14 are not what was sealed"]


def test_a_forged_head_is_noticed() -> None:
    sealed(4)
    forged = Head(4, "00" * 32, api.head().at, "elsewhere", api.public_keys()[0], "00" * 64)
    assert whats(api.verify([forged])) == {"signature", "published"}


def test_proof_of_a_line() -> None:
    lines = sealed(25)
    for line in (lines[0], lines[17], lines[24]):
        proof = api.prove(line)
        path = [bytes.fromhex(step) for step in proof.path]
        leaf, top = bytes.fromhex(proof.leaf), bytes.fromhex(proof.root)
        assert verify_inclusion(leaf, proof.pos, proof.size, path, top)
        assert not verify_inclusion(leaf_hash(b"other"), proof.pos, proof.size, path, top)
    fresh = write(1, "case:2")
    with pytest.raises(Unavailable):
        api.prove(fresh[0])
    with pytest.raises(NotFound):
        api.prove(10**12)


def test_pages_of_lines() -> None:
    write(7)
    first = api.list_lines("case:1", limit=3)
    rest = api.list_lines("case:1", after=first.after, limit=10)
    assert [line.seq for line in (*first.rows, *rest.rows)] == list(range(1, 8))
    assert rest.after is None
    assert api.read_line(first.rows[0].id).body == json.loads('{"n": 1}')
    assert len(api.list_lines("case:1", limit=0).rows) == 7
    assert [line.seq for line in api.newest_lines("case:1", limit=3)] == [5, 6, 7]
    assert api.newest_lines("case:9") == ()
