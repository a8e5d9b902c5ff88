"""Runs all checks of bin/check, two at a time, and prints one line for each and a verdict."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

PYTHON = sys.executable
LINTER = str(Path(PYTHON).with_name("lint-imports"))


@dataclass(frozen=True, slots=True)
class Check:
    """A command that must end with 0, and what to do when it does not."""

    name: str
    command: Sequence[str]
    remedy: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a check ended."""

    check: Check
    passed: bool
    seconds: float
    output: str


PYTEST = (PYTHON, *"-m pytest -q --tb=short -p no:xdist -p no:cacheprovider".split())
# Of a failed check this much is shown at either end.
SHOWN = 30

# The longest first: two run at a time, and the verdict waits for the last.
CHECKS = [
    Check("types (mypy)", [PYTHON, "-m", "mypy"], "mend the types; no ignore without its code"),
    Check(
        "house",
        [*PYTEST, "tests/house", "--ignore=tests/house/test_docs.py", "-m", "not slow"],
        "docs/map.md and the message name the wall or list",
    ),
    Check(
        "docs", [*PYTEST, "tests/house/test_docs.py"], "docs/ and README.md say what the code does"
    ),
    Check(
        "system (django)",
        [PYTHON, "manage.py", "check", "--fail-level", "WARNING"],
        "each line says what it wants",
    ),
    Check(
        "walls (import-linter)", [LINTER, "--no-cache", "--no-logo"], "enter rooms by their doors"
    ),
    Check(
        "migrations",
        [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
        "python manage.py makemigrations",
    ),
    Check("packs", [PYTHON, "-m", "yichuang", "packs", "check"], "each line names file and place"),
    Check(
        "style (ruff)",
        [PYTHON, "-m", "ruff", "check", "--output-format", "concise"],
        "ruff check --fix",
    ),
    Check(
        "format (ruff)",
        [PYTHON, "-m", "ruff", "format", "--check", "--output-format", "concise"],
        "ruff format",
    ),
]


def run(check: Check) -> Outcome:
    """Runs one check; prints its line as soon as it ends."""
    started = time.monotonic()
    done = subprocess.run(
        check.command,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "NO_COLOR": "1"},
        check=False,
    )
    outcome = Outcome(
        check, done.returncode == 0, time.monotonic() - started, done.stdout + done.stderr
    )
    mark = "✓" if outcome.passed else "✗"
    print(f"{mark} {check.name:<24} {outcome.seconds:5.1f} s", flush=True)
    return outcome


def shortened(output: str) -> str:
    """The beginning and the end of a long output."""
    lines = output.strip().splitlines()
    if len(lines) <= 2 * SHOWN:
        return "\n".join(lines)
    left_out = f"... {len(lines) - 2 * SHOWN} lines more: run bin/check NAME or the tool itself"
    return "\n".join([*lines[:SHOWN], left_out, *lines[-SHOWN:]])


def main(wanted: Sequence[str]) -> int:
    """Runs all checks, or those whose name begins with a word of `wanted`; 0 when all pass."""
    chosen = [c for c in CHECKS if not wanted or any(c.name.startswith(w) for w in wanted)]
    if not chosen:
        names = ", ".join(check.name.split()[0] for check in CHECKS)
        print(f"✗ no such check; there are: {names}", file=sys.stderr)
        return 2
    started = time.monotonic()
    with ThreadPoolExecutor(max_workers=min(2, os.cpu_count() or 1)) as pool:
        outcomes = list(pool.map(run, chosen))
    failed = [outcome for outcome in outcomes if not outcome.passed]
    for outcome in failed:
        print(f"\n── {outcome.check.name}: {outcome.check.remedy}\n{shortened(outcome.output)}")
    took = time.monotonic() - started
    if failed:
        names = ", ".join(outcome.check.name for outcome in failed)
        print(f"\n✗ {len(failed)} of {len(outcomes)} checks failed ({took:.1f} s): {names}")
        return 1
    print(f"\n✓ all {len(outcomes)} checks passed ({took:.1f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
