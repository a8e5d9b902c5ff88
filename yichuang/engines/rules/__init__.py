"""The rule language: parse, check, evaluate with three answers, explain, decision tables, SQL. No Django.

The door of this engine: import from here only. What a rule reads comes through `Env`, names for checking through
`Scope`, names for people through `Naming`. Answers are values of `yichuang.engines.values`: True, False, a value,
`Unknown(missing)` or NONE.
"""

from yichuang.engines.rules.protocols import Env, Naming, Scope
from yichuang.engines.rules.tree import Node, Path, names_of, walk

__all__ = ["Env", "Naming", "Node", "Path", "Scope", "names_of", "walk"]
