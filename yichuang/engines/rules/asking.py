"""A question from the command line: one expression over facts from a file, answered with its clauses.

Names that no dictionary knows take their type from the file: `"500 m"` is a length, `"3000000 元"` money, true a yes,
null unknown. A list counts as complete only if the file says so: `{"items": [...], "complete": "2023-10-01"}`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from yichuang.base.text import Text
from yichuang.engines.rules.checking import check
from yichuang.engines.rules.compiler import compile_rule
from yichuang.engines.rules.dict_env import DictEnv, Hook
from yichuang.engines.rules.explaining import explain, missing_of
from yichuang.engines.rules.explanation import Explanation, Missing
from yichuang.engines.rules.guessing import guess
from yichuang.engines.rules.parser import parse_rule
from yichuang.engines.rules.plain_naming import PlainNaming
from yichuang.engines.rules.protocols import Naming
from yichuang.engines.rules.tree import Path
from yichuang.engines.values import (
    ANY,
    DECIMAL,
    INTEGER,
    SHANGHAI,
    UNKNOWN,
    YES_NO,
    Fault,
    Field,
    Listing,
    Record,
    Type,
    Value,
    list_of,
    read_literal,
    record_of,
)

Typing = Callable[[Path], Type | None]


@dataclass(frozen=True, slots=True)
class Answer:
    """yes, no, unknown or value (then `value` says it), the clauses below, and the facts that are missing."""

    answer: str
    value: Text | None
    explanation: Explanation
    missing: tuple[Missing, ...]

    @property
    def clauses(self) -> tuple[Explanation, ...]:
        """The lowest clauses in order."""
        return tuple(self.explanation.clauses())

    def as_json(self) -> dict[str, Any]:
        """The answer as plain data."""
        return {
            "answer": self.answer,
            "value": None
            if self.value is None
            else {"zh": self.value.zh, "en": self.value.show("en")},
            "missing": [m.as_json() for m in self.missing],
            "clauses": [
                {
                    "answer": c.answer,
                    "zh": c.text.zh,
                    "en": c.text.show("en"),
                    "missing": [m.path for m in c.missing],
                }
                for c in self.clauses
            ],
            "explanation": self.explanation.as_json(),
        }


def ask(
    expression: str,
    facts: Mapping[str, Any],
    *,
    as_of: date | None = None,
    typing: Typing | None = None,
    naming: Naming | None = None,
    hooks: Mapping[str, Hook] | None = None,
) -> Answer:
    """The answer to an expression over `facts` (as read from JSON: dotted or nested names, `:parameters`).

    `typing` gives the types of a dictionary's names. The day is `facts["as_of"]`, else `as_of`, else today.
    Raises Fault for what is wrong in the expression or in a fact.
    """
    tree = parse_rule(expression)
    given = _Facts(typing or (lambda path: None))
    given.take(facts)
    day = given.day or as_of or datetime.now(SHANGHAI).date()
    found, faults = check(tree, given)
    hard = [fault for fault in faults if fault.level == "fault"]
    if hard:
        raise hard[0]
    env = DictEnv(given.values, given.parameters_given, day, hooks=hooks)
    words = naming or PlainNaming(
        {**given.types, **{f":{k}": t for k, t in given.parameter_types.items()}}
    )
    told = explain(tree, env, words, found)
    value = compile_rule(tree).evaluate(env)
    return Answer(told.answer, told.value, told, missing_of(value, words))


class _Facts:
    """Facts of a file as values with types; also the scope in which the expression is checked."""

    def __init__(self, typing: Typing) -> None:
        self.typing = typing
        self.values: dict[str, Value] = {}
        self.types: dict[str, Type] = {}
        self.parameters_given: dict[str, Value] = {}
        self.parameter_types: dict[str, Type] = {}
        self.day: date | None = None

    def take(self, facts: Mapping[str, Any], prefix: str = "") -> None:
        """Reads what the file says. Raises Fault naming the fact."""
        for key, said in facts.items():
            name = f"{prefix}{key}"
            if name in ("parameters", ":parameters") and isinstance(said, Mapping):
                self.take({f":{k.removeprefix(':')}": v for k, v in said.items()})
            elif isinstance(said, Mapping) and not ({"items", "complete"} & set(said)):
                self.take(said, f"{name}.")
            else:
                self.keep(name, said)

    def keep(self, name: str, said: Any) -> None:
        known = self.typing(tuple(name.split(".")))
        try:
            value, type_ = _read(said, known)
        except Fault as fault:
            raise Fault(
                Text(f"{name}：{fault.message.zh}", f"{name}: {fault.message.en}"),
                0,
                fault.expected,
                fault.nearest,
            ) from None
        if name == "as_of" and isinstance(value, date):
            self.day = value
        elif name.startswith(":"):
            self.parameters_given[name[1:]], self.parameter_types[name[1:]] = value, type_
        else:
            self.values[name], self.types[name] = value, type_

    def type_of(self, path: Path) -> Type | None:
        """The dictionary's type, else the file's; a name nobody knows may be anything."""
        known = self.typing(path) or self.types.get(".".join(path))
        if known is None:
            return ANY
        number = self.values.get(".".join(path))
        return (
            ANY
            if number == 0 and known.kind in ("integer", "decimal") and number is not False
            else known
        )

    def names(self) -> Iterable[str]:
        """The names of the file."""
        return self.values

    def parameter(self, name: str) -> Type | None:
        """The type of a parameter."""
        return self.parameter_types.get(name, ANY)

    def parameters(self) -> Iterable[str]:
        """The parameters of the file."""
        return self.parameter_types


def _read(said: Any, known: Type | None) -> tuple[Value, Type]:
    if said is None:
        return UNKNOWN, known or ANY
    if isinstance(said, bool):
        return said, YES_NO
    if isinstance(said, int | float | Decimal):
        return _number(said, known)
    if isinstance(said, str):
        if known is not None and known.kind != "any":
            return read_literal(said, known), known
        return guess(said)
    return _list(said)


def _number(said: int | float | Decimal, known: Type | None) -> tuple[Value, Type]:
    """A bare number; beside a dictionary's type it is read as one of that type."""
    if known is not None and known.is_number:
        return read_literal(str(said), known), known
    if isinstance(said, int):
        return said, INTEGER
    return Decimal(str(said)), DECIMAL


def _list(said: Any) -> tuple[Value, Type]:
    """A list: bare it may be incomplete; with `complete` it says so itself, entries in `items` or by key."""
    complete: Any = False
    entries = said
    if isinstance(said, Mapping):
        complete = said.get("complete", False)
        entries = (
            said["items"] if "items" in said else [v for k, v in said.items() if k != "complete"]
        )
    read = [_entry(entry) for entry in entries]
    day = guess(complete)[0] if isinstance(complete, str) else None
    whole = complete is True or isinstance(day, date)
    element = _element([type_ for _, type_ in read])
    return Listing(
        tuple(v for v, _ in read), day if isinstance(day, date) else None, whole
    ), list_of(element)


def _entry(said: Any) -> tuple[Value, Type]:
    if not isinstance(said, Mapping):
        return _read(said, None)
    fields = {key: _read(value, None) for key, value in said.items()}
    return Record.of({k: v for k, (v, _) in fields.items()}), record_of(
        Field(k, t) for k, (_, t) in fields.items()
    )


def _element(types: list[Type]) -> Type:
    """The type of all elements: a record of every field that any of them has; anything where they differ."""
    if not types or any(t.kind != "record" for t in types):
        return types[0] if types and all(t == types[0] for t in types) else ANY
    fields: dict[str, Type] = {}
    for record in types:
        for field in record.fields:
            before = fields.get(field.key, field.type)
            fields[field.key] = field.type if before == field.type or before.kind == "any" else ANY
    return record_of(Field(k, t) for k, t in fields.items())
