"""A folder of measures as written: every file loaded with places, nothing checked but its form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from yichuang.base.text import Text
from yichuang.packs.csv_file import Sheet, read_sheet
from yichuang.packs.faults import Faults, Located
from yichuang.packs.grammar.all import GRAMMAR, Grammar
from yichuang.packs.load_yaml import load_yaml
from yichuang.packs.tree import Block

DICTIONARY = "dictionary"
NOTICE = "notice.zh.txt"


@dataclass(slots=True)
class SourceFile:
    """One YAML file: its folder inside the pack, the place that its root is, and what it holds."""

    name: str
    folder: str
    place: str
    root: Block


@dataclass(slots=True)
class Source:
    """One pack (or the dictionary) as written. `files` are named by their path inside it."""

    key: str
    path: Path
    label: str
    files: dict[str, SourceFile] = field(default_factory=dict)
    sheets: dict[str, Sheet] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    templates: dict[str, str] = field(default_factory=dict)

    def at(self, name: str) -> Located:
        """The beginning of a file of the pack."""
        return Located(f"{self.label}/{name}")

    def folder(self, *names: str) -> Iterator[SourceFile]:
        """The files of these folders, in the order of their names."""
        return (f for f in self.files.values() if f.folder in names)

    @property
    def measure(self) -> Block:
        """What measure.yaml holds."""
        found = self.files.get("measure.yaml")
        return found.root if found else Block(f"{self.label}/measure.yaml", 1, 1)


@dataclass(slots=True)
class Sources:
    """The dictionary and all packs below one root, with the notice's own text."""

    root: Path
    dictionary: Source
    packs: dict[str, Source]
    notice: str


def load_sources(root: Path, faults: Faults, grammar: Grammar = GRAMMAR) -> Sources:
    """Everything below `root` (measures/), read once."""
    folders = sorted(p for p in root.iterdir() if (p / "measure.yaml").exists())
    packs = {p.name: load_source(p, faults, grammar) for p in folders}
    dictionary = load_source(root / DICTIONARY, faults, grammar)
    notice = root / NOTICE
    return Sources(root, dictionary, packs, notice.read_text("utf-8") if notice.exists() else "")


def load_source(path: Path, faults: Faults, grammar: Grammar = GRAMMAR) -> Source:
    """One folder, read once."""
    source = Source(path.name, path, f"{path.parent.name}/{path.name}")
    for file in sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith(".")):
        _load(source, file, faults, grammar)
    return source


def _load(source: Source, file: Path, faults: Faults, grammar: Grammar) -> None:
    name = file.relative_to(source.path).as_posix()
    label = f"{source.label}/{name}"
    folder = name.rpartition("/")[0]
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.add(Located(label), "encoding", Text("不是 UTF-8", f"not UTF-8: {error.reason}"))
        return
    if file.suffix == ".csv":
        source.sheets[name] = read_sheet(text, label, faults)
    elif file.suffix == ".yaml":
        root = load_yaml(text, label, faults)
        place = _place(source, name, folder, root, grammar)
        source.files[name] = SourceFile(name, folder, place, root)
        if not place and root.entries:
            said = Text("不知道这个文件说的是什么", "the language has no such file")
            known = " | ".join(f"{f}/" for f in grammar.folders)
            faults.add(
                Located(label), "folder", said, expected=known, name=folder, names=grammar.folders
            )
    elif file.suffix == ".html":
        source.templates[name] = text
    elif file.suffix == ".md":
        source.texts[name] = text
    else:
        kinds = "yaml, csv, html, md"
        faults.add(
            Located(label),
            "file",
            Text("包里不放这类文件", "no such file belongs in a pack"),
            expected=kinds,
        )


def _place(source: Source, name: str, folder: str, root: Block, grammar: Grammar) -> str:
    if name == "measure.yaml":
        return "measure"
    if source.key == DICTIONARY and not folder:
        return {"codes.yaml": "codes", "tables.yaml": "table_list"}.get(name, "subject")
    return grammar.root(folder, root.entries)
