"""A secret key that an installation makes for itself, so that the demo never runs on a known one."""

import os
import secrets
from pathlib import Path


def own_secret_key(folder: Path) -> str:
    """The key kept in `folder`/secret_key (readable by its owner only), made at the first call."""
    path = folder / "secret_key"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("utf-8").strip()
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        key = secrets.token_urlsafe(64)
        file.write(key)
    return key
