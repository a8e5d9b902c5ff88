"""A decision table: a plain CSV whose header and cells are read into rules, with the place of every fault."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from yichuang.base.text import Text
from yichuang.engines.rules.cells import condition, result
from yichuang.engines.rules.parser import parse_rule
from yichuang.engines.rules.protocols import Scope
from yichuang.engines.rules.tree import Comparison, Junction, Literal, Name, Node, Path, names_of
from yichuang.engines.values import ANY, DATE, NONE, SHARE, TEXT, Fault, Type, nearest, read_literal

HITS = ("first", "last", "unique", "all", "sum", "slices")
NOTES = frozenset({"basis", "from", "until", "because_zh", "because_en", "group"})
PLAIN = frozenset({"zh", "en"})
COLUMN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*\Z")


@dataclass(frozen=True, slots=True)
class Declaration:
    """How a table is declared: its key, hit word, the day that picks rows, a rule for every row, key column, `of`."""

    name: str
    hits: str
    dated_by: str = ""
    also: str = ""
    key: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number (1 under the header), conditions by name, further rule, results and notes."""

    number: int
    cells: tuple[tuple[Path, Node], ...]
    rule: Node | None
    results: tuple[tuple[str, Node], ...]
    dates: tuple[Node, ...] = ()
    key: str = ""
    group: str = ""
    level: str = ""
    basis: str = ""
    because: Text = field(default_factory=lambda: Text(""))

    condition: Node | None = field(init=False, compare=False, default=None)

    def __post_init__(self) -> None:
        """Joins everything that must hold for the row to hit (None where it always does), once."""
        parts = [node for _, node in self.cells]
        parts += [] if self.rule is None else [self.rule]
        parts += list(self.dates)
        if parts:
            joined = parts[0] if len(parts) == 1 else Junction("AND", tuple(parts))
            object.__setattr__(self, "condition", joined)


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """A table as read. `columns` are its results in order; `also` is asked of every row besides its own condition."""

    declaration: Declaration
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    also: Node | None = None
    of: Node | None = None
    types: Mapping[str, Type] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The table's key."""
        return self.declaration.name

    @property
    def names(self) -> frozenset[str]:
        """Everything that the table reads: the facts it makes necessary, parameters with their colon."""
        nodes = [self.also, self.of, *(row.condition for row in self.rows)]
        nodes += [node for row in self.rows for _, node in row.results]
        return frozenset().union(*(names_of(node) for node in nodes if node is not None))

    @property
    def is_list(self) -> bool:
        """Whether it only lists its rows: nothing decides among them but their key."""
        return all(row.rule is None and not row.cells for row in self.rows)

    @property
    def main(self) -> str:
        """The column that `computed: table NAME` means: named like the table, else the one result."""
        if self.declaration.hits == "slices":
            return self.name
        own = [
            c for c in self.columns if c not in PLAIN and c not in (self.declaration.key, "level")
        ]
        if self.name in self.columns:
            return self.name
        return (
            own[0] if own else "level" if "level" in self.columns else next(iter(self.columns), "")
        )


def rows_of(text: str) -> tuple[list[str], list[list[str]]]:
    """Header and rows of a CSV, with or without a byte order mark; empty lines are left out."""
    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    rows = [line for line in lines if any(cell.strip() for cell in line)]
    return ([cell.strip() for cell in rows[0]], rows[1:]) if rows else ([], [])


def read_table(
    text: str, declaration: Declaration, scope: Scope, results: Mapping[str, Type] | None = None
) -> tuple[DecisionTable, list[Fault]]:
    """The table that `text` writes, and all its faults of form (names, types, cells), each with row and column.

    `results` are the types of result columns where they are known; without one a cell goes by its looks.
    """
    reader = _Reader(declaration, scope, dict(results or {}))
    return reader.read(text), reader.faults


class _Reader:
    def __init__(self, declaration: Declaration, scope: Scope, results: dict[str, Type]) -> None:
        self.declaration = declaration
        self.scope = scope
        self.results = results
        self.faults: list[Fault] = []
        self.header: list[str] = []

    def read(self, text: str) -> DecisionTable:
        self.header, lines = rows_of(text)
        self.check_header()
        also = self.rule_of(self.declaration.also)
        of = self.rule_of(self.declaration.of)
        if self.declaration.hits == "slices":
            sliced = (
                self.scope.type_of(tuple(self.declaration.of.split(".")))
                if self.declaration.of
                else None
            )
            self.results.setdefault("up_to", sliced or ANY)
            self.results.setdefault("rate", SHARE)
        rows = [self.row(number, line) for number, line in enumerate(lines, start=1)]
        columns = tuple(c for c in self.header if self.is_result(c))
        return DecisionTable(self.declaration, columns, tuple(rows), also, of, self.results)

    def check_header(self) -> None:
        if self.declaration.hits not in HITS:
            word = self.declaration.hits
            self.faults.append(
                Fault(
                    Text(f"没有命中方式 {word}", f"no hit word {word}"),
                    0,
                    Text("、".join(HITS)),
                    nearest(word, HITS),
                )
            )
        for place, column in enumerate(self.header):
            if not COLUMN.match(column) or column in self.header[:place]:
                self.fault(
                    Text(
                        f"列名“{column}”无效或重复",
                        f"column {column!r} is no name, or stands twice",
                    ),
                    0,
                    column,
                )
            elif "." in column and self.scope.type_of(tuple(column.split("."))) is None:
                self.fault(
                    Text(f"没有数据项 {column}", f"no datum {column}"),
                    0,
                    column,
                    nearest(column, self.scope.names()),
                )
        need = {"slices": ("up_to", "rate"), "sum": ()}.get(self.declaration.hits, ())
        for column in need:
            if column not in self.header:
                self.fault(Text(f"缺少列 {column}", f"column {column} is missing"), 0, column)

    def fault(
        self, message: Text, row: int, header: str, near: str = "", position: int = 0
    ) -> None:
        self.faults.append(Fault(message, position, None, near, row=row, header=header))

    def is_result(self, column: str) -> bool:
        return "." not in column and column not in NOTES and column != "rule"

    def rule_of(self, text: str) -> Node | None:
        if not text:
            return None
        try:
            return parse_rule(text)
        except Fault as fault:
            self.faults.append(fault)
            return None

    def row(self, number: int, line: list[str]) -> Row:
        if len(line) != len(self.header):
            self.fault(
                Text(
                    f"该行 {len(line)} 格，表头 {len(self.header)} 列",
                    f"{len(line)} cells under {len(self.header)} columns",
                ),
                number,
                "",
            )
        cells = dict(zip(self.header, (cell.strip() for cell in line), strict=False))
        conditions: list[tuple[Path, Node]] = []
        results: list[tuple[str, Node]] = []
        for column, cell in cells.items():
            try:
                self.read_cell(column, cell, conditions, results)
            except Fault as fault:
                self.faults.append(fault.moved(row=number, header=column))
        return Row(
            number,
            tuple(conditions),
            self.row_rule(cells.get("rule", ""), number),
            tuple(results),
            self.dates(cells, number),
            key=cells.get(self.declaration.key, "") or str(number),
            group=cells.get("group", ""),
            level=cells.get("level", ""),
            basis=cells.get("basis", ""),
            because=Text(cells.get("because_zh", ""), cells.get("because_en", "")),
        )

    def read_cell(
        self,
        column: str,
        cell: str,
        conditions: list[tuple[Path, Node]],
        results: list[tuple[str, Node]],
    ) -> None:
        if "." in column:
            path = tuple(column.split("."))
            found = condition(path, cell, self.scope.type_of(path) or ANY)
            if found is not None:
                conditions.append((path, found))
        elif self.is_result(column):
            results.append((column, self.result(column, cell)))

    def result(self, column: str, cell: str) -> Node:
        if column in PLAIN or (column == self.declaration.key and column not in self.results):
            return Literal(cell, TEXT)
        if not cell:
            return Literal(NONE, ANY)
        return result(cell, self.results.get(column))

    def row_rule(self, text: str, number: int) -> Node | None:
        if not text:
            return None
        try:
            return parse_rule(text)
        except Fault as fault:
            self.faults.append(fault.moved(row=number, header="rule"))
            return None

    def dates(self, cells: Mapping[str, str], number: int) -> tuple[Node, ...]:
        """Both days are valid; an empty one is open."""
        by = Name(
            tuple(self.declaration.dated_by.split(".")) if self.declaration.dated_by else ("as_of",)
        )
        found: list[Node] = []
        for column, sign in (("from", ">="), ("until", "<=")):
            if cell := cells.get(column, ""):
                try:
                    found.append(Comparison(sign, by, Literal(read_literal(cell, DATE), DATE)))
                except Fault as fault:
                    self.faults.append(fault.moved(row=number, header=column))
        return tuple(found)
