"""The rule language: parse, check, evaluate with three answers, explain, decision tables, SQL. No Django.

The door of this engine: import from here only. What a rule reads comes through `Env`, names for checking through
`Scope`, names for people through `Naming`. Answers are values of `yichuang.engines.values`: True, False, a value,
`Unknown(missing)` or NONE.
"""

from yichuang.engines.rules.compiler import Rule, compile_rule, compile_text
from yichuang.engines.rules.dict_env import DictEnv
from yichuang.engines.rules.explain import explain
from yichuang.engines.rules.explanation import Explanation, Missing, Seen
from yichuang.engines.rules.functions import FUNCTIONS, HOOKS
from yichuang.engines.rules.meaning import truth
from yichuang.engines.rules.parser import parse_rule, parse_value
from yichuang.engines.rules.protocols import Env, Naming, Scope
from yichuang.engines.rules.table import DecisionTable, Declaration, Row, read_table
from yichuang.engines.rules.table_answer import Hit, TableResult, evaluate_table, listing_of
from yichuang.engines.rules.tree import Choice, Literal, Name, Node, Parameter, Path, names_of, walk

__all__ = [
    "FUNCTIONS",
    "HOOKS",
    "Choice",
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
    "Row",
    "Rule",
    "Scope",
    "Seen",
    "TableResult",
    "compile_rule",
    "compile_text",
    "evaluate_table",
    "explain",
    "listing_of",
    "names_of",
    "parse_rule",
    "parse_value",
    "read_table",
    "truth",
    "walk",
]
