"""Reads the YAML of packs through libyaml's events: text with line and column, nothing resolved, nothing clever."""

from __future__ import annotations

from typing import Any

import yaml

from yichuang.base.text import Text
from yichuang.packs.faults import Faults, Located
from yichuang.packs.tree import Block, Branch, Scalar, Series

PLAIN_TEXT = "plain text"


def load_yaml(text: str, file: str, faults: Faults) -> Block:
    """The map that `text` holds (empty where it cannot be read); refusals go to `faults`."""
    empty = Block(file, 1, 1)
    if "\t" in text:
        _tabs(text, file, faults)
    loader: Any = yaml.CBaseLoader(text)
    try:
        root = _Reader(loader, file, faults).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = Located(file, mark.line + 1 if mark else 1, mark.column + 1 if mark else 1)
        faults.add(at, "yaml", Text("不是有效的 YAML", f"not YAML: {error.problem}"))
        return empty
    finally:
        loader.dispose()
    if root is None:
        return empty
    if not isinstance(root, Block):
        faults.add(
            root.at, "shape", Text("文件须是映射", "the file must be a map"), expected="key: value"
        )
        return empty
    return root


def _tabs(text: str, file: str, faults: Faults) -> None:
    for number, line in enumerate(text.splitlines(), 1):
        if "\t" in line:
            at = Located(file, number, line.index("\t") + 1)
            faults.add(at, "tab", Text("不能用制表符", "a tab"), expected="spaces")


class _Reader:
    """One pass over the events of one file."""

    def __init__(self, loader: Any, file: str, faults: Faults) -> None:
        self.next = loader.get_event
        self.file = file
        self.faults = faults

    def document(self) -> Branch | None:
        """The one document of the file, None where it is empty."""
        root: Branch | None = None
        while True:
            event = self.next()
            kind = type(event)
            if kind is yaml.StreamEndEvent:
                return root
            if kind is yaml.DocumentStartEvent:
                if root is not None:
                    at = Located(self.file, event.start_mark.line + 1, 1)
                    self.faults.add(
                        at, "documents", Text("一个文件只能有一份文档", "a second document")
                    )
                root = self.branch(self.next())

    def branch(self, event: Any) -> Branch:
        """What the event begins."""
        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        kind = type(event)
        if kind is yaml.AliasEvent:
            self.refuse(line, column, "别名", "an alias")
            return Scalar("", self.file, line, column)
        if event.anchor is not None:
            self.refuse(line, column, "锚点", "an anchor")
        if event.tag is not None and event.tag != "!":
            self.refuse(line, column, "标签", "a tag")
        if kind is yaml.ScalarEvent:
            quoted = event.style in ("'", '"')
            inset = 1 if quoted else 0
            return Scalar(event.value, self.file, line, column + inset, quoted)
        if kind is yaml.SequenceStartEvent:
            return self.series(Series(self.file, line, column, flow=bool(event.flow_style)))
        return self.block(Block(self.file, line, column, flow=bool(event.flow_style)))

    def series(self, found: Series) -> Series:
        """The rest of a list."""
        while type(event := self.next()) is not yaml.SequenceEndEvent:
            found.items.append(self.branch(event))
        return found

    def block(self, found: Block) -> Block:
        """The rest of a map."""
        if found.flow:
            self.faults.add(
                found.at,
                "flow_map",
                Text("不能写成花括号", "a map inside { }"),
                expected="one key a line",
            )
        while type(event := self.next()) is not yaml.MappingEndEvent:
            key = self.branch(event)
            value = self.branch(self.next())
            self.enter(found, key, value)
        return found

    def enter(self, found: Block, key: Branch, value: Branch) -> None:
        """One entry of a map, unless its key cannot be one."""
        if not isinstance(key, Scalar):
            self.faults.add(
                key.at, "key", Text("键须是文字", "a key that is not text"), expected=PLAIN_TEXT
            )
        elif key.text == "<<":
            self.refuse(key.line, key.column, "合并键", "a merge key")
        elif key.text in found.entries:
            self.faults.add(
                key.at, "twice", Text(f"键 {key.text} 重复", f"key {key.text} stands twice"),
                expected=f"one (the first is on line {found.keys[key.text].line})",
            )  # fmt: skip
        else:
            found.entries[key.text] = value
            found.keys[key.text] = key

    def refuse(self, line: int, column: int, zh: str, en: str) -> None:
        """Something of YAML that the language of packs does without."""
        at = Located(self.file, line, column)
        self.faults.add(at, "yaml_feature", Text(f"不能用{zh}", en), expected=PLAIN_TEXT)
