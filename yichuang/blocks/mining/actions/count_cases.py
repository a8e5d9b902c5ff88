"""Counting cases that are over: what they said before is taken away, what they say now is added. Safe to repeat."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set

from django.db import transaction

from yichuang.blocks.mining.logic import RESULT, Sums, name_of_way, read_said, what_it_says
from yichuang.blocks.mining.models import MinedCase, Name, Spread, StepSum, WaySum, WayText
from yichuang.blocks.mining.sums import write_names, write_sums, write_ways
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.history_contracts import CaseHistory
from yichuang.kernel.people import api as people

BATCH = 500


def count_cases(numbers: Sequence[str]) -> int:
    """Counts those of the cases that are over, in one transaction; gives how many. Others are left out."""
    with transaction.atomic():
        # locked before they are read: of two that count one case the later reads what is newer
        rows = lock_cases(numbers)
        found = cases.histories(numbers)
        add_histories(found, rows)
    return len(found)


def add_histories(found: Sequence[CaseHistory], rows: Mapping[str, MinedCase]) -> None:
    """Adds what these cases say and takes away what they said before; `rows` are theirs, locked."""
    sums, work = Sums(), cases.office_time()
    scopes: dict[str, tuple[str, ...]] = {}
    texts = []
    for case in found:
        if case.region not in scopes:
            scopes[case.region] = (case.region, *people.parents(case.region))
        said, row = what_it_says(case, work), rows[case.number]
        if row.said is not None:
            sums.add(row.scopes, row.item, read_said(row.said), -1)
        sums.add(scopes[case.region], case.item, said, 1)
        texts.append((name_of_way(said.way), said.way))
        row.item, row.scopes, row.said = case.item, list(scopes[case.region]), said.as_json()
    write_sums(sums)
    write_ways(texts)
    write_names(row for case in found for row in _names(case))
    _keep(rows, {case.number for case in found})


def lock_cases(numbers: Sequence[str]) -> dict[str, MinedCase]:
    """The rows of these cases, made where missing, locked."""
    MinedCase.objects.bulk_create(
        (MinedCase(number=n) for n in sorted(numbers)), ignore_conflicts=True
    )
    locked = MinedCase.objects.select_for_update().filter(number__in=numbers).order_by("number")
    return {row.number: row for row in locked}


def _keep(rows: Mapping[str, MinedCase], found: Set[str]) -> None:
    MinedCase.objects.bulk_create(
        (row for number, row in rows.items() if number in found),
        update_conflicts=True,
        unique_fields=["number"],
        update_fields=["item", "scopes", "said"],
    )
    if len(found) < len(rows):
        MinedCase.objects.filter(number__in=rows.keys() - found, said__isnull=True).delete()


def _names(case: CaseHistory) -> Iterator[tuple[str | int, ...]]:
    yield case.item, "", "", 0, False, case.item_name.zh, case.item_name.en
    result = case.result_name
    yield case.item, RESULT + (case.result or case.state), "result", 0, False, result.zh, result.en
    for r in case.rounds:
        yield case.item, r.node, r.kind, r.place, r.after_decision, r.name.zh, r.name.en


def recount(
    *,
    from_nothing: bool = False,
    tell: Callable[[int], object] = lambda _n: None,
    size: int = BATCH,
) -> int:
    """Counts all cases that are over, `size` in a transaction; gives how many. The portal may go on meanwhile.

    `from_nothing` empties the sums first: for when they are in doubt.
    """
    if from_nothing:
        with transaction.atomic():
            for table in (StepSum, Spread, WaySum, WayText, Name, MinedCase):
                table.objects.all().delete()
    counted, after = 0, 0
    while True:
        numbers, after = cases.list_over(after=after, limit=size)
        counted += count_cases(numbers)
        tell(counted)
        if not after:
            return counted
