"""Tables: every cell and rule, overlaps and gaps with an example, remarks in both languages, tables nobody declared."""

from __future__ import annotations

from collections.abc import Mapping

from yichuang.base.text import Text
from yichuang.engines.rules import Declaration, Row, check, read_table, table_faults
from yichuang.engines.values import YES_NO, Fault, Unknown, Value
from yichuang.kernel.catalogue.contracts import TableDef
from yichuang.kernel.catalogue.section import World, declaration_of, result_types
from yichuang.packs.check.context import Context, Pack
from yichuang.packs.check.scope import PlaceScope, pack_scope
from yichuang.packs.csv_file import Sheet
from yichuang.packs.faults import Faults, Located
from yichuang.packs.source import Source

DEMO = "demo_"
CODE_NAMES = ("code", "zh", "en")


def check_tables(context: Context, world: World) -> None:
    """All tables of the dictionary and of the packs."""
    _tables(context, world, context.sources.dictionary, context.dictionary.tables, None)
    for pack in context.packs.values():
        _tables(context, world, pack.source, pack.content.tables, pack)


def _tables(
    context: Context,
    world: World,
    source: Source,
    declared: Mapping[str, TableDef],
    pack: Pack | None,
) -> None:
    key = pack.key if pack else ""
    scope = pack_scope(world, key)
    for name, table in declared.items():
        sheet = source.sheets.get(table.file)
        if sheet is not None:
            TableCheck(context, world, scope, table, sheet, key).run(name)
    _undeclared(context, source, declared, pack)


def _undeclared(
    context: Context, source: Source, declared: Mapping[str, TableDef], pack: Pack | None
) -> None:
    used = {t.file for t in declared.values()}
    if pack is not None:
        used |= {p.keyed for p in pack.content.measure.parameters.values()}
    for name, sheet in source.sheets.items():
        names_codes = pack is None and sheet.header[:3] == CODE_NAMES
        if name not in used and not names_codes and not name.rpartition("/")[2].startswith(DEMO):
            context.faults.add(
                Located(sheet.file), "undeclared", Text("表没有声明", "the table is not declared"),
                expected="an entry in tables: or a parameter's keyed:",
            )  # fmt: skip


class TableCheck:
    """The checks of one table."""

    def __init__(
        self,
        context: Context,
        world: World,
        scope: PlaceScope,
        table: TableDef,
        sheet: Sheet,
        pack: str,
    ) -> None:
        self.context = context
        self.faults: Faults = context.faults
        self.world = world
        self.scope = scope
        self.table = table
        self.sheet = sheet
        self.pack = pack

    def run(self, name: str) -> None:
        """Form first; coverage only of what can be read."""
        declaration: Declaration = declaration_of(self.table)
        types = result_types(self.world, name, self.pack)
        made, faults = read_table(self.sheet.text, declaration, self.scope, types)
        for row in made.rows:
            faults += self._row(row)
        self._columns()
        if not any(f.level == "fault" for f in faults):
            faults += table_faults(made, self.scope, self._parameters(made.names))
        for fault in faults:
            self.report(fault)

    def _row(self, row: Row) -> list[Fault]:
        found = []
        if row.rule is not None:
            found += [
                f.moved(row=row.number, header="rule")
                for f in check(row.rule, self.scope, YES_NO)[1]
            ]
        for column, node in row.results:
            found += [
                f.moved(row=row.number, header=column)
                for f in check(node, self.scope)[1]
                if f.level == "fault"
            ]
        return found

    def _parameters(self, names: frozenset[str]) -> dict[str, Value]:
        found = {n[1:]: self.world.parameter(n[1:], self.pack) for n in names if n.startswith(":")}
        return {
            n: p.value
            for n, p in found.items()
            if p is not None and not isinstance(p.value, Unknown)
        }

    def _columns(self) -> None:
        key = self.table.key_column
        if key and key not in self.sheet.header:
            self._fault("column", f"没有列 {key}", f"no column {key}", key, self.sheet.header)
        if self.table.hits == "slices" and not self.table.of:
            self._fault(
                "column", "slices 须写明切分哪个数", "a table of slices says in `of` what it slices"
            )
        if self.table.hits == "sum" and "group" not in self.sheet.header:
            self._fault("column", "求和的表没有 group 列", "a table that sums has no column group")
        for line in self.sheet.rows:
            zh, en = line.cells.get("because_zh", ""), line.cells.get("because_en", "")
            if bool(zh) != bool(en):
                column = "because_en" if zh else "because_zh"
                at = self.sheet.at(line.line, column)
                self.faults.add(
                    at,
                    "language",
                    Text("说明缺一种语言", "the remark is in one language only"),
                    expected=column,
                )
            for item in line.cells.get("item", "").split("|") if "item" in line.cells else ():
                if item.strip() and item.strip() not in self.context.all_items:
                    at = self.sheet.at(line.line, "item")
                    self.faults.add(
                        at, "unknown_item", Text(f"没有事项 {item.strip()}", f"no item {item.strip()}"),
                        expected="an item", name=item.strip(), names=self.context.all_items,
                    )  # fmt: skip

    def _fault(
        self, code: str, zh: str, en: str, name: str = "", names: tuple[str, ...] = ()
    ) -> None:
        self.faults.add(
            self.sheet.at(), code, Text(zh, en), expected="a column", name=name, names=names
        )

    def report(self, fault: Fault) -> None:
        """A fault of the engine at its row and column; text in a cell counts from the cell's beginning."""
        line = (
            self.sheet.rows[fault.row - 1].line
            if fault.row and fault.row <= len(self.sheet.rows)
            else 1
        )
        at = self.sheet.at(line, fault.header)
        expected = (fault.expected.en or fault.expected.zh) if fault.expected else ""
        column = (
            Text(f"{fault.header}：{fault.message.zh}", f"{fault.header}: {fault.message.en}")
            if fault.header
            else fault.message
        )
        names = (fault.nearest,) if fault.nearest else ()
        self.faults.add(
            at,
            "table",
            column,
            expected=expected,
            name=fault.nearest,
            names=names,
            level=fault.level,
        )
