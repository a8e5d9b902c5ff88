"""A database of a bench's own: SQLite with the settings of service, in a folder that goes away with it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def own_tables() -> Iterator[Path]:
    """Within the block Django stands on an empty, migrated SQLite file; gives the folder it is in.

    A process can do so once: Django is set up for good. Under pytest the suite's own tables are used.
    """
    with tempfile.TemporaryDirectory(prefix="yichuang-bench-") as folder:
        if "PYTEST_CURRENT_TEST" not in os.environ:
            _set_up(folder)
        yield Path(folder)


def _set_up(folder: str) -> None:
    # as in service: synchronous commits, not those of the suite
    os.environ.update(YICHUANG_MODE="demo", YICHUANG_DATA=folder)
    os.environ.pop("YICHUANG_DATABASE", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "yichuang.config.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
