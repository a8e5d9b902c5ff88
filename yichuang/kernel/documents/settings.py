"""What an installation may set for files and papers, read in one place with the values that hold unless set."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

Scan = Callable[[bytes], str]


def files_dir() -> Path:
    """The folder in which contents of files lie."""
    return Path(settings.FILES_DIR)


def most_bytes() -> int:
    """The size in bytes that one file may have."""
    return int(getattr(settings, "FILE_BYTES", 20 * 1024 * 1024))


def public_url() -> str:
    """The address of the portal as people outside reach it, without a slash at its end."""
    return str(getattr(settings, "PUBLIC_URL", "http://127.0.0.1:8000")).rstrip("/")


def sample_mark() -> str:
    """The mark on every page where the installation is not a real office; empty in production."""
    return "" if getattr(settings, "PRODUCTION", False) else "演示样张"


def malware_check() -> Scan | None:
    """The callable `module:name` that names what is wrong with a content (empty: nothing); None when none is set."""
    path = str(getattr(settings, "MALWARE_CHECK", ""))
    if not path:
        return None
    module, _, name = path.partition(":")
    check: Scan = getattr(importlib.import_module(module), name)
    return check
