"""A datum as a field of a form: what control it gets, its choices, the text that stands in it, its unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from yichuang.base.text import Text
from yichuang.engines.codes import KINDS
from yichuang.engines.values import Span, Type, from_canonical, show_both
from yichuang.kernel.catalogue.contracts import DatumDef
from yichuang.kernel.facts import api as facts
from yichuang.web.parts.codes import code_of

NO_CODES: Mapping[str, Text] = {}
NUMBERS = frozenset({"integer", "decimal", "area", "length", "power"})
LONG_TEXT = 160
MOST_RADIOS = 7
YES_NO = (("yes", Text("是", "Yes")), ("no", Text("否", "No")))
HINTS = {
    "date": Text("例如 2023-12-01", "such as 2023-12-01"),
    "moment": Text("例如 2023-12-01 09:30", "such as 2023-12-01 09:30"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of a field."""

    value: str
    text: Text
    chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One question. control: text, area, number, date, radio, select, pick, group; `members` are a group's questions.

    `value` is what stands in the field, `problem` what to type instead, `hint` what is meant.
    """

    name: str
    label: Text
    control: str
    value: str = ""
    options: tuple[Option, ...] = ()
    members: tuple[Field, ...] = ()
    unit: Text | None = None
    hint: Text | None = None
    problem: Text | None = None
    required: bool = True
    confirm: Text | None = None

    @property
    def id(self) -> str:
        """The id of its control; dots would end a selector."""
        return "f-" + self.name.replace(".", "-")

    @property
    def picked(self) -> Text | None:
        """What the code in a pick list stands for."""
        if self.control != "pick":
            return None
        return next((o.text for o in self.options if o.value == self.value), None)

    @property
    def names(self) -> tuple[str, ...]:
        """The names under which it is sent."""
        return tuple(m.name for m in self.members) if self.members else (self.name,)

    @property
    def empty(self) -> bool:
        """Whether something of it is still to be said."""
        return any(m.empty for m in self.members) if self.members else not self.value.strip()


def field_of(
    name: str,
    label: Text,
    definition: DatumDef,
    *,
    value: str = "",
    members: Mapping[str, str] | None = None,
    problem: Text | None = None,
    codes: Mapping[str, Text] = NO_CODES,
) -> Field:
    """The field of a datum; `value` and those of group `members` are canonical, `codes` what it may be, by name."""
    type_ = facts.type_of(definition)
    if type_.kind == "group":
        return _group(name, label, type_, definition.hint, members or {}, problem)
    options = _options(type_, value)
    if codes and type_.kind == "code":
        return _pick(name, label, definition, edit_text(value, type_), codes, problem)
    return Field(
        name=name,
        label=label,
        control=_control(type_, len(options)),
        value=edit_text(value, type_),
        options=options,
        unit=_unit(type_),
        hint=definition.hint or _example(type_),
        problem=problem,
    )


def _group(
    name: str,
    label: Text,
    type_: Type,
    hint: Text | None,
    said: Mapping[str, str],
    problem: Text | None,
) -> Field:
    members = tuple(
        Field(
            f"{name}.{f.key}",
            f.name,
            "radio",
            said.get(f"{name}.{f.key}", ""),
            tuple(Option(v, t, said.get(f"{name}.{f.key}") == v) for v, t in YES_NO),
        )
        for f in type_.fields
    )
    return Field(name, label, "group", members=members, hint=hint, problem=problem)


def _pick(
    name: str,
    label: Text,
    definition: DatumDef,
    value: str,
    codes: Mapping[str, Text],
    problem: Text | None,
) -> Field:
    """A code that is found by its name: a text field with suggestions, which works without scripts."""
    such = next(iter(codes))
    hint = Text(
        f"输入名称或代码，从列表里选，例如 {such}",
        f"type a name or code and pick it, such as {such}",
    )
    return Field(
        name=name,
        label=label,
        control="pick",
        value=value,
        options=tuple(Option(c, t, c == value) for c, t in codes.items()),
        hint=definition.hint or hint,
        problem=problem,
    )


def _control(type_: Type, options: int) -> str:
    if type_.kind in ("choice", "yes_no"):
        return "radio" if options <= MOST_RADIOS else "select"
    if type_.kind in NUMBERS or type_.kind in ("money", "share") or type_.is_span:
        return "number"
    if type_.kind in ("date", "moment"):
        return "date"
    if type_.kind == "text" and (type_.length or 0) >= LONG_TEXT:
        return "area"
    return "area" if type_.kind in ("list", "record") else "text"


def _options(type_: Type, value: str) -> tuple[Option, ...]:
    if type_.kind == "yes_no":
        return tuple(Option(v, t, v == value) for v, t in YES_NO)
    if type_.kind == "choice":
        return tuple(Option(c, type_.name_of(c), c == value) for c in type_.choices)
    return ()


def _unit(type_: Type) -> Text | None:
    """The unit that stands behind the field, so that only the number is typed."""
    if type_.kind == "money":
        return Text("元", "yuan") if type_.currency in ("", "cny") else Text(type_.currency.upper())
    if type_.kind == "share":
        return Text("%", "%")
    if type_.is_span and type_.kind != "duration":
        return _rest(show_both(Span(1, type_.kind)))
    if type_.kind in NUMBERS and type_.unit:
        return _rest(show_both(Decimal(1), type_))
    return None


def _example(type_: Type) -> Text | None:
    """How such a datum is written, where that is not plain."""
    if type_.kind == "code" and type_.checker in KINDS:
        example = KINDS[type_.checker].example
        return Text(f"例如 {example}", f"such as {example}")
    return HINTS.get(type_.kind)


def _rest(one: Text) -> Text:
    """What stands behind the 1."""
    return Text(one.zh.removeprefix("1").strip(), one.show("en").removeprefix("1").strip())


def edit_text(value: str, type_: Type) -> str:
    """The canonical text as a person would type it into the field; what is none of the type stays as it is."""
    if not value or value == "none":
        return "无" if value else ""
    try:
        read = from_canonical(value, type_)
    except (ValueError, ArithmeticError):
        return value
    if type_.kind == "money" and isinstance(read, int):
        return _plain(Fraction(read, 100))
    if type_.kind == "share" and isinstance(read, Fraction):
        return _plain(read * 100)
    if isinstance(read, Span) and type_.kind != "duration":
        return str(read.n)
    if type_.kind == "duration":
        return show_both(read, type_).zh
    return value.removeprefix("'") if isinstance(read, str) else value


def _plain(number: Fraction) -> str:
    if number.denominator == 1:
        return str(number.numerator)
    return format((Decimal(number.numerator) / Decimal(number.denominator)).normalize(), "f")


def with_typed(field: Field, typed: Mapping[str, Sequence[str]]) -> Field:
    """The field as it was sent, so that nothing typed is lost."""
    members = tuple(with_typed(m, typed) for m in field.members)
    sent = typed.get(field.name)
    if not sent:
        return replace(field, members=members)
    value = sent[0]
    options = tuple(replace(o, chosen=o.value == value) for o in field.options)
    return replace(field, value=value, options=options, members=members)


def said_of(fields: Sequence[Field], data: Mapping[str, str]) -> dict[str, str]:
    """What was sent for these fields, by name; a name that was not sent at all is left out."""
    return {n: _meant(f, data[n]) for f in fields for n in f.names if n in data}


def _meant(field: Field, typed: str) -> str:
    """What was typed; in a pick list the code of a name."""
    if field.control != "pick":
        return typed
    return code_of(typed, {o.value: o.text for o in field.options})
