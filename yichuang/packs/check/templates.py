"""Templates of papers: every name in them is data of the item, a part of the paper, or a variable of a loop."""

from __future__ import annotations

import re

from yichuang.base.text import Text
from yichuang.kernel.catalogue.section import World
from yichuang.packs.check.context import Context, Pack
from yichuang.packs.check.scope import PlaceScope, pack_scope
from yichuang.packs.faults import Located

TAG = re.compile(r"\{\{\s*(?P<show>[^}]*?)\s*\}\}|\{%\s*(?P<tag>\w+)\s*(?P<rest>[^%]*?)\s*%\}")
NAME = re.compile(r"[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*\Z")
WORD = re.compile(r"'[^']*'|\"[^\"]*\"|[A-Za-z_][\w.]*")
OPERATORS = frozenset("and or not in is if else none true false loop".split())
ALLOWED_TAGS = frozenset("if elif else endif for endfor".split())
OF_PAPER = frozenset(
    (
        "number zh en name issued_on issued_at valid_until reasons contents version difference signatures grounds "
        "basis qr holder"
    ).split()
)
FREE = frozenset({"remedy", "contact", "loop", "findings"})
SHOWN = frozenset({"zh", "en", "explained", "amount_explained", "line", "lines"})


def check_templates(context: Context, world: World) -> None:
    """All templates of all packs; templates that no paper or material names are faults too."""
    for pack in context.packs.values():
        scope = pack_scope(world, pack.key)
        used = {t for i in pack.content.items.values() for t in _used(i)}
        used |= _used_by_policies(pack)
        for name, text in pack.source.templates.items():
            at = pack.source.at(name)
            _Template(context, scope, pack, at).run(text)
            if name not in used:
                context.faults.add(
                    at,
                    "unused_template",
                    Text("模板没有用到", "no paper uses the template"),
                    expected="template:",
                )


def _used(item: object) -> set[str]:
    papers = [*getattr(item, "papers", {}).values(), *getattr(item, "materials", {}).values()]
    return {p.template for p in papers if p.template}


def _used_by_policies(pack: Pack) -> set[str]:
    return {
        str(m["template"])
        for p in pack.section("policies").values()
        if isinstance(p, dict)
        for m in (p.get("materials") or {}).values()
        if isinstance(m, dict) and "template" in m
    }


class _Template:
    def __init__(self, context: Context, scope: PlaceScope, pack: Pack, at: Located) -> None:
        self.context = context
        self.scope = scope
        self.pack = pack
        self.file = at.file
        self.bound: list[str] = []

    def run(self, text: str) -> None:
        for number, line in enumerate(text.splitlines(), 1):
            for found in TAG.finditer(line):
                at = Located(self.file, number, found.start() + 1)
                if found.group("show") is not None:
                    self.name(found.group("show").partition("|")[0].strip(), at)
                else:
                    self.tag(found.group("tag"), found.group("rest"), at)

    def tag(self, tag: str, rest: str, at: Located) -> None:
        if tag not in ALLOWED_TAGS:
            self.context.faults.add(
                at,
                "template_tag",
                Text(f"模板不能用 {tag}", f"a template has no {tag}"),
                expected=" | ".join(sorted(ALLOWED_TAGS)),
            )
        elif tag == "for":
            variable, _, source = (p.strip() for p in rest.partition(" in "))
            self.name(source.partition("|")[0].strip(), at)
            self.bound.append(variable)
        elif tag in ("if", "elif"):
            for word in WORD.findall(rest):
                if word[0] not in "'\"" and word not in OPERATORS:
                    self.name(word, at)

    def name(self, name: str, at: Located) -> None:
        """One dotted name; `.zh` and `.en` show a value in words."""
        first, *rest = name.split(".")
        if (
            first in self.bound
            or (first == "paper" and (not rest or rest[0] in OF_PAPER))
            or first in FREE
        ):
            return
        if first == "parameters" and self.scope.parameter(".".join(rest)) is not None:
            return
        path = tuple(name.split("."))
        while len(path) > 1 and path[-1] in SHOWN and self.scope.type_of(path) is None:
            path = path[:-1]
        if not NAME.match(name) or self.scope.type_of(path) is None:
            self.context.faults.add(
                at,
                "template_name",
                Text(f"模板里的 {name} 没有数据", f"the template names {name}, which is no datum"),
                expected="a name of the dictionary, of the pack, or paper.number ...",
                name=name,
                names=self.scope.names(),
                link="paper",
            )
