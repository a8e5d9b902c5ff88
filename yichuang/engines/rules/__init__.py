"""The rule language: parse, check, evaluate with three answers, explain, decision tables, SQL. No Django.

The door of this engine: import from here only. What a rule reads comes through `Env`, names for checking through
`Scope`, names for people through `Naming`. Answers are values of `yichuang.engines.values`: True, False, a value,
`Unknown(missing)` or NONE.
"""

from yichuang.engines.rules.asking import Answer, ask
from yichuang.engines.rules.checking import check
from yichuang.engines.rules.compat import fits
from yichuang.engines.rules.compiler import Rule, compile_rule, compile_text
from yichuang.engines.rules.coverage import table_faults
from yichuang.engines.rules.describing import describe
from yichuang.engines.rules.dict_env import DictEnv
from yichuang.engines.rules.explaining import Bound, explain, missing_of
from yichuang.engines.rules.explaining_tables import explain_table
from yichuang.engines.rules.explanation import ANSWERS, Explanation, Missing, Seen
from yichuang.engines.rules.functions import FUNCTIONS, HOOKS
from yichuang.engines.rules.guessing import guess
from yichuang.engines.rules.meaning import truth
from yichuang.engines.rules.parser import parse_rule, parse_value
from yichuang.engines.rules.plain_naming import PlainNaming
from yichuang.engines.rules.protocols import Env, Naming, Scope
from yichuang.engines.rules.sql import table_to_sql, to_sql, translate
from yichuang.engines.rules.sql_pieces import Column, Sql
from yichuang.engines.rules.table import DecisionTable, Declaration, Row, read_table, rows_of
from yichuang.engines.rules.table_answer import Hit, TableResult, evaluate_table, listing_of
from yichuang.engines.rules.tree import Choice, Literal, Name, Node, Parameter, Path, names_of, walk

__all__ = [
    "ANSWERS",
    "FUNCTIONS",
    "HOOKS",
    "Answer",
    "Bound",
    "Choice",
    "Column",
    "DecisionTable",
    "Declaration",
    "DictEnv",
    "Env",
    "Explanation",
    "Hit",
    "Literal",
    "Missing",
    "Name",
    "Naming",
    "Node",
    "Parameter",
    "Path",
    "PlainNaming",
    "Row",
    "Rule",
    "Scope",
    "Seen",
    "Sql",
    "TableResult",
    "ask",
    "check",
    "compile_rule",
    "compile_text",
    "describe",
    "evaluate_table",
    "explain",
    "explain_table",
    "fits",
    "guess",
    "listing_of",
    "missing_of",
    "names_of",
    "parse_rule",
    "parse_value",
    "read_table",
    "rows_of",
    "table_faults",
    "table_to_sql",
    "to_sql",
    "translate",
    "truth",
    "walk",
]
