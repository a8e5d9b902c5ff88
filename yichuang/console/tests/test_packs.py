"""`packs`: exit status, what is printed, what is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from yichuang.console import main
from yichuang.packs.testing import KEY, change, write_small


@pytest.fixture
def small(tmp_path: Path) -> Path:
    root = tmp_path / "measures"
    root.mkdir()
    return write_small(root)


def test_a_pack_without_fault_ends_well(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["packs", "check", str(small)]) == 0
    assert "0 处错误 faults" in capsys.readouterr().out


def test_a_fault_is_printed_like_a_compilers_line(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(small / "items" / "permit.yaml", "post: reviewer", "post: revewer")
    assert main(["packs", "check", str(small)]) == 1
    line = capsys.readouterr().out.splitlines()[0]
    assert line.startswith(f"measures/{KEY}/items/permit.yaml:")
    assert "did you mean reviewer" in line


def test_faults_as_json(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(small / "items" / "permit.yaml", "post: reviewer", "post: revewer")
    assert main(["packs", "check", "--json", str(small.parent)]) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["ok"], said["faults"][0]["code"]) == (False, "unknown_post")
    assert said["faults"][0]["nearest"] == "reviewer"


def test_format_tells_or_writes(small: Path) -> None:
    file = small / "measure.yaml"
    change(file, "en: Small\n", "en:   Small\n")
    assert main(["packs", "format", "--check", str(small)]) == 1
    assert main(["packs", "format", str(small)]) == 0
    assert main(["packs", "format", "--check", str(small)]) == 0
    assert "en: Small\n" in file.read_text("utf-8")


def test_a_new_pack_from_answers(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--key", "z02_other", "--measure", "Z02", "--zh", "另件", "--en", "Other"]
    words += ["--department", "water", "--item", "deed", "--subject", "dam"]
    assert main(["packs", "new", "--root", str(small.parent), *words]) == 0
    capsys.readouterr()
    assert main(["packs", "check", str(small.parent / "z02_other")]) == 1
    faults = [line for line in capsys.readouterr().out.splitlines() if "z02_other" in line]
    assert ["not_the_notice" in line for line in faults] == [True]


def test_no_folder_is_said_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["packs", "check", "/nowhere/at/all"]) == 1
    assert "没有文件夹" in capsys.readouterr().err


def test_diff_in_plain_words(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = write_small(tmp_path)
    assert main(["packs", "diff", str(small), str(other)]) == 0
    change(other / "measure.yaml", "default: 2 m", "default: 3 m")
    assert main(["packs", "diff", str(small), str(other)]) == 1
    assert "2 m → 3 m" in capsys.readouterr().out
