"""Makes the demonstration province in an empty data folder: tables, offices, registers, and two months of cases.

Runs in a process of its own, whose settings point to that folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

ROOT = Path(__file__).resolve().parent.parent.parent
SEED = 2023
CARD = "demo.json"
# How much of the whole the province's own making is; the rest is the passing of time.
PROVINCE_SHARE = 35


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of a province that was made: of what, when, who can log in, what went wrong on the way."""

    stamp: str
    built_at: str
    password: str
    grid_key: str
    logins: dict[str, str]
    cases: int
    stopped: tuple[str, ...]
    seconds: int


def read_card(folder: Path) -> Card | None:
    """The card of a folder; None where no province was finished."""
    try:
        said = json.loads((folder / CARD).read_text("utf-8"))
        return Card(**{**said, "stopped": tuple(said["stopped"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def write_card(folder: Path, card: Card) -> None:
    """Write it whole or not at all."""
    new = folder / f"{CARD}.new"
    new.write_text(json.dumps(asdict(card), ensure_ascii=False, indent=1), "utf-8")
    new.chmod(0o600)
    new.replace(folder / CARD)


def stamp() -> str:
    """What a province is made of: the packs, the demonstration, the tables. Another one is told by another stamp."""
    measures = Path(os.environ.get("YICHUANG_MEASURES") or ROOT / "measures")
    files = [p for p in measures.rglob("*") if p.is_file()]
    files += (ROOT / "yichuang" / "demo").rglob("*.py")
    files += (ROOT / "yichuang" / "demo" / "data").glob("*.csv")
    files += (ROOT / "yichuang").rglob("migrations/*.py")
    digest = hashlib.sha256()
    for path in sorted(files):
        if "/tests/" not in str(path):
            digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def build(folder: Path) -> int:
    """Make it in `folder`, where this process's settings point; 0 when it is finished and its card written."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    if Path(settings.DATA_DIR) != folder:
        raise RuntimeError("the settings point to another folder")
    began = time.monotonic()
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
        console=Console(),
    )
    with bar:
        task = bar.add_task("建表 tables", total=100)
        call_command("migrate", verbosity=0)
        bar.update(task, completed=4)
        card = _make(Path(settings.MEASURES_DIR), Telling(bar, task), began)
    connection.close()
    write_card(folder, card)
    return 0


@dataclass
class Telling:
    """Shows how far it is."""

    bar: Progress
    task: TaskID
    steps: int = 0

    def step(self, words: str) -> None:
        """One more part of the province."""
        self.steps += 1
        share = min(4 + self.steps * (PROVINCE_SHARE - 4) / 19, PROVINCE_SHARE)
        self._show(words, share)

    def moment(self, start: datetime, now: datetime, end: datetime) -> None:
        """The clock of the simulation is at `now`."""
        part = (now - start) / (end - start)
        self._show(f"办件 {now:%Y-%m-%d} cases", PROVINCE_SHARE + part * (100 - PROVINCE_SHARE))

    def _show(self, words: str, share: float) -> None:
        self.bar.update(self.task, description=words, completed=share)


def _make(root: Path, telling: Telling, began: float) -> Card:
    from yichuang.base import clock
    from yichuang.blocks.notices import api as notices
    from yichuang.demo.database import careless_writing
    from yichuang.demo.foundation import GRID, PASSWORD
    from yichuang.demo.offices import SYSTEM
    from yichuang.demo.province import make_province
    from yichuang.demo.receiver import Receiver
    from yichuang.demo.simulation import Simulation
    from yichuang.demo.timetable import SPAN, fill
    from yichuang.packs.api import read_days

    until = clock.now()
    start = clock.at(read_days(root).add_working_days(until.date(), -SPAN - 2).day, 8)
    receiver = Receiver().start()
    try:
        with careless_writing(), clock.travel(start):
            province = make_province(root, SEED, telling.step)
            made = notices.subscribe(SYSTEM, partner=GRID, url=receiver.url, kinds=["*"])
            receiver.secret = made.secret
            simulation = Simulation(until)
            simulation.settle()
            count = fill(simulation, province, SEED)
            simulation.run(lambda now: telling.moment(start, now, until))
            wrong = (*simulation.stopped, *_stuck())
    finally:
        receiver.close()
    return Card(
        stamp=stamp(),
        built_at=until.isoformat(timespec="seconds"),
        password=PASSWORD,
        grid_key=province.grid_key,
        logins=province.staff.logins,
        cases=count,
        stopped=wrong,
        seconds=round(time.monotonic() - began),
    )


def _stuck() -> tuple[str, ...]:
    """What the worker could not do."""
    from yichuang.kernel.trail import api as trail

    works = tuple(f"{stuck}" for stuck in trail.list_stuck(5))
    return works + tuple(
        f"{timer.kind} {timer.ref}: {error}" for timer, _, error in trail.list_stuck_timers(5)
    )
