"""Production refuses what is unsafe; the demo and the suite stand without a single setting."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

SHOW = "import yichuang.config.settings as s; print(s.MODE, s.DEBUG, len(s.SECRET_KEY), s.SECURE_HTTPS)"
SAFE = {
    "YICHUANG_SECRET_KEY": "k" * 50,
    "YICHUANG_HOSTS": "portal.example.gov.cn",
    "YICHUANG_PUBLIC_URL": "https://portal.example.gov.cn",
}


def start(tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("YICHUANG_", "DJANGO_"))}
    environment = {**kept, "YICHUANG_DATA": str(tmp_path), **variables}
    return subprocess.run(
        [sys.executable, "-c", SHOW],
        env=environment,
        cwd=settings.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({}, "YICHUANG_SECRET_KEY"),
        ({"YICHUANG_SECRET_KEY": "short"}, "YICHUANG_SECRET_KEY"),
        ({"YICHUANG_SECRET_KEY": "k" * 50}, "YICHUANG_HOSTS"),
        ({**SAFE, "YICHUANG_HOSTS": "*"}, "YICHUANG_HOSTS"),
        ({**SAFE, "YICHUANG_PUBLIC_URL": ""}, "YICHUANG_PUBLIC_URL"),
        ({**SAFE, "YICHUANG_DEBUG": "yes"}, "YICHUANG_DEBUG"),
        ({**SAFE, "YICHUANG_CLOCK_FILE": "/run/clock"}, "YICHUANG_CLOCK_FILE"),
        ({"YICHUANG_MODE": "holiday"}, "YICHUANG_MODE"),
    ],
)
def test_unsafe_production_does_not_start(
    tmp_path: Path, variables: dict[str, str], named: str
) -> None:
    done = start(tmp_path, **variables)
    assert done.returncode == 1
    assert done.stderr.startswith(f"{named}: ")
    assert "Traceback" not in done.stderr
    assert "docs/settings.md" in done.stderr


def test_safe_production_starts(tmp_path: Path) -> None:
    assert start(tmp_path, **SAFE).stdout == "production False 50 True\n"


def test_the_demo_needs_nothing(tmp_path: Path) -> None:
    mode, debug, length, https = start(tmp_path, YICHUANG_MODE="demo").stdout.split()
    assert (mode, debug, https) == ("demo", "False", "False")
    assert int(length) > 50
    assert (tmp_path / "secret_key").exists()


@pytest.mark.django_db
def test_the_database_is_opened_as_measured() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's own settings")
    with connection.cursor() as cursor:
        found = {}
        for name in ("journal_mode", "recursive_triggers", "cache_size", "temp_store"):
            cursor.execute(f"PRAGMA {name}")
            found[name] = cursor.fetchone()[0]
    assert found == {
        "journal_mode": "wal",
        "recursive_triggers": 1,
        "cache_size": -65536,
        "temp_store": 2,
    }
