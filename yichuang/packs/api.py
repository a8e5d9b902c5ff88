"""The door of packs: checking, what was checked as values, writing, comparing, and the language's own pages."""

from yichuang.packs.check_packs import check_packs, read_days
from yichuang.packs.contracts import PackFault, Report
from yichuang.packs.difference import diff_packs
from yichuang.packs.formatting import format_folder, format_yaml
from yichuang.packs.prove import Proof, prove_example
from yichuang.packs.reference import reference
from yichuang.packs.schema import json_schema
from yichuang.packs.skeleton import Answers, write_skeleton
from yichuang.packs.words import read_words

__all__ = [
    "Answers",
    "PackFault",
    "Proof",
    "Report",
    "check_packs",
    "diff_packs",
    "format_folder",
    "format_yaml",
    "json_schema",
    "prove_example",
    "read_days",
    "read_words",
    "reference",
    "write_skeleton",
]
