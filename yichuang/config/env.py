"""Readers of settings from the environment: one per kind, and a loud refusal when a value is unfit.

Pure Python, so that it can be tested without Django. Each reader names the variable, says what was
expected and shows what was found; a secret is never shown.
"""

import ipaddress
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


class SettingsRefused(SystemExit):
    """A setting is missing or unfit; the process ends with one sentence and no trace."""

    def __init__(self, name: str, wanted: str, found: str | None = None) -> None:
        """Keep the variable's name; `found` is left out for secrets."""
        self.name = name
        seen = "" if found is None else f", found {found!r}"
        super().__init__(f"{name}: {wanted}{seen}. See docs/settings.md.")


def read_text(name: str, default: str | None = None) -> str:
    """The text of a variable; without a default it must be set and not empty."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise SettingsRefused(name, "must be set")
    return default


def read_bool(name: str, *, default: bool) -> bool:
    """Yes or no: 1/0, yes/no, true/false, on/off, in any case."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "yes", "true", "on"}:
        return True
    if value in {"0", "no", "false", "off"}:
        return False
    raise SettingsRefused(name, "must be yes or no", value)


def read_int(name: str, default: int, *, least: int, most: int) -> int:
    """A whole number within least..most."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    try:
        number = int(value)
    except ValueError:
        raise SettingsRefused(name, "must be a whole number", value) from None
    if not least <= number <= most:
        raise SettingsRefused(name, f"must be within {least}..{most}", value)
    return number


def read_path(name: str, default: Path) -> Path:
    """An absolute path; a relative one would depend on where the process was started."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    path = Path(value).expanduser()
    if not path.is_absolute():
        raise SettingsRefused(name, "must be an absolute path", value)
    return path


def read_choice(name: str, default: str, choices: Sequence[str]) -> str:
    """One of a few words."""
    value = read_text(name, default)
    if value not in choices:
        raise SettingsRefused(name, f"must be one of {', '.join(choices)}", value)
    return value


def read_hex(name: str) -> str:
    """A secret of 32 bytes as 64 hexadecimal digits, never shown; empty when it is not set."""
    value = read_text(name, "")
    if value and not re.fullmatch(r"[0-9a-f]{64}", value):
        raise SettingsRefused(name, "must be 64 hexadecimal digits in lower case")
    return value


def read_list(name: str, default: Sequence[str]) -> list[str]:
    """Words parted by commas."""
    value = os.environ.get(name, "").strip()
    if not value:
        return list(default)
    return [word.strip() for word in value.split(",") if word.strip()]


# Exactly as measured: IMMEDIATE because a deferred read that turns into a write fails at once under
# load, recursive_triggers because INSERT OR REPLACE would otherwise slip past a delete trigger.
SQLITE_INIT = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous={synchronous};PRAGMA recursive_triggers=ON;"
    "PRAGMA cache_size=-65536;PRAGMA mmap_size=2147483648;PRAGMA temp_store=MEMORY"
)


def read_networks(name: str) -> list[str]:
    """Addresses or networks (CIDR) parted by commas; none when it is not set."""
    found = read_list(name, ())
    for one in found:
        try:
            ipaddress.ip_network(one)
        except ValueError:
            raise SettingsRefused(
                name, "addresses or networks such as 10.0.0.7,10.0.1.0/24", one
            ) from None
    return found


def read_database(
    name: str, default: Path, *, server_side_binding: bool, synchronous: str = "FULL"
) -> dict[str, Any]:
    """Django's description of the database: an absolute SQLite path or a postgresql:// address.

    PostgreSQL on a unix socket: postgresql:///yichuang?host=/run/postgresql&user=yichuang
    """
    value = read_text(name, str(default))
    if "://" not in value:
        path = Path(value).expanduser()
        if not path.is_absolute():
            raise SettingsRefused(name, "must be an absolute path or postgresql://...", value)
        return _sqlite(path, synchronous)
    parts = urlsplit(value)
    if parts.scheme not in {"postgresql", "postgres"}:
        # the address may hold a password: only its scheme is shown
        raise SettingsRefused(name, "must be a path or postgresql://...", parts.scheme + "://")
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return _postgresql(
        name=unquote(parts.path.lstrip("/")) or "yichuang",
        user=unquote(parts.username or query.get("user", "")),
        password=unquote(parts.password or query.get("password", "")),
        host=parts.hostname or query.get("host", ""),
        port=str(parts.port or query.get("port", "")),
        server_side_binding=server_side_binding,
    )


def _sqlite(path: Path, synchronous: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": SQLITE_INIT.format(synchronous=synchronous),
        },
    }


def _postgresql(
    *, name: str, user: str, password: str, host: str, port: str, server_side_binding: bool
) -> dict[str, Any]:
    options: Mapping[str, Any] = {}
    if server_side_binding:
        options = {"server_side_binding": True, "prepare_threshold": 3}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": user,
        "PASSWORD": password,
        "HOST": host,
        "PORT": port,
        "OPTIONS": dict(options),
        "CONN_HEALTH_CHECKS": True,
    }
