"""A province is used again, put aside or made anew: by its card, never by guess."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from yichuang.base.errors import Unavailable
from yichuang.demo import standing
from yichuang.demo.build import Card, read_card, stamp, write_card
from yichuang.demo.serving import environment, free_port


def _finished(folder: Path, of: str) -> None:
    (folder / standing.DATABASE).write_bytes(b"tables")
    write_card(folder, _stamped(of))


def _stamped(of: str) -> Card:
    built = "2026-11-25T09:00:00+08:00"
    return Card(of, built, "password", "key", {"laian": "x"}, 1, ("one stopped",), 30)


def test_a_card_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_card(tmp_path, _stamped("abc"))
    assert read_card(tmp_path) == _stamped("abc")


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"stamp": "abc"}'])
def test_a_broken_card_is_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "demo.json").write_text(content)
    assert read_card(tmp_path) is None


def test_only_a_finished_province_of_this_stamp_fits(tmp_path: Path) -> None:
    assert standing._fits(tmp_path) is None
    _finished(tmp_path, "of another day")
    assert standing._fits(tmp_path) is None
    _finished(tmp_path, stamp())
    assert standing._fits(tmp_path) == _stamped(stamp())
    (tmp_path / standing.DATABASE).unlink()
    assert standing._fits(tmp_path) is None


def test_what_was_there_is_kept(tmp_path: Path) -> None:
    assert standing._put_aside(tmp_path) is None
    _finished(tmp_path, "old")
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a").write_text("paper")
    (tmp_path / "secret_key").write_text("stays")
    aside = standing._put_aside(tmp_path)
    assert aside is not None
    assert (aside / standing.DATABASE).read_bytes() == b"tables"
    assert (aside / "files" / "a").read_text() == "paper"
    assert (tmp_path / "secret_key").exists()
    assert not (tmp_path / standing.DATABASE).exists()


def test_a_taken_port_is_said_in_a_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen(1)
        with pytest.raises(Unavailable) as refused:
            standing._refuse_port(taken.getsockname()[1])
    assert refused.value.remedy is not None
    standing._refuse_port(free_port())


def test_processes_work_on_the_folder_whatever_was_set_outside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YICHUANG_DATABASE", "postgresql:///theirs")
    monkeypatch.setenv("YICHUANG_CLOCK_FILE", "/clock")
    told = environment(tmp_path, 8001)
    assert told["YICHUANG_DATA"] == str(tmp_path)
    assert "YICHUANG_DATABASE" not in told
    assert "YICHUANG_CLOCK_FILE" not in told


@pytest.mark.parametrize("key_before", ["", "the key that was there" * 3])
def test_what_is_built_is_signed_with_the_key_that_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key_before: str
) -> None:
    if key_before:
        (tmp_path / standing.KEY).write_text(key_before)
    used: list[str] = []

    def built(building: Path) -> None:
        key = building / standing.KEY
        if not key.exists():
            key.write_text("a key of its own")
        used.append(key.read_text())
        _finished(building, stamp())

    monkeypatch.setattr(standing, "_build_in", built)
    assert standing._province(tmp_path, fresh=False) == _stamped(stamp())
    assert standing._province(tmp_path, fresh=True) == _stamped(stamp())
    assert {(tmp_path / standing.KEY).read_text(), *used} == {key_before or "a key of its own"}
    assert len(list((tmp_path / "kept").iterdir())) == 1
    assert not (tmp_path / "building").exists()
