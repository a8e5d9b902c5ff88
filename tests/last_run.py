"""Joins the parts of a full run into the file that the register of measures reads.

python -m tests.last_run FOLDER TARGET [PASS-LEFT-OUT...]
"""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

Part = dict[str, Any]


def join(parts: Sequence[Part]) -> dict[str, dict[str, list[str]]]:
    """Per clause the tests that passed and those that failed; failing in one pass is failing."""
    outcomes: dict[tuple[str, str], str] = {}
    for part in parts:
        for node, test in part["tests"].items():
            if test["outcome"] == "skipped":
                continue
            for clause in test["clauses"]:
                if outcomes.get((clause, node)) != "failed":
                    outcomes[clause, node] = test["outcome"]
    clauses: dict[str, dict[str, list[str]]] = {}
    for (clause, node), outcome in sorted(outcomes.items()):
        clauses.setdefault(clause, {"passed": [], "failed": []})[outcome].append(node)
    return clauses


def summary(part: Part) -> dict[str, Any]:
    """How many tests of a pass passed, failed, were skipped, and how long it took."""
    counts = Counter(test["outcome"] for test in part["tests"].values())
    return {
        "name": part["pass"],
        "status": part["status"],
        "seconds": part["seconds"],
        **{outcome: counts[outcome] for outcome in ("passed", "failed", "skipped")},
    }


def git(*arguments: str) -> str:
    """What git answers; empty outside a clone or without git."""
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def write(folder: Path, target: Path, left_out: Sequence[str]) -> dict[str, Any]:
    """Reads all parts in `folder`, writes `target`, gives what was written."""
    parts = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]
    result = {
        "commit": git("rev-parse", "HEAD"),
        # a result of changed files is not a result of the commit
        "changed": bool(git("status", "--porcelain")),
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "passes": [summary(part) for part in parts],
        "left_out": list(left_out),
        "clauses": join(parts),
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    new = target.with_suffix(".new")
    new.write_text(json.dumps(result, ensure_ascii=False, indent=1), "utf-8")
    new.replace(target)
    return result


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
