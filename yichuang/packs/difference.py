"""What changed between two versions of a pack, in plain words, place by place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from yichuang.base.text import Text
from yichuang.packs.faults import Faults
from yichuang.packs.source import Source, load_source
from yichuang.packs.tree import Block, Branch, Scalar


def diff_packs(before: Path, after: Path) -> tuple[Text, ...]:
    """One sentence for each thing that differs between two folders of packs."""
    faults = Faults()
    old, new = load_source(before, faults), load_source(after, faults)
    return tuple(_files(old, new))


def _files(old: Source, new: Source) -> Iterator[Text]:
    for name in sorted({*old.files, *new.files}):
        if name not in new.files:
            yield Text(f"去掉 {name}", f"{name} was taken out")
        elif name not in old.files:
            yield Text(f"新增 {name}", f"{name} was added")
        else:
            yield from _differ(old.files[name].root, new.files[name].root, name)
    for kind in ("templates", "texts"):
        one, other = getattr(old, kind), getattr(new, kind)
        for name in sorted({*one, *other}):
            if one.get(name) != other.get(name):
                yield Text(f"{name} 有改动", f"{name} changed")
    for name in sorted({*old.sheets, *new.sheets}):
        yield from _rows(old, new, name)


def _differ(old: Branch, new: Branch, at: str) -> Iterator[Text]:
    if isinstance(old, Block) and isinstance(new, Block):
        title = new.text("zh") or old.text("zh")
        for key in dict.fromkeys([*old.entries, *new.entries]):
            place = f"{at} {title and f'“{title}”'} {key}".replace("  ", " ")
            if key not in new:
                yield Text(f"{place} 删去", f"{place} was taken out")
            elif key not in old:
                yield Text(
                    f"{place} 新增：{_shown(new.entries[key])}",
                    f"{place} was added: {_shown(new.entries[key])}",
                )
            else:
                yield from _differ(old.entries[key], new.entries[key], place)
    elif _shown(old) != _shown(new):
        yield Text(f"{at} {_shown(old)} → {_shown(new)}", f"{at}: {_shown(old)} → {_shown(new)}")


def _shown(branch: Branch) -> str:
    if isinstance(branch, Scalar):
        return branch.text
    if isinstance(branch, Block):
        return branch.text("zh") or ", ".join(branch.entries)
    return ", ".join(_shown(item) for item in branch.items)


def _rows(old: Source, new: Source, name: str) -> Iterator[Text]:
    rows = [
        {tuple(r.cells.items()) for r in s.sheets[name].rows} if name in s.sheets else set()
        for s in (old, new)
    ]
    for cells in sorted(rows[0] - rows[1]):
        words = ",".join(v for _, v in cells if v)
        yield Text(f"{name} 去掉一行：{words}", f"{name} lost the row {words}")
    for cells in sorted(rows[1] - rows[0]):
        words = ",".join(v for _, v in cells if v)
        yield Text(f"{name} 新增一行：{words}", f"{name} gained the row {words}")
