"""Adding to sums: one statement for many rows, the same on both databases, rows always in one order (no deadlock)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple

from django.db import connection

from yichuang.blocks.mining.logic import Sums

# Rows of one statement; SQLite takes 32,766 parameters, and long statements are parsed slowly.
ROWS = 300
Row = tuple[str | int, ...]
STEP = ("scope", "item", "month", "node", "department")
TIMES = ("rounds", "again", "working", "waiting", "paused")
SPREAD = ("scope", "item", "month", "node", "what", "bucket")
WAY = ("scope", "item", "month", "way")


def write_sums(sums: Sums) -> None:
    """Adds everything; what adds nothing is not written."""
    steps = ((*key, *astuple(times)) for key, times in sums.times.items() if any(astuple(times)))
    _add("mining_stepsum", STEP, TIMES, steps)
    _add("mining_spread", SPREAD, ("n",), ((*k, n) for k, n in sums.spread.items() if n))
    ways = ((*k, n, sums.seconds[k]) for k, n in sums.ways.items() if n or sums.seconds[k])
    _add("mining_waysum", WAY, ("n", "seconds"), ways)


def write_ways(texts: Iterable[tuple[str, str]]) -> None:
    """Spells ways out where they are not spelled yet."""
    _put("mining_waytext", ("way", "text"), sorted(set(texts)), "DO NOTHING")


def write_names(rows: Iterable[Row]) -> None:
    """What items and steps are called now: rows of item, node, kind, place, after, zh, en."""
    new = ", ".join(f"{c} = excluded.{c}" for c in ("kind", "place", "after", "zh", "en"))
    columns = ("item", "node", "kind", "place", "after", "zh", "en")
    by_step = {(row[0], row[1]): row for row in rows}
    _put(
        "mining_name",
        columns,
        sorted(by_step.values(), key=lambda row: (str(row[0]), str(row[1]))),
        f"(item, node) DO UPDATE SET {new}",
    )


def _add(table: str, key: Sequence[str], amounts: Sequence[str], rows: Iterable[Row]) -> None:
    more = ", ".join(f"{c} = {table}.{c} + excluded.{c}" for c in amounts)
    ordered = sorted(rows, key=lambda row: tuple(str(v) for v in row[: len(key)]))
    _put(table, (*key, *amounts), ordered, f"({', '.join(key)}) DO UPDATE SET {more}")


def _put(table: str, columns: Sequence[str], rows: Sequence[Row], conflict: str) -> None:
    place = "(" + ", ".join(["%s"] * len(columns)) + ")"
    with connection.cursor() as cursor:
        for at in range(0, len(rows), ROWS):
            some = rows[at : at + ROWS]
            values = ", ".join([place] * len(some))
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES {values} "  # noqa: S608
                f"ON CONFLICT {conflict}",
                [value for row in some for value in row],
            )
