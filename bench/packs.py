"""All packs of `measures/` read, checked and formatted. Peers: PyYAML and ruamel.yaml on the same files.

The peers read YAML and no more; ours keeps every place, and checking means types, rules, tables, plans and examples.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import yaml
from ruamel.yaml import YAML
from ruamel.yaml import __version__ as ruamel_version

from bench.harness import Row, compare, must_equal
from yichuang.packs.api import check_packs, format_yaml
from yichuang.packs.testing import MEASURES, read_form

PYYAML = f"PyYAML {yaml.__version__}"
RUAMEL = f"ruamel.yaml {ruamel_version}"


def run(rounds: int, root: Path = MEASURES) -> Iterator[Row]:
    """Reading with places, formatting, and the whole check."""
    texts = [path.read_text("utf-8") for path in sorted(root.rglob("*.yaml"))]
    must_equal(read_form(root), 0, "packs with faults")
    must_equal(check_packs(root).faults, (), "packs with faults")
    size = f"{len(texts)} YAML files ({sum(map(len, texts)) // 1000} thousand characters)"
    yield compare(
        f"{size} read with line and column of everything (ours: csv and texts too)",
        lambda: read_form(root),
        lambda: [_round_trip().load(text) for text in texts],
        peer_name=f"{RUAMEL}, round-trip",
        unit="ms",
        rounds=rounds,
    )
    yield compare(
        f"{size} read (peer: without places)",
        lambda: read_form(root),
        lambda: [yaml.load(text, yaml.CSafeLoader) for text in texts],
        peer_name=f"{PYYAML} with libyaml",
        unit="ms",
        rounds=rounds,
    )
    yield compare(
        f"{size} read and written anew in the accepted form",
        lambda: [format_yaml(text) for text in texts],
        lambda: [_written(text) for text in texts],
        peer_name=f"{RUAMEL}, round-trip",
        unit="ms",
        rounds=rounds,
    )
    yield compare(
        f"{size} read and checked: types, rules, tables, plans, examples (peer: only read)",
        lambda: check_packs(root),
        lambda: [_round_trip().load(text) for text in texts],
        peer_name=f"{RUAMEL}, round-trip",
        unit="ms",
        rounds=rounds,
    )


def _round_trip() -> YAML:
    return YAML(typ="rt")


def _written(text: str) -> str:
    reader, out = _round_trip(), StringIO()
    reader.dump(reader.load(text), out)
    return out.getvalue()
