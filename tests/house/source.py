"""The source as the house tests see it: files, modules, imports, which room a module is in."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDERS = ("yichuang", "tests", "bench", "tools")


@dataclass(frozen=True, slots=True)
class Source:
    """A Python file with its dotted name."""

    path: Path
    module: str

    @property
    def text(self) -> str:
        """What is written in it."""
        return self.path.read_text("utf-8")

    @property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return parsed(self.path)

    @property
    def is_test(self) -> bool:
        """True for what only tests load."""
        parts = self.module.split(".")
        return "tests" in parts or parts[-1] in {"testing", "conftest"}

    @property
    def is_migration(self) -> bool:
        """True for files that Django writes."""
        return "migrations" in self.module.split(".")


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file, read once."""
    return ast.parse(path.read_text("utf-8"), str(path))


@cache
def sources(root: Path = ROOT) -> tuple[Source, ...]:
    """All Python files of the project below `root`."""
    found = []
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            parts = list(path.relative_to(root).with_suffix("").parts)
            if parts[-1] == "__init__":
                parts.pop()
            found.append(Source(path, ".".join(parts)))
    return tuple(found)


def assert_none(faults: Iterable[str]) -> None:
    """Fails with every fault on a line of its own."""
    found = sorted(faults)
    assert not found, "\n".join(["", *found])


def place(path: Path, root: Path = ROOT) -> str:
    """The file as people write it, relative to the project."""
    return path.relative_to(root).as_posix()


@dataclass(frozen=True, slots=True)
class Import:
    """One imported module, resolved as far as the files tell: `from a import b` is a.b if that is a file."""

    line: int
    target: str
    names: tuple[str, ...]


@cache
def imports_of(source: Source, modules: frozenset[str]) -> tuple[Import, ...]:
    """All imports of a file, those inside functions and behind TYPE_CHECKING included."""
    return tuple(_imports_of(source, modules))


def _imports_of(source: Source, modules: frozenset[str]) -> Iterator[Import]:
    package = source.module.split(".")
    if source.path.name != "__init__.py":
        package = package[:-1]
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(node.lineno, alias.name, ())
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                up = package[: len(package) - node.level + 1]
                base = ".".join([*up, base] if base else up)
            plain = []
            for alias in node.names:
                if f"{base}.{alias.name}" in modules:
                    yield Import(node.lineno, f"{base}.{alias.name}", ())
                else:
                    plain.append(alias.name)
            if plain:
                yield Import(node.lineno, base, tuple(plain))


def room_of(module: str) -> str | None:
    """The room a module is in, e.g. yichuang.kernel.trail; None outside the package."""
    parts = module.split(".")
    if parts[0] != "yichuang" or len(parts) < 2:
        return None
    depth = 3 if parts[1] in {"kernel", "blocks", "engines"} else 2
    return ".".join(parts[:depth])


@cache
def module_names(root: Path = ROOT) -> frozenset[str]:
    """The dotted names of all modules."""
    return frozenset(source.module for source in sources(root))
