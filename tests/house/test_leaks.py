"""Nothing of a workplace, a registry or a secret stands in the project."""

import re
import subprocess
from pathlib import Path

from tests.house.source import ROOT, assert_none, place

TEXT = {".py", ".md", ".txt", ".in", ".toml", ".yaml", ".yml", ".json", ".html", ".css", ".csv", ""}
LEAKS = {
    "a path of one machine": re.compile(r"(?<![\w.])/(?:home|root|opt|srv|work)/\w"),
    "the seed's folder": re.compile(r"\.\./shared\b"),
    "a registry's host": re.compile(
        r"pypi\.org|pythonhosted|registry\.npmjs|mirrors\.\w+\.(?:com|cn|edu)|deb\.debian\.org"
    ),
    "an option that names a host": re.compile(
        r"--(?:extra-)?index-url|--find-links|--trusted-host"
    ),
    "a private key": re.compile(r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY"),
    "a token": re.compile(r"\b(?:ghp|gho|github_pat|glpat|AKIA|xox[bp])[-_A-Za-z0-9]{16,}"),
    "a password in an address": re.compile(r"://[a-z0-9_]+:[^@\s/{$]{3,}@"),
}


def project_files() -> list[Path]:
    """Every file that git knows or would take."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    paths = (ROOT / name for name in listed)
    return [p for p in paths if p.is_file() and p.suffix in TEXT and "vendor" not in p.parts]


def leaks_in(text: str) -> list[str]:
    """What should not stand there, by name."""
    return [name for name, pattern in LEAKS.items() if pattern.search(text)]


def test_nothing_leaks() -> None:
    this = Path(__file__).resolve()
    faults = [
        f"{place(path)}: {name}"
        for path in project_files()
        if path.resolve() != this
        for name in leaks_in(path.read_text("utf-8", "replace"))
    ]
    assert_none(faults)


def test_leaks_are_seen() -> None:
    assert leaks_in("see /home/somebody/x") == ["a path of one machine"]
    assert leaks_in("pip --index-url x") == ["an option that names a host"]
    assert leaks_in("postgresql://u:secret@db/x") == ["a password in an address"]
    assert leaks_in("postgresql:///yichuang?host=/run/postgresql; USER:PASSWORD; a/work/b") == []
