"""Commands are found, loaded alone, and refuse in sentences."""

import argparse
import subprocess
import sys
import types
from importlib.machinery import ModuleSpec

import pytest

from yichuang.base.errors import Invalid, Problem
from yichuang.base.text import Text
from yichuang.console import assembly


@pytest.fixture
def crossing(monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    """A command of its own, so that the test does not lean on another."""
    module = types.ModuleType("yichuang.console.crossing")
    module.__spec__ = ModuleSpec(module.__name__, None)

    def run(arguments: argparse.Namespace) -> int:
        if arguments.depth > 10:
            problem = Problem("depth", Text("太深", "too deep"))
            raise Invalid(
                "deep",
                Text("过不去。", "No way."),
                problems=(problem,),
                remedy=Text("走桥。", "Take the bridge."),
            )
        return 0

    def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
        parser = subparsers.add_parser("crossing")
        parser.add_argument("depth", type=int)
        parser.set_defaults(run=run)

    module.__dict__["add_parser"] = add_parser
    monkeypatch.setitem(sys.modules, module.__name__, module)
    command = assembly.Command("crossing", Text("过河", "cross"), django=False)
    monkeypatch.setitem(assembly.COMMANDS, "crossing", command)
    return module


@pytest.mark.usefixtures("crossing")
def test_a_command_runs() -> None:
    assert assembly.main(["crossing", "3"]) == 0


@pytest.mark.usefixtures("crossing")
def test_a_refusal_is_a_sentence_with_a_way_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert assembly.main(["crossing", "30"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "✗ 过不去。 No way.",
        "  走桥。 Take the bridge.",
        "  depth: 太深 too deep",
    ]


def test_an_unknown_word_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert assembly.main(["serv"]) == 2
    assert "Did you mean serve?" in capsys.readouterr().err


def test_a_command_that_is_not_built(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    command = assembly.Command("ferry", Text("渡", "ferry"), django=False)
    monkeypatch.setitem(assembly.COMMANDS, "ferry", command)
    assert assembly.main(["ferry"]) == 2
    assert "This build has no command ferry." in capsys.readouterr().err


def test_without_a_word_it_lists_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert assembly.main([]) == 2
    assert assembly.main(["--help"]) == 0
    assert "serve" in capsys.readouterr().out


def test_it_starts_without_django() -> None:
    code = "import sys, yichuang.console; print(any(m.startswith('django') for m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
