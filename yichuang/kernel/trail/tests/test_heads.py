"""Heads: signed for everybody, kept append-only, published once, read from the end of their file."""

import base64
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from yichuang.base import clock
from yichuang.engines.signatures import verify
from yichuang.kernel.trail import api
from yichuang.kernel.trail.contracts import Head
from yichuang.kernel.trail.database import without_triggers
from yichuang.kernel.trail.heads import has_mac
from yichuang.kernel.trail.models import TreeHead

pytestmark = pytest.mark.django_db


def grow(n: int = 1) -> None:
    for _ in range(n):
        api.record("thing:1", "thing.done", {}, actor="account:1")
    api.seal()


def test_a_head_can_be_checked_with_the_public_key_alone() -> None:
    grow(5)
    head = api.head()
    note = api.checkpoint(head)
    text, _, line = note.partition("\n\n")
    text += "\n"
    origin, size, root, _moment = text.splitlines()
    assert (origin, size) == (head.origin, "5")
    assert base64.b64decode(root).hex() == head.root
    dash, name, signature = line.split()
    assert (dash, name) == ("\u2014", head.origin)
    raw = base64.b64decode(signature)
    assert len(raw) == 68
    assert verify(bytes.fromhex(api.public_keys()[0]), text.encode(), raw[4:])
    assert head.signature == raw[4:].hex()


@pytest.mark.parametrize("column", ["size", "root", "at", "origin", "signature"])
def test_every_column_of_a_head_is_signed(column: str) -> None:
    grow(5)
    head = api.head()
    changed = {
        "size": 6,
        "root": "00" * 32,
        "at": head.at - timedelta(seconds=1),
        "origin": "elsewhere/record",
        "signature": "00" * 64,
    }
    kept = {name: getattr(head, name) for name in Head.__slots__}
    assert api.is_signed(head)
    assert not api.is_signed(Head(**{**kept, column: changed[column]}))


def test_former_keys_stay_good(settings: Any) -> None:
    grow(3)
    old = api.head()
    first = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another" * 10, [first]
    assert api.head().key != old.key
    assert api.is_signed(old)
    assert api.verify([old]).ok
    settings.SECRET_KEY_FALLBACKS = []
    assert not api.is_signed(old)
    settings.OLD_TRAIL_KEYS = [old.key]
    assert api.is_signed(old)
    settings.TRAIL_KEY = "01" * 32
    assert api.head().key == api.public_keys()[0] != old.key


def test_a_kept_head_cannot_be_dated_back() -> None:
    grow(3)
    grow(2)
    row = TreeHead.objects.get(size=3)
    assert has_mac(row)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        TreeHead.objects.filter(size=3).update(at=row.at - timedelta(days=1))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        TreeHead.objects.filter(size=3).delete()
    with without_triggers():
        TreeHead.objects.filter(size=3).update(at=row.at - timedelta(days=1))
    assert [f.detail for f in api.verify().faults] == [
        "the stored head of size 3 is not signed by us"
    ]


def test_heads_are_read_from_the_end(settings: Any, tmp_path: Path) -> None:
    settings.HEADS_FILE = tmp_path / "heads.jsonl"
    assert api.published_heads() == ()
    for _ in range(60):
        grow()
        published = api.publish_head()
        assert published == api.head()
        assert api.publish_head() is None
    assert [h.size for h in api.published_heads()] == list(range(1, 61))
    assert [h.size for h in api.published_heads(3)] == [58, 59, 60]
    assert len(api.published_heads(500)) == 60
    assert api.verify().ok
    with pytest.raises(ValueError, match="no head"):
        api.head_from_json({"size": 3})


def test_lines_dated_long_before_what_stood_are_named() -> None:
    grow(2)
    yesterday = clock.now() - timedelta(days=3)
    line = api.record("thing:1", "thing.done", {}, actor="account:1", at=yesterday)
    grow(1)
    verdict = api.verify()
    assert verdict.ok
    assert [f.line for f in verdict.dated] == [line]


def test_the_newest_heads_are_had_without_the_whole_file(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = settings.HEADS_FILE = tmp_path / "heads.jsonl"
    grow()
    api.publish_head()
    path.write_text(path.read_text("utf-8") * 20_000, "utf-8")
    monkeypatch.setattr(Path, "read_text", lambda *_: pytest.fail("the whole file was read"))
    assert len(api.published_heads(5)) == 5
