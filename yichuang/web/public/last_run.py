"""What the last full run of the tests proved of each clause; anything else than a run of this very version is none."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

FILE = "last-run.json"


@dataclass(frozen=True, slots=True)
class ClauseState:
    """A clause in the last full run: how many tests that prove it passed and failed. Both 0: not run."""

    passed: int
    failed: int

    @property
    def word(self) -> str:
        """passed, failed or not_run."""
        return "failed" if self.failed else "passed" if self.passed else "not_run"


NOT_RUN = ClauseState(0, 0)


def clause_states() -> dict[str, ClauseState]:
    """Per clause what the run of this commit gave; {} when there was none, or the files had been changed."""
    path = Path(settings.DATA_DIR) / FILE
    if not path.is_file():
        return {}
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read(path: Path, _changed_at: int) -> dict[str, ClauseState]:
    try:
        run: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except json.JSONDecodeError:
        return {}
    commit = head_commit(Path(settings.ROOT))
    if run.get("changed") or not commit or run.get("commit") != commit:
        return {}
    return {
        clause: ClauseState(len(told["passed"]), len(told["failed"]))
        for clause, told in run.get("clauses", {}).items()
    }


def head_commit(root: Path) -> str:
    """The commit that the files below `root` are a clone of; "" where they are none."""
    git = root / ".git"
    head = git / "HEAD"
    if not head.is_file():
        return ""
    said = head.read_text("utf-8").strip()
    if not said.startswith("ref: "):
        return said
    name = said.removeprefix("ref: ")
    if (git / name).is_file():
        return (git / name).read_text("utf-8").strip()
    packed = git / "packed-refs"
    lines = packed.read_text("utf-8").splitlines() if packed.is_file() else []
    return next((line.split()[0] for line in lines if line.endswith(f" {name}")), "")
