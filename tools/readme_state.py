"""Writes the measures and their state into the README: python -m tools.readme_state

Packs come from measures/, proven clauses from the last full bin/test; a run over changed files counts for nothing.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from yichuang.kernel.catalogue.contracts import PackContent
from yichuang.packs.api import check_packs

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
RUN = ROOT / ".yichuang" / "last-run.json"
BEGIN, END = "<!-- measures: python -m tools.readme_state -->", "<!-- end of measures -->"


def read_run(path: Path) -> Mapping[str, Any]:
    """The last full run; {} when there was none, or it was not one of a commit."""
    if not path.is_file():
        return {}
    run: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
    return {} if run.get("changed") or not run.get("commit") else run


def state_of(content: PackContent, run: Mapping[str, Any]) -> str:
    """How many clauses of a measure were proven, or that nothing ran."""
    told = run.get("clauses", {})
    ran = [told[clause] for clause in content.measure.clauses if clause in told]
    failed = sum(bool(clause["failed"]) for clause in ran)
    passed = sum(bool(clause["passed"] and not clause["failed"]) for clause in ran)
    if not passed and not failed:
        return "not run"
    words = f"{passed} of {len(content.measure.clauses)} clauses proven"
    return f"{words}, {failed} failed" if failed else words


def table(packs: Mapping[str, PackContent], run: Mapping[str, Any]) -> str:
    """The table, and of which run it speaks."""
    source = (
        f"State of the full run of {run['at'][:10]} at commit `{run['commit'][:10]}`."
        if run
        else "No full run of a commit is at hand: `bin/test` makes one."
    )
    rows = [
        f"| {c.measure.key} | {c.measure.name.zh} {c.measure.name.en} "
        f"| {'ready' if c.measure.stage == 'ready' else 'draft'} | {len(c.items)} "
        f"| {len(c.examples)} | {state_of(c, run)} |"
        for c in sorted(packs.values(), key=lambda c: c.measure.key)
    ]
    head = ["| measure | name | pack | items | examples | state |", "|---|---|---|---:|---:|---|"]
    return "\n".join([source, "", *head, *rows])


def put(page: str, made: str) -> str:
    """The page with the table between its marks. Raises ValueError when they are not there once each."""
    if page.count(BEGIN) != 1 or page.count(END) != 1:
        raise ValueError(f"{BEGIN} and {END} must stand in the page once each")
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n{made}\n{END}{rest.partition(END)[2]}"


def main() -> int:
    """Writes it."""
    packs = check_packs(ROOT / "measures").packs
    README.write_text(put(README.read_text("utf-8"), table(packs, read_run(RUN))), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
