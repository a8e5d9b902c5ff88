"""Run as a process of its own: prepares cases, works on them saying what was committed, checks what is left.

python -m tests.promises.kill_script prepare N | work | check
"""

from __future__ import annotations

import os
import sys


def prepare(n: int) -> None:
    """Make the tables and `n` cases with four open tasks to come; prints their numbers."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from yichuang.kernel.cases.tests.conftest import make_city

    place = make_city()
    for _ in range(n):
        print(place.case(works__crosses__road="yes").number, flush=True)


def work() -> None:
    """Complete whatever is open, and say so once it is committed: number, node, seq."""
    from yichuang.kernel.cases import api
    from yichuang.kernel.cases.models import CaseNode
    from yichuang.kernel.cases.testing import Cast

    cast = Cast("341100")
    while True:
        row = (
            CaseNode.objects.filter(state="open", post__isnull=False, kind="task")
            .exclude(key="check")
            .select_related("case")
            .order_by("id")
            .first()
        )
        if row is None or row.post is None:
            return
        number = row.case.number
        done = api.complete(
            cast.clerk(row.post), number=number, node=row.key, outcome="approve", key=f"k{row.id}"
        )
        print(number, row.key, done.seq, flush=True)


def check() -> None:
    """Fold every case's record and compare; print every node that is done."""
    from yichuang.kernel.cases import api
    from yichuang.kernel.cases.models import Case, CaseNode
    from yichuang.kernel.trail import api as trail

    for number in Case.objects.values_list("number", flat=True):
        if api.replay(number) != api.state_of(number):
            print("FAULT replay", number)
        seqs = [line.seq for line in trail.list_lines(f"case:{number}", limit=0).rows]
        if seqs != list(range(1, len(seqs) + 1)):
            print("FAULT seq", number, seqs)
    for row in CaseNode.objects.filter(state="done").select_related("case"):
        print("done", row.case.number, row.key)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yichuang.config.settings")
    import django

    django.setup()
    if sys.argv[1] == "prepare":
        prepare(int(sys.argv[2]))
    else:
        {"work": work, "check": check}[sys.argv[1]]()
