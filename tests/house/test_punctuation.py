"""Chinese on screen is punctuated in Chinese: no comma, semicolon, colon, mark or bracket of ASCII inside its words.

Looked at: strings of the product (no docstrings, no patterns), what templates say, and what packs say in Chinese.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.exceptions import ASCII_IN_CHINESE
from tests.house.source import ROOT, assert_none

HAN = "一-鿿"
WORDS = f"{HAN}“”《》（）"
WRONG = re.compile(
    rf"(?<=[{WORDS}])[,;!?](?=[^\n]|$)|[,;:!?](?=[{HAN}“《（])|(?<=[{WORDS}]):(?=\S|$)"
    rf"|(?<=[{HAN}])[()]|[()](?=[{HAN}])"
)
# What is between braces is code in an f-string; what is between quotes inside is a value.
CODE = re.compile(r"\{[^{}]*\}")
SAID = re.compile(r"\{% t (?P<q>[\"'])(.*?)(?P=q)")
RULE = re.compile(r"\s*(- )?(rule|when|where|among):")
SKIPPED = ("tests", "testing", "migrations")


def test_the_rule_sees_what_is_wrong_and_leaves_what_is_right() -> None:
    wrong = ("缺少:名称", "受理,不予", "线(模拟)", "是吗?", "编号 {n},现为", "“甲”,“乙”")
    right = (
        "缺少：名称",
        "受理，不予",
        "线（模拟）",
        "写作 12,345.60",
        "16:00 前",
        "zh: 名称",
        "a, b",
    )
    assert [w for w in wrong if not faulty(w)] == []
    assert [r for r in right if faulty(r)] == []


def faulty(text: str) -> bool:
    """Whether a text has ASCII punctuation inside its Chinese."""
    plain = CODE.sub("{}", text)
    if not re.search(f"[{HAN}]", plain):
        return False
    for found in WRONG.finditer(plain):
        around = plain[max(0, found.start() - 12) : found.end() + 12]
        if not any(right in around for right in ASCII_IN_CHINESE):
            return True
    return False


def _docstrings(tree: ast.Module) -> set[tuple[int, int]]:
    places = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            places.add((body[0].lineno, body[0].col_offset))
    return places


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """The string tokens of a file that people may read."""
    source = path.read_text("utf-8")
    told = _docstrings(ast.parse(source))
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.STRING or token.start in told:
            continue
        prefix = re.match(r"[A-Za-z]*", token.string)
        if prefix and "r" not in prefix.group().lower():
            yield token.start[0], token.string


def product() -> list[Path]:
    """The files of the package that are no tests."""
    files = (ROOT / "yichuang").rglob("*.py")
    return sorted(f for f in files if not set(SKIPPED) & set(f.relative_to(ROOT).parts))


def test_strings_of_the_product() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text[:90]}"
        for path in product()
        if not path.name.startswith("testing")
        for line, text in strings(path)
        if faulty(text)
    ]
    assert_none(found)


def test_what_templates_say() -> None:
    found = []
    for path in sorted((ROOT / "yichuang").rglob("*.html")):
        page = path.read_text("utf-8")
        said = [m.group(2) for m in SAID.finditer(page)] + re.findall(r">([^<>{}]+)<", page)
        found += [f"{path.relative_to(ROOT)}: {text[:90]}" for text in said if faulty(text)]
    assert_none(found)


@pytest.mark.parametrize("ending", ["yaml", "md", "html", "txt"])
def test_what_packs_say(ending: str) -> None:
    found = []
    for path in sorted((ROOT / "measures").rglob(f"*.{ending}")):
        if "examples" in path.parts:
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            text = re.sub(r"^\s*(- )?[^\s:]+:( |$)", "", line) if ending == "yaml" else line
            # a rule, a list of names, a value, a remark
            if ending == "yaml" and (RULE.match(line) or text.lstrip().startswith(tuple("[{=#"))):
                continue
            if faulty(text):
                found.append(f"{path.relative_to(ROOT)}:{number}: {text.strip()[:90]}")
    assert_none(found)
