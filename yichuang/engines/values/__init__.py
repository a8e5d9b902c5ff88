"""What data is: types, values (unknown and none among them), literals, canonical text, words for people.

The door of this engine: import from here only.
"""

from yichuang.engines.values.canonical_text import canonical, fit, from_canonical
from yichuang.engines.values.faults import Fault, nearest
from yichuang.engines.values.for_people import show, show_both
from yichuang.engines.values.literals import SHANGHAI, half_up, read_literal
from yichuang.engines.values.read_type import parse_type, read_bounds
from yichuang.engines.values.special import (
    NONE,
    UNKNOWN,
    Listing,
    Nothing,
    Number,
    Record,
    Span,
    Subject,
    Unknown,
    Value,
    is_known,
)
from yichuang.engines.values.types import (
    ANY,
    DATE,
    DECIMAL,
    INTEGER,
    MOMENT,
    MONEY,
    RESERVED,
    SHARE,
    TEXT,
    YES_NO,
    Field,
    Type,
    choice_of,
    list_of,
    record_of,
)

__all__ = [
    "ANY",
    "DATE",
    "DECIMAL",
    "INTEGER",
    "MOMENT",
    "MONEY",
    "NONE",
    "RESERVED",
    "SHANGHAI",
    "SHARE",
    "TEXT",
    "UNKNOWN",
    "YES_NO",
    "Fault",
    "Field",
    "Listing",
    "Nothing",
    "Number",
    "Record",
    "Span",
    "Subject",
    "Type",
    "Unknown",
    "Value",
    "canonical",
    "choice_of",
    "fit",
    "from_canonical",
    "half_up",
    "is_known",
    "list_of",
    "nearest",
    "parse_type",
    "read_bounds",
    "read_literal",
    "record_of",
    "show",
    "show_both",
]
