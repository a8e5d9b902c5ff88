"""Records which clauses of the measures were proven: what ran and passed, nothing else.

A test says so by `@pytest.mark.clause("C03.1")`; an example of a pack by the fixture `prove`. Each
pass of bin/test leaves its part where YICHUANG_RUN_PART says; tests/last_run.py joins the parts.
"""

import json
import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest

PROPERTY = "clause"
# measures (C03.1, H07), the notice's own paragraphs (N2), the kernel's abilities (K1), what holds for all (X4)
CLAUSE = re.compile(r"(?:[PHWC]\d{2}(?:\.\d{1,2})?|[NKX]\d{1,2}(?:\.\d{1,2})?)\Z")

Outcome = Literal["passed", "failed", "skipped"]
Prove = Callable[..., None]


def clause_of(value: object) -> str:
    """The id of a clause as text. Raises UsageError when it is not shaped like one."""
    if isinstance(value, str) and CLAUSE.match(value):
        return value
    raise pytest.UsageError(f"not the id of a clause: {value!r} (expected e.g. C03.1, N2, K1, X4)")


@pytest.fixture
def prove(request: pytest.FixtureRequest) -> Prove:
    """For tests made from data: `prove("C03.1", ...)` says which clauses this one proves."""

    def say(*clauses: str) -> None:
        request.node.user_properties.extend((PROPERTY, clause_of(clause)) for clause in clauses)

    return say


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Takes the clauses from the markers; leaves out what needs PostgreSQL where there is none."""
    from django.conf import settings

    on_sqlite = "sqlite" in settings.DATABASES["default"]["ENGINE"]
    for item in items:
        for marker in item.iter_markers("clause"):
            clauses = [(PROPERTY, clause_of(value)) for value in marker.args]
            if not clauses:
                raise pytest.UsageError(f"{item.nodeid}: the marker `clause` names no clause")
            item.user_properties.extend(clauses)
        if on_sqlite and item.get_closest_marker("postgres"):
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: bin/test runs it there"))


class Recorder:
    """Gathers the outcome of every test of a pass, with the clauses it proves."""

    def __init__(self, target: Path) -> None:
        """`target`: the file to be written when the pass ends."""
        self.target = target
        self.started = time.time()
        self.outcomes: dict[str, Outcome] = {}
        self.clauses: dict[str, set[str]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test counts as passed when its call passed and neither set-up nor clearing up failed."""
        if report.failed:
            self.outcomes[report.nodeid] = "failed"
        elif report.skipped:
            self.outcomes.setdefault(report.nodeid, "skipped")
        elif report.when == "call":
            self.outcomes.setdefault(report.nodeid, "passed")
        found = {str(value) for name, value in report.user_properties if name == PROPERTY}
        if found:
            self.clauses.setdefault(report.nodeid, set()).update(found)

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        """Writes the part of this pass."""
        tests = {
            node: {"outcome": outcome, "clauses": sorted(self.clauses.get(node, ()))}
            for node, outcome in self.outcomes.items()
        }
        part = {
            "pass": self.target.stem,
            "status": int(exitstatus),
            "seconds": round(time.time() - self.started, 1),
            "tests": tests,
        }
        self.target.write_text(json.dumps(part, ensure_ascii=False, indent=1), "utf-8")


def pytest_configure(config: pytest.Config) -> None:
    """Only the process that sees all reports records, and only when bin/test asks for it."""
    target = os.environ.get("YICHUANG_RUN_PART")
    if target and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Recorder(Path(target)), "clause-recorder")
