"""Reads a CSV of a pack with the line of every row; a cell keeps its text as written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from yichuang.base.text import Text
from yichuang.packs.faults import Faults, Located


class Reader(Protocol):
    """What the csv module's reader is."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...


@dataclass(frozen=True, slots=True)
class Line:
    """One row: where it begins and its cells by column."""

    line: int
    cells: dict[str, str]


@dataclass(slots=True)
class Sheet:
    """A CSV: its columns and rows. `text` is what was read, without byte order mark."""

    file: str
    text: str
    header: tuple[str, ...] = ()
    rows: list[Line] = field(default_factory=list)

    def at(self, line: int = 1, column: str = "") -> Located:
        """The place of a row, or of a column in the header (counted in cells)."""
        return Located(
            self.file, line, self.header.index(column) + 1 if column in self.header else 1
        )


def read_sheet(text: str, file: str, faults: Faults) -> Sheet:
    """The rows of `text`; rows of another width, doubled columns and comment lines are faults."""
    sheet = Sheet(file, text)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        _rows(reader, sheet, faults)
    except csv.Error as error:
        faults.add(
            Located(file, reader.line_num), "csv", Text("不是有效的 CSV", f"not CSV: {error}")
        )
    return sheet


def _rows(reader: Reader, sheet: Sheet, faults: Faults) -> None:
    begins = 1
    for cells in reader:
        line, begins = begins, reader.line_num + 1
        if not any(c.strip() for c in cells):
            continue
        if cells[0].lstrip().startswith("#"):
            faults.add(
                Located(sheet.file, line),
                "csv",
                Text("CSV 不写注释", "a comment line"),
                expected="a plain CSV",
            )
        elif not sheet.header:
            sheet.header = tuple(c.strip() for c in cells)
            _header(sheet, line, faults)
        elif len(cells) != len(sheet.header):
            faults.add(
                Located(sheet.file, line), "csv",
                Text(f"本行 {len(cells)} 格", f"the row has {len(cells)} cells"), expected=str(len(sheet.header)),
            )  # fmt: skip
        else:
            sheet.rows.append(
                Line(line, dict(zip(sheet.header, (c.strip() for c in cells), strict=True)))
            )


def _header(sheet: Sheet, line: int, faults: Faults) -> None:
    for number, name in enumerate(sheet.header, 1):
        if not name or sheet.header.index(name) != number - 1:
            at = Located(sheet.file, line, number)
            faults.add(at, "csv", Text("列名为空或重复", "a column without name, or one twice"))
