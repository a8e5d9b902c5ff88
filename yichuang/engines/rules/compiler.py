"""A rule's tree becomes one Python function: compiled once, microseconds a call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from yichuang.engines.rules import calls, lists, meaning
from yichuang.engines.rules.functions import NAMED
from yichuang.engines.rules.parser import parse_rule
from yichuang.engines.rules.protocols import Env
from yichuang.engines.rules.tree import (
    Arithmetic,
    Between,
    Call,
    Choice,
    Comparison,
    Junction,
    Literal,
    Name,
    Negation,
    Node,
    Parameter,
    Quantifier,
    Within,
    names_of,
)
from yichuang.engines.values import Unknown, Value

COMPARE = {
    "=": "equal",
    "<>": "differ",
    "<": "less",
    "<=": "at_most",
    ">": "more",
    ">=": "at_least",
}
ALWAYS_ANSWERS = (Comparison, Between, Within, Negation, Junction)
GIVEN: dict[str, Any] = {
    "Unknown": Unknown,
    "calls": calls,
    "lists": lists,
    **{name: getattr(meaning, name) for name in COMPARE.values()},
    **{
        name: getattr(meaning, name)
        for name in ("both", "either", "negate", "truth", "named", "calculate", "choose")
    },
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled rule. `names` are all that it reads, dotted (parameters with their colon)."""

    tree: Node
    names: frozenset[str]
    function: Callable[[Env], Value]

    def evaluate(self, env: Env) -> Value:
        """The value: True, False, a value, NONE, or Unknown naming what is missing."""
        return self.function(env)

    def answer(self, env: Env) -> bool | Unknown:
        """The value of a rule as yes, no or unknown (none is no)."""
        return meaning.truth(self.function(env))


# Hashing a whole tree costs more than asking its rule, so a tree that was asked before is found by being itself.
_SEEN: dict[int, tuple[Node, Rule]] = {}
MOST_SEEN = 50_000


def compile_rule(tree: Node) -> Rule:
    """The rule of a tree; equal trees share one."""
    seen = _SEEN.get(id(tree))
    if seen is not None and seen[0] is tree:
        return seen[1]
    rule = _compiled(tree)
    if len(_SEEN) >= MOST_SEEN:
        _SEEN.clear()
    _SEEN[id(tree)] = tree, rule
    return rule


@lru_cache(maxsize=16384)
def _compiled(tree: Node) -> Rule:
    writer = _Writer()
    result = writer.write(tree)
    body = "\n".join(["def rule(env):", "    get = env.get", *writer.lines, f"    return {result}"])
    space: dict[str, Any] = {**GIVEN, **writer.constants}
    exec(compile(body, "<rule>", "exec"), space)  # noqa: S102 - the text is generated from a checked tree
    function: Callable[[Env], Value] = space["rule"]
    return Rule(tree, names_of(tree), function)


def compile_text(text: str) -> Rule:
    """The rule that `text` writes. Raises Fault."""
    return compile_rule(parse_rule(text))


@dataclass(slots=True)
class _Writer:
    lines: list[str] = field(default_factory=list)
    constants: dict[str, Any] = field(default_factory=dict)
    variables: dict[str, tuple[str, str]] = field(default_factory=dict)
    indent: int = 1
    count: int = 0

    def fresh(self, prefix: str = "v") -> str:
        self.count += 1
        return f"{prefix}{self.count}"

    def line(self, text: str) -> None:
        self.lines.append("    " * self.indent + text)

    def constant(self, value: object) -> str:
        name = f"K{len(self.constants)}"
        self.constants[name] = value
        return name

    def assign(self, expression: str) -> str:
        name = self.fresh()
        self.line(f"{name} = {expression}")
        return name

    def write(self, node: Node) -> str:
        """Writes the statements for a node and returns the name that holds its value."""
        return WRITERS[type(node)](self, node)

    def answer(self, node: Node) -> str:
        """As `write`, as an answer of yes, no or unknown."""
        name = self.write(node)
        return name if isinstance(node, ALWAYS_ANSWERS) else self.assign(f"truth({name})")

    def function(self, node: Node, argument: str = "", *, answer: bool) -> str:
        """A local function that computes `node`, so that it is computed only when it is asked for."""
        name = self.fresh("f")
        self.line(f"def {name}({argument}):")
        self.indent += 1
        result = self.answer(node) if answer else self.write(node)
        self.line(f"return {result}")
        self.indent -= 1
        return name

    def literal(self, node: Literal) -> str:
        return self.constant(node.value)

    def name(self, node: Name) -> str:
        path = node.path
        if path[0] in self.variables:
            variable, label = self.variables[path[0]]
            if len(path) == 1:
                return variable
            dotted = ".".join((label, *path[1:]))
            return self.assign(f"lists.field({variable}, {path[1:]!r}, {dotted!r}, env)")
        if path == ("as_of",):
            return self.assign("env.as_of")
        if path[0] == "tables" and len(path) == 2:
            return self.assign(f"env.table({path[1]!r})")
        value = self.assign(f"get({self.constant(path)})")
        self.line(
            f"if {value}.__class__ is Unknown and not {value}.missing: {value} = named({value}, {node.dotted!r})"
        )
        return value

    def parameter(self, node: Parameter) -> str:
        value = self.assign(f"env.parameter({node.name!r})")
        self.line(
            f"if {value}.__class__ is Unknown and not {value}.missing: {value} = named({value}, ':{node.name}')"
        )
        return value

    def negation(self, node: Negation) -> str:
        return self.assign(f"negate({self.answer(node.operand)})")

    def junction(self, node: Junction) -> str:
        stop, join = ("False", "both") if node.word == "AND" else ("True", "either")
        result = self.assign(self.answer(node.operands[0]))
        for operand in node.operands[1:]:
            self.line(f"if {result} is not {stop}:")
            self.indent += 1
            self.line(f"{result} = {join}({result}, {self.answer(operand)})")
            self.indent -= 1
        return result

    def comparison(self, node: Comparison) -> str:
        left, right = self.write(node.left), self.write(node.right)
        return self.assign(f"{COMPARE[node.sign]}({left}, {right})")

    def between(self, node: Between) -> str:
        value, low, high = self.write(node.operand), self.write(node.low), self.write(node.high)
        return self.assign(f"both(at_least({value}, {low}), at_most({value}, {high}))")

    def within(self, node: Within) -> str:
        value = self.write(node.operand)
        result = self.assign("False")
        for option in node.options:
            self.line(f"if {result} is not True:")
            self.indent += 1
            self.line(f"{result} = either({result}, equal({value}, {self.write(option)}))")
            self.indent -= 1
        return result

    def arithmetic(self, node: Arithmetic) -> str:
        left, right = self.write(node.left), self.write(node.right)
        return self.assign(f"calculate({node.sign!r}, {left}, {right}, env)")

    def choice(self, node: Choice) -> str:
        pairs = [
            f"({self.function(condition, answer=True)}, {self.function(result, answer=False)})"
            for condition, result in node.branches
        ]
        last = "None" if node.otherwise is None else self.function(node.otherwise, answer=False)
        return self.assign(f"choose(({', '.join(pairs)},), {last})")

    def call(self, node: Call) -> str:
        if node.function in NAMED and isinstance(node.arguments[0], Name):
            return self.named_call(node.function, node.arguments[0])
        values = [self.write(argument) for argument in node.arguments]
        if node.function == "is_known":
            return self.assign(f"{values[0]}.__class__ is not Unknown")
        if node.function in ("is_none", "first_of"):
            return self.assign(f"calls.{node.function}({', '.join(values)})")
        return self.assign(f"calls.call(env, {node.function!r}, {', '.join(values)})")

    def named_call(self, function: str, name: Name) -> str:
        """prior, this: the caller reads the name itself; is_valid, owner_of: it gets the value beside the name."""
        label = self.variables[name.path[0]][1] if name.path[0] in self.variables else ""
        path = self.constant((*label.split("."), *name.path[1:]) if label else name.path)
        if function in ("prior", "this"):
            return self.assign(f"env.call({function!r}, ({path},))")
        return self.assign(f"calls.about(env, {function!r}, {path}, {self.write(name)})")

    def quantifier(self, node: Quantifier) -> str:
        source = self.write(node.source)
        label = self.label(node.source)
        variable = self.fresh("e")
        outer = dict(self.variables)
        self.variables[node.variable] = (variable, label)
        value = self.function(node.value, variable, answer=False) if node.value is not None else ""
        rule = self.function(node.rule, variable, answer=True) if node.rule is not None else "None"
        cut = self.write(node.cut) if node.cut is not None else ""
        self.variables = outer
        arguments = ", ".join(a for a in (source, repr(label), value, cut or rule) if a)
        return self.assign(f"lists.{node.function}({arguments})")

    def label(self, source: Node) -> str:
        """The dotted name by which what is missing in a list is called."""
        if isinstance(source, Name):
            head = self.variables.get(source.path[0])
            return ".".join((head[1], *source.path[1:])) if head else source.dotted
        if isinstance(source, Call) and len(source.arguments) == 1:
            return self.label(source.arguments[0])
        return ".".join(sorted(names_of(source))[:1]) or "list"


WRITERS: Mapping[type, Callable[[_Writer, Any], str]] = {
    Literal: _Writer.literal,
    Name: _Writer.name,
    Parameter: _Writer.parameter,
    Negation: _Writer.negation,
    Junction: _Writer.junction,
    Comparison: _Writer.comparison,
    Between: _Writer.between,
    Within: _Writer.within,
    Arithmetic: _Writer.arithmetic,
    Choice: _Writer.choice,
    Call: _Writer.call,
    Quantifier: _Writer.quantifier,
}
