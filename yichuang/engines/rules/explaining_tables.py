"""Why a table answers as it does: the rows that hit or may hit, each with its clauses, reason and basis."""

from __future__ import annotations

from dataclasses import replace

from yichuang.base.text import Text
from yichuang.engines.rules.explaining import explain, missing_of
from yichuang.engines.rules.explanation import UNKNOWN_ANSWER, VALUE, YES, Explanation
from yichuang.engines.rules.protocols import Env, Naming
from yichuang.engines.rules.table import DecisionTable, Row
from yichuang.engines.rules.table_answer import Hit, evaluate_table
from yichuang.engines.rules.tree import Junction, Literal
from yichuang.engines.rules.words import say
from yichuang.engines.values import ANY, YES_NO, Type, Unknown, show_both


def explain_table(
    table: DecisionTable, env: Env, naming: Naming, column: str = "", want: Type | None = None
) -> Explanation:
    """The table's answer for one column: `parts` are the rows that hit (yes) or may hit (unknown)."""
    result = evaluate_table(table, env)
    value = result.value(column)
    name = naming.name(("tables", table.name))
    shown = show_both(value, want or table.types.get(column or table.main) or ANY)
    rows = {row.number: row for row in table.rows}
    parts = [_row(rows[hit.row], hit, YES, table, env, naming) for hit in result.hits]
    parts += [
        _row(rows[hit.row], hit, UNKNOWN_ANSWER, table, env, naming) for hit in result.possible
    ]
    return Explanation(
        kind="table",
        answer=UNKNOWN_ANSWER if isinstance(value, Unknown) else VALUE,
        rule=name,
        text=say("{a}：{b}", "{a}: {b}", a=name, b=shown),
        value=shown,
        missing=missing_of(value, naming),
        parts=tuple(parts),
    )


def _row(
    row: Row, hit: Hit, answer: str, table: DecisionTable, env: Env, naming: Naming
) -> Explanation:
    """One row: its friendly reason where it has one, else its conditions in words."""
    parts = [node for node in (row.condition, table.also) if node is not None]
    tree = (
        Literal(True, YES_NO)
        if not parts
        else parts[0]
        if len(parts) == 1
        else Junction("AND", tuple(parts))
    )
    told = explain(tree, env, naming)
    otherwise = Text("其余情形", "all other cases") if not parts else told.rule
    reason = hit.because if hit.because.zh else otherwise
    basis = say("（{a}）", " ({a})", a=Text(hit.basis, hit.basis)) if hit.basis else Text("")
    return replace(
        told,
        kind="row",
        answer=answer,
        rule=reason,
        text=Text(reason.zh + basis.zh, reason.show("en") + basis.en),
        parts=told.parts or ((told,) if parts else ()),
        missing=missing_of(Unknown(hit.missing), naming) if hit.missing else (),
    )
