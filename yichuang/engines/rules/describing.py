"""A rule in words, Chinese and English, from the dictionary's own names; with the values seen where they are given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from yichuang.base.text import Text
from yichuang.engines.rules.protocols import Naming
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
    Path,
    Quantifier,
    Within,
    resolve,
)
from yichuang.engines.rules.words import bracketed, listed, say
from yichuang.engines.values import ANY, Type, Unknown, Value, show_both

AMOUNTS = {
    "=": "{a}等于{b}|{a} is {b}",
    "<>": "{a}不等于{b}|{a} is not {b}",
    "<": "{a}不足{b}|{a} is below {b}",
    "<=": "{a}不超过{b}|{a} is at most {b}",
    ">": "{a}超过{b}|{a} is above {b}",
    ">=": "{a}不低于{b}|{a} is at least {b}",
}
DAYS = {
    "=": "{a}为{b}|{a} is {b}",
    "<>": "{a}不是{b}|{a} is not {b}",
    "<": "{a}早于{b}|{a} is before {b}",
    "<=": "{a}不晚于{b}|{a} is not after {b}",
    ">": "{a}晚于{b}|{a} is after {b}",
    ">=": "{a}不早于{b}|{a} is not before {b}",
}
WORDS = {"=": "{a}为{b}|{a} is {b}", "<>": "{a}不是{b}|{a} is not {b}"}
SIGNS = {"+": "{a} + {b}", "-": "{a} - {b}", "*": "{a} × {b}", "/": "{a} ÷ {b}"}
CALLS = {
    "LEAST": "{all}中最小的|the least of {all}",
    "GREATEST": "{all}中最大的|the greatest of {all}",
    "ceil": "{a}（进一取整）|{a} rounded up",
    "round_fen": "{a}（四舍五入到分）|{a} rounded to the fen",
    "is_odd": "{a}为单数|{a} is odd",
    "is_valid": "{a}合乎编码规则|{a} is a valid code",
    "is_none": "没有{a}|there is no {a}",
    "is_known": "{a}已知|{a} is known",
    "years_between": "{a}至{b}的周年数|full years from {a} to {b}",
    "days_between": "{a}至{b}的天数|days from {a} to {b}",
    "working_days_between": "{a}至{b}的工作日数|working days from {a} to {b}",
    "start_of_year": "{a}当年 1 月 1 日|1 January of the year of {a}",
    "end_of_year": "{a}当年 12 月 31 日|31 December of the year of {a}",
    "within": "{a}在{b}辖区内|{a} lies within {b}",
    "owner_of": "{a}的主管部门|the owner of {a}",
    "prior": "上一年度的{a}|{a} of the year before",
    "this": "本年度的{a}|{a} of this year",
    "first_of": "{all}中先有的一项|the first of {all}",
    "materials_of": "{a}所需材料|the materials of {a}",
    "contacts_of": "{a}的联系人|the contacts of {a}",
    "quorum": "至少 {a} 席同意|at least {a} seats agree",
    "begins": "{a}以 {b} 开头|{a} begins with {b}",
}
LISTS = {
    "any_of": "{list}中有一项：{rule}|some of {list}: {rule}",
    "every_of": "{list}中每一项：{rule}|every one of {list}: {rule}",
    "count_of": "{list}的项数{where}|the number of {list}{where}",
    "sum_of": "{list}的{value}之和{where}|the sum of {value} over {list}{where}",
    "mean_of": "{list}的{value}平均值{where}|the mean of {value} over {list}{where}",
    "trimmed_mean_of": "{list}的{value}去掉最高和最低各 {cut} 个后的平均值|"
    "the mean of {value} over {list} without the {cut} highest and lowest",
    "ranked": "{list}按{value}排序{where}|{list} ranked by {value}{where}",
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says a rule in words. `values` gives the value seen at a name or parameter, where values are to be shown."""

    naming: Naming
    values: Callable[[Node], Value | None] = lambda node: None
    variables: Mapping[str, Path | None] = field(default_factory=dict)

    def inside(self, variable: str, source: Node) -> Speaker:
        """The speaker for the body of `v in source`."""
        path = resolve(source.path, dict(self.variables)) if isinstance(source, Name) else None
        return replace(self, variables={**self.variables, variable: path or (variable,)})

    def path(self, node: Name) -> Path:
        """The path that the dictionary knows."""
        return resolve(node.path, dict(self.variables)) or node.path

    def type_of(self, node: Node) -> Type | None:
        """The type of a side, where it shows without computing."""
        if isinstance(node, Name):
            return Type("date") if node.path == ("as_of",) else self.naming.type_of(self.path(node))
        if isinstance(node, Parameter):
            return self.naming.type_of((f":{node.name}",))
        if isinstance(node, Literal):
            return node.type
        if isinstance(node, Arithmetic):
            return self.type_of(node.left)
        if isinstance(node, Call) and node.function in ("start_of_year", "end_of_year"):
            return Type("date")
        if isinstance(node, Call) and node.function in (
            "LEAST",
            "GREATEST",
            "NULLIF",
            "first_of",
            "prior",
            "this",
        ):
            return self.type_of(node.arguments[0])
        return None

    def say(self, node: Node, beside: Type | None = None) -> Text:
        """The node in words; `beside` is the type of what it is compared with."""
        return SPEAKERS[type(node)](self, node, beside)

    def literal(self, node: Literal, beside: Type | None) -> Text:
        if node.value is True or node.value is False:
            return Text("恒成立", "always") if node.value else Text("恒不成立", "never")
        kind = (
            beside
            if beside is not None and beside.kind in ("choice", "money", "share")
            else node.type
        )
        return show_both(node.value, kind)

    def name(self, node: Name, beside: Type | None) -> Text:
        if node.path == ("as_of",):
            return Text("当日", "the day asked about")
        words = self.naming.name(self.path(node))
        return self.beside_value(words, node, ANY)

    def parameter(self, node: Parameter, beside: Type | None) -> Text:
        words = self.naming.name((f":{node.name}",))
        return self.beside_value(words, node, beside or ANY)

    def beside_value(self, words: Text, node: Node, otherwise: Type) -> Text:
        """The name followed by the value seen; what is not known stands in brackets."""
        value = self.values(node)
        if value is None:
            return words
        seen = show_both(value, self.type_of(node) or otherwise)
        if isinstance(value, Unknown):
            return Text(f"{words.zh}（{seen.zh}）", f"{words.show('en')} ({seen.show('en')})")
        both = say("{a} {b}", "{a} {b}", a=words, b=seen)
        return Text(both.zh + " ", both.en)

    def negation(self, node: Negation, beside: Type | None) -> Text:
        inner = node.operand
        if isinstance(inner, Within):
            return self.within(inner, beside, flipped=True)
        if isinstance(inner, Comparison) and inner.sign in ("=", "<>"):
            return self.comparison(replace(inner, sign="<>" if inner.sign == "=" else "="), beside)
        if isinstance(inner, Call) and inner.function == "is_none":
            return say("有{a}", "there is {a}", a=self.say(inner.arguments[0]))
        if isinstance(inner, Call) and inner.function == "is_known":
            return say("{a}未知", "{a} is unknown", a=self.say(inner.arguments[0]))
        if isinstance(inner, Name):
            plain = replace(self, values=lambda node: None).say(inner)
            return self.beside_value(say("不属于“{a}”", "not: {a}", a=plain), inner, ANY)
        if isinstance(inner, Quantifier) and inner.function == "any_of":
            return self._each(inner, "{list}中没有一项：{rule}|none of {list}: {rule}")
        return say("并非（{a}）", "not ({a})", a=self.say(inner))

    def junction(self, node: Junction, beside: Type | None) -> Text:
        parts = [
            bracketed(self.say(o)) if isinstance(o, Junction) else self.say(o)
            for o in node.operands
        ]
        return (
            listed(parts, "，且", ", and ")
            if node.word == "AND"
            else listed(parts, "，或", ", or ")
        )

    def comparison(self, node: Comparison, beside: Type | None) -> Text:
        left, right = self.type_of(node.left), self.type_of(node.right)
        kind = left or right
        words = DAYS if kind and kind.is_day else AMOUNTS
        if kind and not (kind.is_number or kind.is_span or kind.is_day) and node.sign in WORDS:
            words = WORDS
        return self.filled(
            words[node.sign], a=self.say(node.left, right), b=self.say(node.right, left)
        )

    def filled(self, pattern: str, **parts: Text) -> Text:
        zh, _, en = pattern.partition("|")
        return say(zh, en or zh, **parts)

    def between(self, node: Between, beside: Type | None) -> Text:
        kind = self.type_of(node.operand)
        return say(
            "{a}在{b}至{c}之间（含）",
            "{a} is between {b} and {c}, both included",
            a=self.say(node.operand),
            b=self.say(node.low, kind),
            c=self.say(node.high, kind),
        )

    def within(self, node: Within, beside: Type | None, *, flipped: bool = False) -> Text:
        kind = self.type_of(node.operand)
        options = listed(self.say(o, kind) for o in node.options)
        if flipped:
            return say(
                "{a}不是{b}中的任何一项", "{a} is none of {b}", a=self.say(node.operand), b=options
            )
        return say("{a}为{b}之一", "{a} is one of {b}", a=self.say(node.operand), b=options)

    def arithmetic(self, node: Arithmetic, beside: Type | None) -> Text:
        left, right = self.type_of(node.left), self.type_of(node.right)
        a, b = self.say(node.left, beside), self.say(node.right, beside)
        if left is not None and left.is_day and right is not None and right.is_span:
            words = "{a}前{b}|{b} before {a}" if node.sign == "-" else "{a}后{b}|{b} after {a}"
            return self.filled(words, a=a, b=b)
        tight = node.sign in "*/"
        a = bracketed(a) if isinstance(node.left, Arithmetic | Choice) and tight else a
        b = (
            bracketed(b)
            if isinstance(node.right, Arithmetic | Choice) and (tight or node.sign == "-")
            else b
        )
        return self.filled(SIGNS[node.sign], a=a, b=b)

    def choice(self, node: Choice, beside: Type | None) -> Text:
        parts = [
            say("{a}时为{b}", "{b} if {a}", a=self.say(c), b=self.say(r, beside))
            for c, r in node.branches
        ]
        last = Text("无", "none") if node.otherwise is None else self.say(node.otherwise, beside)
        return listed([*parts, say("否则为{a}", "else {a}", a=last)], ";", ", ")

    def call(self, node: Call, beside: Type | None) -> Text:
        if node.function == "NULLIF":
            return self.say(node.arguments[0])
        words = [self.say(argument, beside) for argument in node.arguments]
        parts = dict(zip("ab", words, strict=False))
        return self.filled(CALLS[node.function], all=listed(words), **parts)

    def quantifier(self, node: Quantifier, beside: Type | None) -> Text:
        return self._each(node, LISTS[node.function])

    def _each(self, node: Quantifier, pattern: str) -> Text:
        inner = replace(self.inside(node.variable, node.source), values=lambda n: None)
        plain = replace(self, values=lambda n: None)
        parts: dict[str, Text] = {"list": plain.say(node.source)}
        rule = inner.say(node.rule) if node.rule is not None else None
        parts["rule"] = rule or Text("")
        parts["where"] = Text("") if rule is None else say("（其中{a}）", " where {a}", a=rule)
        parts["value"] = inner.say(node.value) if node.value is not None else Text("")
        parts["cut"] = plain.say(node.cut) if node.cut is not None else Text("")
        return self.filled(pattern, **parts)


SPEAKERS: dict[type, Callable[[Speaker, Any, Type | None], Text]] = {
    Literal: Speaker.literal,
    Name: Speaker.name,
    Parameter: Speaker.parameter,
    Negation: Speaker.negation,
    Junction: Speaker.junction,
    Comparison: Speaker.comparison,
    Between: Speaker.between,
    Within: Speaker.within,
    Arithmetic: Speaker.arithmetic,
    Choice: Speaker.choice,
    Call: Speaker.call,
    Quantifier: Speaker.quantifier,
}


def describe(tree: Node, naming: Naming) -> Text:
    """The rule in words, without values: for guides, at-a-glance boxes and the register."""
    return Speaker(naming).say(tree)
