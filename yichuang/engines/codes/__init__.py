"""Official codes: whether one stands, what it means, what is wrong at which place; and makers of those given here.

Reads no tables of names by itself: callers pass them. Never logs or stores a code.
"""

from yichuang.engines.codes.beidou import Cell as Cell
from yichuang.engines.codes.beidou import decode as decode_grid
from yichuang.engines.codes.beidou import encode as encode_grid
from yichuang.engines.codes.case_number import make_case_number as make_case_number
from yichuang.engines.codes.check_digit import make_mod_11_2 as make_mod_11_2
from yichuang.engines.codes.countries import named_codes
from yichuang.engines.codes.elicence import make_elicence_id as make_elicence_id
from yichuang.engines.codes.land_code import make_land_code as make_land_code
from yichuang.engines.codes.realty import parcel_unit_of as parcel_unit_of
from yichuang.engines.codes.regions import Region as Region
from yichuang.engines.codes.regions import RegionKind as RegionKind
from yichuang.engines.codes.regions import Regions as Regions
from yichuang.engines.codes.regions import read_names as read_names
from yichuang.engines.codes.regions import read_regions as read_regions
from yichuang.engines.codes.registry import KINDS as KINDS
from yichuang.engines.codes.registry import Kind as Kind
from yichuang.engines.codes.registry import check_code as check_code
from yichuang.engines.codes.registry import find_kind as find_kind
from yichuang.engines.codes.registry import show_code as show_code
from yichuang.engines.codes.result import CodeProblem as CodeProblem
from yichuang.engines.codes.result import CodeResult as CodeResult
from yichuang.engines.codes.result import Level as Level
from yichuang.engines.codes.result import Part as Part
from yichuang.engines.codes.usci import make_organisation_check as make_organisation_check
from yichuang.engines.codes.usci import make_usci_check as make_usci_check

__all__ = [
    "KINDS",
    "Cell",
    "CodeProblem",
    "CodeResult",
    "Kind",
    "Level",
    "Part",
    "Region",
    "RegionKind",
    "Regions",
    "check_code",
    "decode_grid",
    "encode_grid",
    "find_kind",
    "make_case_number",
    "make_elicence_id",
    "make_land_code",
    "make_mod_11_2",
    "make_organisation_check",
    "make_usci_check",
    "named_codes",
    "parcel_unit_of",
    "read_names",
    "read_regions",
    "show_code",
]
