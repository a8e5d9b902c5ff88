"""The walls that import-linter cannot express, as functions from a tree of files to sentences."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import (
    ROOT,
    Import,
    Source,
    imports_of,
    module_names,
    place,
    room_of,
    sources,
)

FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "services", "manager", "core"}
# Their modules are doors themselves: one foreign system, one journey, one small word a file.
OPEN_ROOMS = {"yichuang.base", "yichuang.outside", "yichuang.journeys", "yichuang.console"}
KNOWS_EVERYONE = {"yichuang.config"}
# The doors themselves, and what starts them: a command runs the worker, the demo runs all of it.
ROOF = {f"yichuang.{room}" for room in ("web", "api", "batch", "reactions", "demo")}
STARTS_THEM = {"yichuang.console", "yichuang.demo"}
INNER = {"models", "actions", "queries", "logic"}


def is_door(source: Source, room: str, rest: list[str]) -> bool:
    """Whether `source`, in another room, may enter `room` by the module path `rest` inside it."""
    if room in OPEN_ROOMS:
        return True
    if room.startswith("yichuang.engines"):
        return not rest or source.module.startswith("yichuang.engines")
    if not rest:
        return False
    first = rest[0]
    if first in {"api", "events", "contracts"} or first.endswith("_contracts"):
        return True
    here = room_of(source.module)
    if here in KNOWS_EVERYONE:
        # addresses, tables of reactions, node kinds: what is wired, never what lies within
        return first not in INNER
    if here in STARTS_THEM and room in ROOF:
        return first not in INNER
    # a bench makes its cases as tests do, through the doors for tests
    makes = source.is_test or source.module.startswith("bench.")
    if makes and (first == "testing" or room in KNOWS_EVERYONE):
        return True
    if here == "yichuang.packs" and first == "section":
        return True
    return here == "yichuang.batch" and first == "exports"


def faulty_doors(root: Path = ROOT) -> Iterator[str]:
    """Imports that enter a room other than by its door."""
    modules = module_names(root)
    for source in sources(root):
        for found in imports_of(source, modules):
            room = room_of(found.target)
            if room is None or room == room_of(source.module) or room not in modules:
                continue
            rest = found.target.split(".")[room.count(".") + 1 :]
            if not is_door(source, room, rest):
                yield f"{place(source.path, root)}:{found.line}: {found.target} is not a door of {room}"


def _sibling_faults(root: Path, parent: str, shared: str) -> Iterator[str]:
    modules = module_names(root)
    depth = parent.count(".") + 1
    for source in sources(root):
        parts = source.module.split(".")
        if not source.module.startswith(f"{parent}.") or parts[depth] == shared:
            continue
        # a file at the room's own level (urls, middleware) may know all of its parts
        if (
            parent == "yichuang.web"
            and len(parts) == depth + 1
            and source.path.name != "__init__.py"
        ):
            continue
        for found in imports_of(source, modules):
            target = found.target.split(".")
            if found.target.startswith(f"{parent}.") and target[depth] not in {
                parts[depth],
                shared,
            }:
                folder = root.joinpath(*target[: depth + 1])
                if parent == "yichuang.journeys" or folder.is_dir():
                    yield f"{place(source.path, root)}:{found.line}: {found.target}: use {parent}.{shared}"


def faulty_siblings(root: Path = ROOT) -> Iterator[str]:
    """Journeys that use one another, audiences of the web that use one another."""
    yield from _sibling_faults(root, "yichuang.journeys", "steps")
    yield from _sibling_faults(root, "yichuang.web", "parts")


def forbidden_names(root: Path = ROOT) -> Iterator[str]:
    """Files and folders with a name that says nothing."""
    for source in sources(root):
        for part in source.module.split("."):
            if part in FORBIDDEN_NAMES:
                yield f"{place(source.path, root)}: the name {part} says nothing"


def _is_signal(found: Import) -> bool:
    if found.target.startswith("django.dispatch"):
        return True
    if not found.target.startswith(("django.db.models.signals", "django.core.signals")):
        return False
    # append-only triggers are laid again after every migration; nothing else may listen
    return set(found.names) != {"post_migrate"}


def hidden_ways(root: Path = ROOT) -> Iterator[str]:
    """Ways around the doors: signals, and tables fetched by name."""
    modules = module_names(root)
    for source in sources(root):
        if source.is_migration or not source.module.startswith("yichuang"):
            continue
        for found in imports_of(source, modules):
            if _is_signal(found):
                yield f"{place(source.path, root)}:{found.line}: Django signals hide who calls whom"
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Attribute) and node.attr == "get_model":
                yield f"{place(source.path, root)}:{node.lineno}: get_model goes around the door"


# h07, h07_foreign_talent, H07.1: how folders and clauses of measures are named
_MEASURE = re.compile(r"(?<![A-Za-z0-9])[PHWCphwc]\d{2}(?:[._][a-z0-9_]+)?(?![A-Za-z0-9])")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def named_measures(root: Path = ROOT) -> Iterator[str]:
    """Texts in code that name a measure: what one measure needs is an ability for all, or data."""
    for source in sources(root):
        # the demonstration tells the stories of measures, and has to name them
        if source.is_test or not source.module.startswith("yichuang.") or "demo" in source.module:
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found = _MEASURE.search(node.value)
                # words for people may give an example
                if (
                    found
                    and not _CHINESE.search(node.value)
                    and not _is_docstring(source.tree, node)
                ):
                    yield f"{place(source.path, root)}:{node.lineno}: code names {found[0]}"


def _is_docstring(tree: ast.Module, constant: ast.Constant) -> bool:
    return any(isinstance(node, ast.Expr) and node.value is constant for node in ast.walk(tree))
