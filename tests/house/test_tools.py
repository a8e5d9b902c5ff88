"""What builders run: ports, benches, PostgreSQL of one's own, the shell commands."""

import json
import os
import shutil
import socket
import subprocess
import sys
import types
from pathlib import Path

import pytest

import bench.__main__ as bench_command
from bench.harness import compare
from tests.house.source import ROOT
from tools import port, postgres


def test_a_taken_port_is_told_in_a_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        number = other.getsockname()[1]
        sentence = port.refusal(number)
    assert sentence
    assert sentence.startswith(f"Port {number} is taken")
    assert f"(process {os.getpid()})" in sentence
    assert "bin/demo --port" in sentence
    assert port.refusal(number) is None


def test_a_bench_compares_the_same_work() -> None:
    numbers = list(range(2000))
    row = compare(
        "sum",
        lambda: sum(numbers),
        lambda: [sum(numbers) for _ in range(8)],
        peer_name="8 x",
        rounds=3,
    )
    assert list(row) == ["what", "ours", "peer", "peer_name", "unit", "ratio", "rounds"]
    assert 5 < row["ratio"] < 12
    assert row["rounds"] == 3


def test_a_bench_prints_an_object_a_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = types.ModuleType("bench.ferry")
    ours.__dict__["run"] = lambda rounds: [{"what": "过河", "rounds": rounds}] * 2
    monkeypatch.setitem(sys.modules, "bench.ferry", ours)
    monkeypatch.setattr(bench_command, "names", lambda: ["ferry"])
    assert bench_command.main(["ferry", "--json", "--rounds", "4"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line) for line in lines] == [{"what": "过河", "rounds": 4}] * 2
    assert bench_command.main(["fery"]) == 2
    assert "Did you mean ferry?" in capsys.readouterr().err


@pytest.mark.slow
def test_a_cluster_comes_and_goes() -> None:
    try:
        postgres.binaries()
    except postgres.NoPostgresError as missing:
        pytest.skip(str(missing))
    ask = "import os, psycopg; print(psycopg.connect(os.environ['YICHUANG_DATABASE']).info.server_version)"
    done = subprocess.run(
        [sys.executable, "-m", "tools.postgres", "--", sys.executable, "-c", ask],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 150000


def test_without_postgresql_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(postgres, "SYSTEM", tmp_path)
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert postgres.main(["--", "true"]) == postgres.MISSING
    assert "apt-get install" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (["bin/demo", "--port", "many"], "--port wants a number, found 'many'"),
        (["bin/demo", "--port", "70000"], "--port wants 1..65535"),
        (["bin/demo", "--twice"], "bin/demo does not know --twice"),
    ],
)
def test_the_demo_refuses_in_sentences(command: list[str], sentence: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode in {1, 2}
    assert sentence in done.stderr


@pytest.mark.parametrize("path", [*sorted((ROOT / "bin").iterdir()), ROOT / ".ci/run"], ids=str)
def test_the_shell_understands_them(path: Path) -> None:
    done = subprocess.run(["bash", "-n", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
