"""The door of packs: checking, what was checked as values, writing, comparing, and the language's own pages."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from yichuang.packs.check_packs import check_packs, read_days
from yichuang.packs.contracts import PackFault, Report
from yichuang.packs.difference import diff_packs
from yichuang.packs.formatting import format_folder, format_yaml
from yichuang.packs.prove import Proof, prove_example
from yichuang.packs.reference import reference
from yichuang.packs.schema import json_schema
from yichuang.packs.skeleton import Answers, write_skeleton

if TYPE_CHECKING:
    from yichuang.kernel.catalogue.contracts import PackVersion
    from yichuang.kernel.people.contracts import Actor
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
    "publish_packs",
    "read_days",
    "read_words",
    "reference",
    "write_skeleton",
]


def publish_packs(
    actor: "Actor", root: Path, packs: Iterable[str] = ()
) -> "tuple[PackVersion, ...]":
    """Publishes the dictionary and packs (see `packs.publish`); needs tables, which all else here does without."""
    from yichuang.packs import publish

    return publish.publish_packs(actor, root, packs)
