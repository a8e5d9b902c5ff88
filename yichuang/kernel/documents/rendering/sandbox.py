"""Templates of packs: Django's language with `if` and `for` only, plain data, every unknown name found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextvars import ContextVar
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any, cast

from django.template import Context, Engine, Library, Template, TemplateSyntaxError, defaulttags
from django.template.base import Parser, Token, Variable, VariableNode
from django.utils.safestring import SafeString

from yichuang.base.errors import Problem
from yichuang.base.text import Text
from yichuang.kernel.facts.api import mask_middle, mask_name

ELEMENTS = frozenset(
    "article section header footer div span p br hr h1 h2 h3 h4 strong em b i u small sup sub ul ol li dl dt dd "
    "table caption thead tbody tfoot tr th td time".split()
)
ATTRIBUTES = frozenset(("class", "colspan", "rowspan", "scope", "lang", "datetime"))
INSIDE_TAG = re.compile(r"<[^>{]*\{[{%]")
MUSTACHE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
VOID = frozenset(("br", "hr"))

register = Library()
register.tag("if", defaulttags.do_if)


class _For(defaulttags.ForNode):
    """A loop that notes a list nobody has given: Django would take it for an empty one."""

    def render(self, context: Context) -> SafeString:
        """The loop's text; the name is noted as any other."""
        if not isinstance(self.sequence, str):
            self.sequence.resolve(context)
        return SafeString(super().render(context))


@register.tag("for")
def _loop(parser: Parser, token: Token) -> _For:
    node = defaulttags.do_for(parser, token)
    node.__class__ = _For
    return cast("_For", node)


@register.filter
def masked(value: object) -> str:
    """A name or number with its middle hidden."""
    text = str(value)
    return mask_middle(text) if text.isascii() and len(text) > 4 else mask_name(text)


class _Small(Engine):
    """An engine that knows nothing of the file system and of the usual tags and filters."""

    def get_template_builtins(self, builtins: list[str]) -> list[Library]:
        """Only this module's library."""
        return [register]


_missing: ContextVar[list[str]] = ContextVar("missing")


class _Missing(str):
    """Stands where a name has no value, and notes the name (Django formats it with the name)."""

    __slots__ = ()

    def __mod__(self, name: object) -> str:
        _missing.get().append(str(name))
        return "____"


ENGINE = _Small(string_if_invalid=_Missing("%s"))


class Faulty(Exception):
    """A template that cannot be used; `problems` says why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(p.message.en for p in problems))
        self.problems = problems


def render(
    text: str, data: Mapping[str, Any], *, autoescape: bool = True
) -> tuple[SafeString, tuple[str, ...]]:
    """The template with the data filled in, and the names that had no value. Raises Faulty for a template with faults.

    Data are plain: mappings, lists, text, whole numbers, yes and no; anything else is refused as a bug.
    """
    _plain(data)
    template = _compile(text)
    missing: list[str] = []
    token = _missing.set(missing)
    try:
        out = template.render(
            Context(dict(data), autoescape=autoescape, use_l10n=False, use_tz=False)
        )
    finally:
        _missing.reset(token)
    return out, tuple(dict.fromkeys(missing))


@lru_cache(maxsize=512)
def _compile(text: str) -> Template:
    try:
        template = Template(text, engine=ENGINE)
    except TemplateSyntaxError as fault:
        message = Text(f"模板有误：{fault}", f"the template has a fault: {fault}")
        raise Faulty((Problem("template", message, code="template"),)) from None
    problems = check_markup(text)
    if problems:
        raise Faulty(problems)
    return template


def check_template(text: str) -> tuple[Problem, ...]:
    """What is wrong with a template: tags, filters, elements or attributes that are not allowed."""
    try:
        _compile(text)
    except Faulty as fault:
        return fault.problems
    return ()


def names_read(text: str) -> frozenset[str]:
    """The dotted names that a template reads (loop variables left out). Raises Faulty."""
    template = _compile(text)
    read: set[str] = set()
    bound: set[str] = set()
    for node in template.nodelist.get_nodes_by_type(defaulttags.ForNode):
        if isinstance(node, defaulttags.ForNode):
            bound.update(node.loopvars)
            read.add(str(getattr(node.sequence, "var", node.sequence)))
    for variable in _variables(template):
        read.add(variable)
    return frozenset(
        n for n in read if n.partition(".")[0] not in bound | {"forloop", "True", "False", "None"}
    )


def _variables(template: Template) -> list[str]:
    found: list[str] = []
    for node in template.nodelist.get_nodes_by_type(VariableNode):
        variable = node.filter_expression.var if isinstance(node, VariableNode) else None
        if isinstance(variable, Variable) and variable.lookups:
            found.append(str(variable.var))
    return found


def _plain(value: Any) -> None:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise TypeError("data of a paper are named by text")
            _plain(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _plain(inner)
    elif not (value is None or isinstance(value, str | int)):
        raise TypeError(f"data of a paper are plain, not {type(value).__name__}")


class _Markup(HTMLParser):
    """Collects elements and attributes that a template may not have."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.problems: list[Problem] = []
        self.open: list[str] = []

    def say(self, zh: str, en: str) -> None:
        self.problems.append(Problem(f"template:{self.getpos()[0]}", Text(zh, en), code="markup"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            self.say(f"不能使用元素 <{tag}>", f"the element <{tag}> is not allowed")
        for name, _ in attrs:
            if name not in ATTRIBUTES:
                self.say(f"不能使用属性 {name}", f"the attribute {name} is not allowed")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.say(f"</{tag}> 没有对应的开头", f"</{tag}> closes nothing that is open")
        else:
            self.open.pop()

    def handle_comment(self, data: str) -> None:
        self.say("不能使用注释", "comments are not allowed")

    def handle_decl(self, decl: str) -> None:
        self.say("只写正文，不写文档声明", "write the body only, no declaration")


def check_markup(text: str) -> tuple[Problem, ...]:
    """What is wrong with a template's markup: only plain text elements, closed in order."""
    parser = _Markup()
    if INSIDE_TAG.search(text):
        parser.say("标签之内不能写变量", "no variable may stand inside a tag")
    parser.feed(MUSTACHE.sub("x", text))
    parser.close()
    if parser.open:
        parser.say(f"<{parser.open[-1]}> 没有关闭", f"<{parser.open[-1]}> is not closed")
    return tuple(parser.problems)
