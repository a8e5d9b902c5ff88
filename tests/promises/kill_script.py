"""Run as a process of its own: prepares cases, works on them saying what was committed, checks what is left.

python -m tests.promises.kill_script prepare N | work | town WEBHOOK | check
"""

from __future__ import annotations

import os
import sys


def prepare(n: int) -> None:
    """Make the tables and `n` cases with four open tasks to come; prints the database, then their numbers."""
    from django.core.management import call_command
    from django.db import connection

    print(connection.vendor, flush=True)
    call_command("migrate", verbosity=0)
    from yichuang.kernel.cases.testing import make_city

    place = make_city()
    for _ in range(n):
        print(place.case(works__crosses__road="yes").number, flush=True)


def town(webhook: str) -> None:
    """Build the cast of the doors' tests in tables that are there; prints the database, then the town."""
    from django.db import connection

    from tests.town import build_town

    print(connection.vendor, flush=True)
    print(build_town(webhook).as_text(), flush=True)


def work() -> None:
    """Complete whatever is open, and say so once it is committed: number, node, seq."""
    from yichuang.kernel.cases import api, testing

    cast = testing.Cast("341100")
    for number in testing.all_numbers():
        while rows := [
            r for r in testing.open_nodes(number) if r.kind == "task" and r.key != "check"
        ]:
            clerk = cast.clerk(rows[0].post or 0)
            key = f"{number}.{rows[0].key}"
            done = api.complete(clerk, number=number, node=rows[0].key, outcome="approve", key=key)
            print(number, rows[0].key, done.seq, flush=True)


def check() -> None:
    """Fold every case's record and compare, verify the whole; print every line, every node that is done, what waits."""
    from yichuang.kernel.cases import api, testing
    from yichuang.kernel.trail import api as trail

    for number in testing.all_numbers():
        if api.replay(number) != api.state_of(number):
            print("FAULT replay", number)
        lines = trail.list_lines(f"case:{number}", limit=0).rows
        seqs = [line.seq for line in lines]
        if seqs != list(range(1, len(seqs) + 1)):
            print("FAULT seq", number, seqs)
        for row in testing.rows_of(number).values():
            if row.state == "done":
                print("done", number, row.key)
        for line in lines:
            print("line", number, line.kind, line.node)
    for fault in trail.verify().faults:
        print("FAULT record", fault)
    print("waiting", trail.backlog().rows)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yichuang.config.settings")
    import django

    django.setup()
    if sys.argv[1] == "prepare":
        prepare(int(sys.argv[2]))
    elif sys.argv[1] == "town":
        town(sys.argv[2])
    else:
        {"work": work, "check": check}[sys.argv[1]]()
