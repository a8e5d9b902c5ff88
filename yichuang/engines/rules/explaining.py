"""Why a rule answers as it does: every clause with its answer, the values seen, and what is missing from whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from yichuang.base.text import Text
from yichuang.engines.rules.compiler import compile_rule
from yichuang.engines.rules.describing import Speaker
from yichuang.engines.rules.explanation import (
    MOOT,
    NO,
    UNKNOWN_ANSWER,
    VALUE,
    YES,
    Explanation,
    Missing,
    Seen,
)
from yichuang.engines.rules.lists import entries
from yichuang.engines.rules.lists import field as field_of
from yichuang.engines.rules.protocols import Env, Naming
from yichuang.engines.rules.tree import (
    Choice,
    Junction,
    Literal,
    Name,
    Negation,
    Node,
    Parameter,
    Path,
    Quantifier,
    children,
    resolve,
)
from yichuang.engines.rules.words import say
from yichuang.engines.values import ANY, NONE, Type, Unknown, Value, show_both

MOST_ELEMENTS = 50


@dataclass(frozen=True, slots=True)
class Bound:
    """The environment inside `v in L`: the variable is one element, all else is as outside."""

    outer: Env
    variable: str
    element: Value
    label: str

    @property
    def as_of(self) -> date:
        """The day asked about."""
        return self.outer.as_of

    def get(self, path: Path) -> Value:
        """A name; the variable's fields come from the element."""
        if path[0] != self.variable:
            return self.outer.get(path)
        label = ".".join((self.label, *path[1:]))
        return field_of(self.element, path[1:], label, self)

    def of(self, element: Value, path: Path, label: str) -> Value:
        """As outside."""
        return self.outer.of(element, path, label)

    def parameter(self, name: str) -> Value:
        """As outside."""
        return self.outer.parameter(name)

    def table(self, name: str) -> Value:
        """As outside."""
        return self.outer.table(name)

    def call(self, function: str, arguments: Sequence[Value | Path]) -> Value:
        """As outside."""
        return self.outer.call(function, arguments)


def explain(tree: Node, env: Env, naming: Naming, want: Type | None = None) -> Explanation:
    """The explanation of a rule (or of an expression, whose value is shown as `want`) for one environment."""
    return _Teller(env, Speaker(naming)).tell(tree, want)


@dataclass(frozen=True, slots=True)
class _Teller:
    env: Env
    speaker: Speaker
    variables: Mapping[str, Path | None] = field(default_factory=dict)

    def tell(self, node: Node, want: Type | None = None) -> Explanation:
        value = compile_rule(node).evaluate(self.env)
        parts, kind = self.below(node)
        rule = self.speaker.say(node)
        told = replace(self.speaker, values=self.shown).say(node) if kind == "clause" else rule
        boolean = (
            value is True
            or value is False
            or isinstance(value, Unknown)
            or (value is NONE and _asks(node))
        )
        return Explanation(
            kind=kind,
            answer=answer_of(value) if boolean else VALUE,
            rule=rule,
            text=told,
            value=None if boolean else show_both(value, want or self.speaker.type_of(node) or ANY),
            seen=self.seen(node) if kind == "clause" else (),
            missing=missing_of(value, self.speaker.naming),
            parts=parts,
        )

    def below(self, node: Node) -> tuple[tuple[Explanation, ...], str]:
        """The parts of a clause and its kind."""
        if isinstance(node, Junction):
            told = tuple(self.tell(o) for o in node.operands)
            stop = NO if node.word == "AND" else YES
            decided = any(t.answer == stop for t in told)
            return tuple(_moot(t) if decided and t.answer == UNKNOWN_ANSWER else t for t in told), (
                "all" if node.word == "AND" else "any"
            )
        if isinstance(node, Negation) and isinstance(
            node.operand, Junction | Negation | Quantifier
        ):
            return (self.tell(node.operand),), "not"
        if isinstance(node, Choice):
            return self.branches(node), "case"
        if isinstance(node, Quantifier) and node.rule is not None and node.function != "ranked":
            return self.elements(node, node.rule), "each"
        return (), "clause"

    def branches(self, node: Choice) -> tuple[Explanation, ...]:
        """The conditions of CASE in order; those after the first that holds do not matter."""
        told: list[Explanation] = []
        taken = False
        for condition, _ in node.branches:
            part = self.tell(condition)
            told.append(_moot(part) if taken else part)
            taken = taken or part.answer == YES
        return tuple(told)

    def elements(self, node: Quantifier, rule: Node) -> tuple[Explanation, ...]:
        """The rule for each element of the list."""
        source = compile_rule(node.source).evaluate(self.env)
        label = self.label(node.source)
        items, doubt = entries(source, label)
        inner = self.speaker.inside(node.variable, node.source)
        told = []
        for place, item in enumerate(items[:MOST_ELEMENTS], start=1):
            teller = _Teller(Bound(self.env, node.variable, item, label), inner, self.inner(node))
            part = teller.tell(rule)
            number = Text(f"第 {place} 项", f"No. {place}")
            told.append(replace(part, text=say("{n}：{t}", "{n}: {t}", n=number, t=part.text)))
        if doubt is not None:
            told.append(self.perhaps_more(doubt))
        return tuple(told)

    def perhaps_more(self, doubt: Unknown) -> Explanation:
        """The clause that says that the list may not hold everything."""
        text = Text("清单可能不全", "there may be more on the list")
        missing = missing_of(doubt, self.speaker.naming)
        return Explanation("clause", UNKNOWN_ANSWER, text, text, missing=missing)

    def inner(self, node: Quantifier) -> dict[str, Path | None]:
        source = (
            resolve(node.source.path, dict(self.variables))
            if isinstance(node.source, Name)
            else None
        )
        return {**self.variables, node.variable: source}

    def label(self, source: Node) -> str:
        if isinstance(source, Name):
            return ".".join(resolve(source.path, dict(self.variables)) or source.path)
        below = [self.label(child) for child in children(source)]
        return below[0] if below else "list"

    def shown(self, node: Node) -> Value | None:
        """The value to print beside a name or parameter; nothing for a yes_no, whose answer says it."""
        value = compile_rule(node).evaluate(self.env)
        return None if value is True or value is False else value

    def seen(self, node: Node) -> tuple[Seen, ...]:
        """Every datum and parameter that the clause reads, with its value, once."""
        found: dict[str, Seen] = {}
        for name in _read(node):
            value = compile_rule(name).evaluate(self.env)
            path = self.speaker.path(name) if isinstance(name, Name) else (f":{name.name}",)
            words = self.speaker.say(name) if path == ("as_of",) else self.speaker.naming.name(path)
            shown = show_both(value, self.speaker.type_of(name) or ANY)
            found.setdefault(
                ".".join(path), Seen(".".join(path), words, shown, not isinstance(value, Unknown))
            )
        return tuple(found.values())


def _read(node: Node) -> list[Name | Parameter]:
    """Names and parameters of a clause, without those inside list functions (their elements are told one by one)."""
    if isinstance(node, Name | Parameter):
        return [node]
    below = (node.source,) if isinstance(node, Quantifier) else children(node)
    return [name for child in below for name in _read(child)]


def _asks(node: Node) -> bool:
    """Whether a node asks yes or no rather than computes."""
    return not isinstance(node, Literal | Parameter | Choice)


def _moot(told: Explanation) -> Explanation:
    return replace(told, answer=MOOT, missing=(), parts=tuple(_moot(p) for p in told.parts))


def answer_of(value: Value) -> str:
    """yes, no or unknown."""
    if isinstance(value, Unknown):
        return UNKNOWN_ANSWER
    return YES if value is True else NO


def missing_of(value: Value, naming: Naming) -> tuple[Missing, ...]:
    """The missing facts of an unknown, with their names and owners, in a fixed order."""
    if not isinstance(value, Unknown):
        return ()
    return tuple(_missing(path, naming) for path in sorted(value.missing))


def _missing(path: str, naming: Naming) -> Missing:
    parts = (path,) if path.startswith(":") else tuple(path.split("."))
    return Missing(path, naming.name(parts), naming.owner(parts))
