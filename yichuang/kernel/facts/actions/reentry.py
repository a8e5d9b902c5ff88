"""Counts how often a form asks for a datum, and how often it was known and typed all the same."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F

from yichuang.kernel.facts.contracts import ReEntry
from yichuang.kernel.facts.models import ReEntryCount


def count_asked(item: str, datum: str, known: bool) -> None:
    """One datum was typed into a form of `item`; `known`: the platform had it already."""
    count_asked_all(item, {datum: known})


def count_asked_all(item: str, data: Mapping[str, bool]) -> None:
    """The data typed into one form, each with whether it was known. Sorted, so that two forms never deadlock."""
    with transaction.atomic():
        ReEntryCount.objects.bulk_create(
            [ReEntryCount(item=item, datum=d) for d in sorted(data)], ignore_conflicts=True
        )
        for datum in sorted(data):
            again = 1 if data[datum] else 0
            ReEntryCount.objects.filter(item=item, datum=datum).update(
                asked=F("asked") + 1, typed_again=F("typed_again") + again
            )


def reentry(item: str = "") -> tuple[ReEntry, ...]:
    """The counts of one item, or of all, the most retyped first."""
    rows = ReEntryCount.objects.filter(item=item) if item else ReEntryCount.objects.all()
    return tuple(
        ReEntry(r.item, r.datum, r.asked, r.typed_again)
        for r in rows.order_by("-typed_again", "item", "datum")
    )
