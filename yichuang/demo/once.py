"""`demo --once`: a fresh portal in a folder of its own, the stories told to it, a table of what came of them."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from yichuang.demo.serving import environment, free_port, running

if TYPE_CHECKING:
    from yichuang.demo.stories import Teller, Told

# What is read by programs must not be cut; on a terminal the table takes its width.
CONSOLE = Console() if Console().is_terminal else Console(width=160)


def run() -> int:
    """0 when every story came out and the API answers for every id; 1 with the reason otherwise."""
    began = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="yichuang-demo-") as name,
        _own_world(Path(name)) as port,
    ):
        from yichuang.demo.client import WentWrong

        try:
            rows = _tell(Path(name), port)
        except WentWrong as wrong:
            CONSOLE.print(f"✗ {wrong}", markup=False)
            return 1
    CONSOLE.print(rows)
    CONSOLE.print(
        f"✓ {rows.row_count} 个故事都通过 all stories came out, {time.monotonic() - began:.0f} s"
    )
    return 0


@contextmanager
def _own_world(folder: Path) -> Iterator[int]:
    """This process and those it starts work on the folder; gives the port of the portal."""
    port = free_port()
    os.environ.update(environment(folder, port))
    for name in ("YICHUANG_DATABASE", "YICHUANG_FILES", "YICHUANG_HEADS", "YICHUANG_CLOCK_FILE"):
        os.environ.pop(name, None)
    import django

    django.setup()
    try:
        yield port
    finally:
        from django.db import connections

        connections.close_all()


def _tell(folder: Path, port: int) -> Table:
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from yichuang.base import clock
    from yichuang.demo import stories
    from yichuang.demo.cast import make_cast
    from yichuang.demo.database import careless_writing
    from yichuang.demo.receiver import Receiver

    with CONSOLE.status("建库、建机构和人员 tables, offices, people"):
        call_command("migrate", verbosity=0)
        with careless_writing():
            cast = make_cast(Path(settings.MEASURES_DIR))
        connection.close()
    table = _empty_table()
    receiver = Receiver().start()
    try:
        with CONSOLE.status("启动服务 starting") as status, running(folder, port) as portal:
            teller = stories.Teller(
                portal.url, cast.password, cast.grid_key, receiver, clock.today()
            )
            subscribed = teller.who("grid").call(
                "POST", "/webhooks", {"url": receiver.url, "kinds": ["*"]}, want=201
            )
            receiver.secret = subscribed["secret"]
            for told in stories.tell(teller):
                status.update(f"✓ {told.what.zh}")
                table.add_row(*_row(teller, told))
    finally:
        receiver.close()
    return table


def _empty_table() -> Table:
    table = Table(show_lines=True)
    for name in ("措施 measure", "做了什么 what it did", "结果 result"):
        table.add_column(name, overflow="fold")
    table.add_column("办件（接口所答） cases, as the API answers", no_wrap=True)
    return table


def _row(teller: Teller, told: Told) -> tuple[str, str, str, str]:
    """The row of a story: the API is asked for each of its ids."""
    measure = told.measure.partition("_")[0].upper()
    states = []
    for number in told.numbers:
        case = teller.who(told.asked_by).case(number)
        states.append(f"{number} {case['state']}{'/' + case['result'] if case['result'] else ''}")
    return (
        measure,
        f"{told.what.zh}\n{told.what.en}",
        f"{told.result.zh} {told.result.en}",
        "\n".join(states),
    )
