"""The cells of a decision table: a condition cell becomes a rule about its column's name."""

from __future__ import annotations

import re

from yichuang.base.text import Text
from yichuang.engines.rules.guessing import guess
from yichuang.engines.rules.parser import parse_rule
from yichuang.engines.rules.tree import (
    Call,
    Comparison,
    Junction,
    Literal,
    Name,
    Negation,
    Node,
    Parameter,
    Path,
)
from yichuang.engines.values import TEXT, YES_NO, Fault, Type, read_literal

SIGN = re.compile(r"(<>|<=|>=|<|>)\s*(.*)\Z", re.DOTALL)
RANGE = re.compile(
    r"(?P<low>[^.]*?(?:\.\d[^.]*?)??)\s*\.\.(?P<open><?)\s*(?P<high>.*)\Z", re.DOTALL
)
WORDS = frozenset({"text", "code", "choice"})


def condition(path: Path, cell: str, type_: Type) -> Node | None:
    """The rule that a cell writes about `path`; None for an empty cell, which takes anything. Raises Fault."""
    if not cell.strip():
        return None
    name = Name(path)
    if cell.lstrip().startswith("="):
        return Comparison("=", name, parse_rule(cell.lstrip()[1:]))
    options: list[Node] = []
    place = 0
    for part in cell.split("|"):
        lead = len(part) - len(part.lstrip())
        try:
            options.append(_option(name, part.strip(), type_))
        except Fault as fault:
            raise fault.moved(place + lead) from None
        place += len(part) + 1
    return options[0] if len(options) == 1 else Junction("OR", tuple(options))


def _option(name: Name, word: str, type_: Type) -> Node:
    if not word:
        raise Fault(Text("“|”旁边是空的", "nothing beside |"), 0, Text("a | b", "a | b"))
    if word == "unknown":
        return Negation(Call("is_known", (name,)))
    if word == "none":
        return Call("is_none", (name,))
    if type_.kind == "yes_no" and word in ("yes", "no"):
        return name if word == "yes" else Negation(name)
    if found := SIGN.match(word):
        return Comparison(found[1], name, operand(found[2], type_))
    if ".." in word and type_.kind not in WORDS:
        return _range(name, word, type_)
    if word.endswith("*") and type_.kind in WORDS:
        return Call("begins", (name, Literal(word[:-1], TEXT)))
    return Comparison("=", name, operand(word, type_))


def _range(name: Name, word: str, type_: Type) -> Node:
    low, _, high = word.partition("..")
    strict = high.startswith("<")
    high = high[1:] if strict else high
    low, high = low.strip(), high.strip()
    if not (low or high):
        raise Fault(Text("区间两端都是空的", "a range without ends"), 0, Text("1..5", "1..5"))
    if low and high and re.fullmatch(r"-?[\d.]+", low):
        unit = re.match(r"-?[\d.]+\s*(.*)\Z", high)  # `35..<45 万元`: the unit stands once
        low = f"{low} {unit[1]}" if unit and unit[1] else low
    ends: list[Node] = []
    if low:
        ends.append(Comparison(">=", name, operand(low, type_)))
    if high:
        ends.append(Comparison("<" if strict else "<=", name, operand(high, type_)))
    return ends[0] if len(ends) == 1 else Junction("AND", tuple(ends))


def operand(word: str, type_: Type) -> Node:
    """What a cell compares with: a parameter, or a literal of the column's type. Raises Fault."""
    if re.fullmatch(r":[A-Za-z_][\w.]*", word):
        return Parameter(word[1:])
    if type_.kind == "any":
        value, guessed = guess(word)
        return Literal(value, guessed)
    return Literal(read_literal(word, _open(type_)), type_.free())


def _open(type_: Type) -> Type:
    """The type for reading a bound: a bound may lie at or beyond the type's own ends."""
    return type_.free()


def result(cell: str, type_: Type | None) -> Node:
    """What a result cell gives: a literal, or `=` and an expression. Raises Fault."""
    written = cell.strip()
    if written.startswith("="):
        start = cell.index("=") + 1
        try:
            return parse_rule(cell[start:])
        except Fault as fault:
            raise fault.moved(start) from None
    if type_ is None or type_.kind == "any":
        value, guessed = guess(cell)
        return Literal(value, guessed)
    return Literal(read_literal(cell, type_), type_.free())


def yes(node: Node | None) -> Node:
    """The rule itself, or one that always holds."""
    return Literal(True, YES_NO) if node is None else node
