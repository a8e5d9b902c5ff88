"""The small numbers behind names of data: the table is tiny, so it is asked each time and never stale."""

from __future__ import annotations

from collections.abc import Iterable

from yichuang.kernel.facts.models import Datum


def datum_ids(keys: Iterable[str]) -> dict[str, int]:
    """The numbers of these names, made where they are new: one query when all are known."""
    wanted = set(keys)
    found = known_ids(wanted)
    missing = sorted(wanted - found.keys())
    if missing:
        # ON CONFLICT DO NOTHING: another process may name the same datum at the same moment.
        Datum.objects.bulk_create([Datum(key=key) for key in missing], ignore_conflicts=True)
        found |= known_ids(missing)
    return found


def known_ids(keys: Iterable[str]) -> dict[str, int]:
    """The numbers of those names that have one."""
    return dict(Datum.objects.filter(key__in=set(keys)).values_list("key", "id"))
