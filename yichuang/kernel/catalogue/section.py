"""The catalogue's door for those who have no database: packs, examples, questions from the command line. Pure Python.

Everything here is offered by `api` too.
"""

from yichuang.kernel.catalogue.codec import decode, digest_of, encode
from yichuang.kernel.catalogue.logic import reserved
from yichuang.kernel.catalogue.logic.closure import base_names
from yichuang.kernel.catalogue.logic.dict_ground import DictGround
from yichuang.kernel.catalogue.logic.ground import Ground, NoGround
from yichuang.kernel.catalogue.logic.guide import (
    AtAGlance,
    ConditionAnswer,
    FeeNow,
    MaterialNeed,
    asked_names,
    at_a_glance,
    condition,
    conditions,
    fees,
    materials_needed,
)
from yichuang.kernel.catalogue.logic.names import Names, Step, outcomes_of
from yichuang.kernel.catalogue.logic.naming import WorldNaming
from yichuang.kernel.catalogue.logic.place import Place
from yichuang.kernel.catalogue.logic.question import reading_of_facts, unknown_names
from yichuang.kernel.catalogue.logic.reading import Circle, Reading, rule_of, tree_of
from yichuang.kernel.catalogue.logic.scope import WorldScope
from yichuang.kernel.catalogue.logic.tables import checked as read_table_of
from yichuang.kernel.catalogue.logic.tables import declaration_of, result_types
from yichuang.kernel.catalogue.logic.world import (
    Datum,
    Parameter,
    World,
    datum_type,
    parameter_type,
    read_parameter,
    with_parameters,
    world_of,
)

__all__ = [
    "AtAGlance",
    "Circle",
    "ConditionAnswer",
    "Datum",
    "DictGround",
    "FeeNow",
    "Ground",
    "MaterialNeed",
    "Names",
    "NoGround",
    "Parameter",
    "Place",
    "Reading",
    "Step",
    "World",
    "WorldNaming",
    "WorldScope",
    "asked_names",
    "at_a_glance",
    "base_names",
    "condition",
    "conditions",
    "datum_type",
    "declaration_of",
    "decode",
    "digest_of",
    "encode",
    "fees",
    "materials_needed",
    "outcomes_of",
    "parameter_type",
    "read_parameter",
    "read_table_of",
    "reading_of_facts",
    "reserved",
    "result_types",
    "rule_of",
    "tree_of",
    "unknown_names",
    "with_parameters",
    "world_of",
]
