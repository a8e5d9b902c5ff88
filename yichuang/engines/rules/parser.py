"""Reads the text of a rule into its tree (recursive descent); every fault has its place, expectation, nearest name."""

from __future__ import annotations

from functools import lru_cache

from yichuang.base.text import Text
from yichuang.engines.rules.functions import CALLS, FUNCTIONS, QUANTIFIERS
from yichuang.engines.rules.lexer import Word, lowercase_keyword, words_of
from yichuang.engines.rules.literals import literal_of
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
)
from yichuang.engines.values import INTEGER, RESERVED, YES_NO, Fault, Type, nearest, read_literal

DEEPEST = 60
LONGEST = 20_000
SIGNS = ("=", "<>", "<", "<=", ">", ">=")


@lru_cache(maxsize=8192)
def parse_rule(text: str) -> Node:
    """The tree of a rule or expression. Raises Fault."""
    if len(text) > LONGEST:
        raise Fault(Text("规则过长", "the rule is too long"), LONGEST)
    try:
        reader = _Parser(words_of(text))
        node = reader.rule()
        reader.finish()
    except Fault as fault:
        before = text[: fault.position]
        fault.line = 1 + before.count("\n")
        raise
    return node


def parse_value(text: str, type_: Type) -> Node:
    """The tree of a slot that takes a value: a literal of `type_`, or `=` and an expression. Raises Fault."""
    if text.lstrip().startswith("="):
        start = text.index("=") + 1
        try:
            return parse_rule(text[start:])
        except Fault as fault:
            raise fault.moved(start) from None
    return Literal(read_literal(text, type_), type_.free(), 0, len(text))


class _Parser:
    def __init__(self, words: list[Word]) -> None:
        self.words = words
        self.place = 0
        self.depth = 0

    @property
    def word(self) -> Word:
        return self.words[self.place]

    def take(self) -> Word:
        word = self.word
        self.place += 1
        return word

    def saw(self, *texts: str) -> Word | None:
        """Takes the next word if it is one of these keywords or signs."""
        if self.word.kind in ("keyword", "sign") and self.word.text in texts:
            return self.take()
        return None

    def need(self, text: str) -> Word:
        found = self.saw(text)
        if found is None:
            raise self.unexpected(text)
        return found

    def unexpected(self, expected: str) -> Fault:
        word = self.word
        shown = Text("规则到此结束", "the rule ends here")
        if word.kind != "end":
            shown = Text(f"此处不能写“{word.text}”", f"{word.text!r} cannot stand here")
        meant = lowercase_keyword(word)
        return Fault(
            shown, word.at, Text(expected, expected), meant or nearest(word.text, expected.split())
        )

    def finish(self) -> None:
        if self.word.kind == "end":
            return
        if self.word.text in ("IS", "LIKE"):
            raise self.refused()
        raise self.unexpected("AND OR + - * / = <> < <= > >= IN BETWEEN")

    def refused(self) -> Fault:
        word = self.word
        if word.text == "LIKE":
            return Fault(
                Text("不支持 LIKE", "LIKE is not part of the language"), word.at, None, "IN"
            )
        use = Text("is_none(x)（没有）或 is_known(x)（已知）", "is_none(x) or is_known(x)")
        return Fault(
            Text(
                "不接受 IS NULL：未知与没有是两回事",
                "IS NULL is refused: unknown and none are two things",
            ),
            word.at,
            use,
            "is_none",
        )

    def rule(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Fault(Text("嵌套过深", "too deeply nested"), self.word.at)
        node = self.joined("OR")
        self.depth -= 1
        return node

    def joined(self, word: str) -> Node:
        below = self.negated if word == "AND" else lambda: self.joined("AND")
        start = self.word.at
        operands = [below()]
        while self.saw(word):
            operands.append(below())
        if len(operands) == 1:
            return operands[0]
        return Junction(word, _flat(word, operands), start, self.last_end())

    def last_end(self) -> int:
        return self.words[self.place - 1].end

    def negated(self) -> Node:
        start = self.word.at
        flips = 0
        while self.saw("NOT"):
            flips += 1
        node = self.compared()
        for _ in range(flips):
            node = Negation(node, start, self.last_end())
        return node

    def compared(self) -> Node:
        start = self.word.at
        left = self.sum()
        if sign := self.saw(*SIGNS):
            right = self.sum()
            if self.word.text in SIGNS:
                raise Fault(
                    Text("比较不能连写", "comparisons are not chained"),
                    self.word.at,
                    Text("x BETWEEN a AND b", "x BETWEEN a AND b"),
                    "AND",
                )
            return Comparison(sign.text, left, right, start, self.last_end())
        if self.word.text == "IS" and self.word.kind == "keyword":
            raise self.refused()
        flipped = self.saw("NOT")
        node = self.ranged(left, start)
        if node is None:
            if flipped:
                raise self.unexpected("IN BETWEEN")
            return left
        return Negation(node, start, self.last_end()) if flipped else node

    def ranged(self, left: Node, start: int) -> Node | None:
        if self.saw("BETWEEN"):
            low = self.sum()
            self.need("AND")
            return Between(left, low, self.sum(), start, self.last_end())
        if self.saw("IN"):
            self.need("(")
            options = [self.sum()]
            while self.saw(","):
                options.append(self.sum())
            self.need(")")
            return Within(left, tuple(options), start, self.last_end())
        return None

    def sum(self) -> Node:
        start = self.word.at
        node = self.product()
        while sign := self.saw("+", "-"):
            node = Arithmetic(sign.text, node, self.product(), start, self.last_end())
        return node

    def product(self) -> Node:
        start = self.word.at
        node = self.unary()
        while sign := self.saw("*", "/"):
            node = Arithmetic(sign.text, node, self.unary(), start, self.last_end())
        return node

    def unary(self) -> Node:
        sign = self.saw("-")
        if sign is None:
            return self.primary()
        if self.word.kind == "number":
            return literal_of(self.take(), negative=True)
        return Arithmetic(
            "*", Literal(-1, INTEGER, sign.at, sign.end), self.unary(), sign.at, self.last_end()
        )

    def primary(self) -> Node:
        word = self.word
        if word.kind in ("number", "text", "day"):
            return literal_of(self.take())
        if word.kind == "parameter":
            self.take()
            return Parameter(word.text[1:], word.at, word.end)
        if word.kind == "name":
            return self.named()
        if self.saw("("):
            node = self.rule()
            self.need(")")
            return node
        if self.saw("TRUE", "FALSE"):
            return Literal(word.text == "TRUE", YES_NO, word.at, word.end)
        if self.saw("CASE"):
            return self.case(word.at)
        if word.text == "NULL":
            raise Fault(
                Text("不能写 NULL", "NULL cannot be written"),
                word.at,
                Text("is_none(x) 或 is_known(x)", "is_none(x) or is_known(x)"),
                "is_none",
            )
        raise self.unexpected(
            "名称、数值、:参数、( 或函数 / name, value, :parameter, ( or function"
        )

    def case(self, start: int) -> Node:
        branches = []
        self.depth += 1
        while self.saw("WHEN"):
            condition = self.rule()
            self.need("THEN")
            branches.append((condition, self.rule()))
        if not branches:
            raise self.unexpected("WHEN")
        otherwise = self.rule() if self.saw("ELSE") else None
        self.need("END")
        self.depth -= 1
        return Choice(tuple(branches), otherwise, start, self.last_end())

    def named(self) -> Node:
        first = self.take()
        if self.word.text == "(" and self.word.kind == "sign":
            return self.function(first)
        if lowercase_keyword(first) and self.word.text != ".":
            raise Fault(
                Text(f"“{first.text}”须大写", f"{first.text!r} is written in capitals"),
                first.at,
                None,
                lowercase_keyword(first),
            )
        parts = [first.text]
        while self.saw("."):
            if self.word.kind not in ("name", "keyword"):
                raise self.unexpected("名称 / name")
            parts.append(self.take().text)
        if len(parts) == 1 and first.text in RESERVED:
            raise _reserved(first)
        return Name(tuple(parts), first.at, self.last_end())

    def function(self, word: Word) -> Node:
        name = word.text
        if name not in FUNCTIONS:
            raise Fault(
                Text(f"没有函数 {name}", f"no function {name}"),
                word.at,
                Text("函数名", "a function"),
                nearest(name, FUNCTIONS)
                or nearest(name.lower(), FUNCTIONS)
                or nearest(name.upper(), FUNCTIONS),
            )
        self.need("(")
        return self.quantifier(word) if name in QUANTIFIERS else self.call(word)

    def call(self, word: Word) -> Node:
        arguments = [self.rule()]
        while self.saw(","):
            arguments.append(self.rule())
        least, most = CALLS[word.text]
        if len(arguments) < least or (most is not None and len(arguments) > most):
            count = str(least) if least == most else f"{least}+"
            raise Fault(
                Text(f"{word.text} 的参数个数不对", f"{word.text} takes {count} arguments"),
                word.at,
                Text(f"{count} 个参数", f"{count} arguments"),
            )
        self.need(")")
        return Call(word.text, tuple(arguments), word.at, self.last_end())

    def quantifier(self, word: Word) -> Node:
        variable = self.take()
        if variable.kind != "name" or variable.text in RESERVED or self.word.text != "in":
            raise Fault(
                Text(
                    f"{word.text} 须写作 {word.text}(v in 清单, …)",
                    f"{word.text} is written v in LIST, ...",
                ),
                variable.at,
                Text("v in 清单", "v in LIST"),
            )
        self.take()
        source = self.sum()
        parts: dict[str, Node] = {}
        for slot in QUANTIFIERS[word.text]:
            if slot.endswith("?"):
                if self.saw(","):
                    parts[slot[:-1]] = self.rule()
            else:
                self.need(",")
                parts[slot] = self.rule()
        self.need(")")
        return Quantifier(
            word.text,
            variable.text,
            source,
            parts.get("value"),
            parts.get("rule"),
            parts.get("cut"),
            word.at,
            self.last_end(),
        )


def _flat(word: str, operands: list[Node]) -> tuple[Node, ...]:
    """One level for `a AND (b AND c)`: fewer steps, the same meaning."""
    flat: list[Node] = []
    for operand in operands:
        flat.extend(
            operand.operands
            if isinstance(operand, Junction) and operand.word == word
            else (operand,)
        )
    return tuple(flat)


def _reserved(word: Word) -> Fault:
    uses = {"none": "is_none(x)", "unknown": "is_known(x)", "yes": "x", "no": "NOT x"}
    use = uses.get(word.text, "")
    return Fault(
        Text(f"“{word.text}”是保留字，不能当名称", f"{word.text!r} is reserved and no name"),
        word.at,
        Text(use, use) if use else None,
        use,
    )
