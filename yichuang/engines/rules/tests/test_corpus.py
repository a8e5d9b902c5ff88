"""The expressions of twelve measures: all are read, compiled and put into words, and answer without any fact."""

from datetime import date
from pathlib import Path

import pytest

from yichuang.engines.rules import (
    DictEnv,
    PlainNaming,
    compile_rule,
    describe,
    explain,
    names_of,
    parse_rule,
)
from yichuang.engines.values import NONE, Unknown

CORPUS = (Path(__file__).parent / "corpus.txt").read_text("utf-8").splitlines()
TODAY = date(2023, 10, 19)


@pytest.mark.parametrize("text", CORPUS)
def test_expression(text: str) -> None:
    tree = parse_rule(text)
    env = DictEnv({}, as_of=TODAY)
    value = compile_rule(tree).evaluate(env)
    reads = names_of(tree) - {"as_of"}
    if isinstance(value, Unknown):
        functions = {m for m in value.missing if m.endswith("()")}
        assert value.missing - functions <= reads
        assert value.missing
    elif reads and "is_known" not in text:
        assert value is NONE, "a rule that reads facts must not decide without any"
    words = describe(tree, PlainNaming())
    assert words.zh
    assert words.en
    assert explain(tree, env, PlainNaming()).text.zh
