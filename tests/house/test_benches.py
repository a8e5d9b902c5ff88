"""Every bench does the same work on both sides: run once over little, it finds equal answers and prints rows."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

import bench
from bench.__main__ import names
from bench.harness import Row, must_equal
from yichuang.packs.testing import write_small

ROW = ["what", "ours", "peer", "peer_name", "unit", "ratio", "rounds"]
LITTLE: dict[str, dict[str, object]] = {
    "cases": {"sizes": (3,), "corrections": 2, "steps": 3},
    "codes": {"count": 20},
    "mining": {"count": 12, "pages": (5, 9)},
    "packs": {},
    "rules": {"count": 20},
    "search": {"count": 60, "words": 4},
    "trail": {"size": 40, "lines": 10},
}
# Installed for bin/bench alone.
PEERS = {"cases": "SpiffWorkflow", "packs": "ruamel.yaml"}


def rows_of(name: str, **more: object) -> list[Row]:
    if name in PEERS:
        pytest.importorskip(PEERS[name], reason="requirements/bench.txt is not installed")
    run: Callable[..., Iterable[Row]] = importlib.import_module(f"bench.{name}").run
    return list(run(1, **{**LITTLE[name], **more}))


def test_every_bench_is_tried_here() -> None:
    assert names() == sorted(LITTLE)
    assert {m.name for m in pkgutil.iter_modules(bench.__path__) if m.ispkg} == {"grounds", "peers"}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["cases", "codes", "mining", "rules", "search", "trail"])
def test_a_bench_compares_equal_answers(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.harness.LEAST_ROUND_NS", 1)
    rows = rows_of(name)
    assert rows
    for row in rows:
        assert list(row) == ROW
        assert row["ours"] > 0
        assert row["rounds"] == 1


def test_packs_are_read_and_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.harness.LEAST_ROUND_NS", 1)
    write_small(tmp_path)
    assert len(rows_of("packs", root=tmp_path)) == 4
    (tmp_path / "z01_small" / "measure.yaml").write_text("measure: [", "utf-8")
    with pytest.raises(ValueError, match="packs with faults"):
        rows_of("packs", root=tmp_path)


@pytest.mark.django_db
def test_words_of_two_characters_are_found() -> None:
    recall = [row for row in rows_of("search") if row["unit"] == "share"]
    assert [row["ours"] for row in recall] == [1, 1, 1]
    assert [row["peer"] for row in recall] == [1, 1, 0]


def test_different_answers_are_not_measured() -> None:
    with pytest.raises(ValueError, match="the roots: the answers differ"):
        must_equal(b"a", b"b", "the roots")
