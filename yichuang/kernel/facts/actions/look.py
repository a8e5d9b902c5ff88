"""That somebody saw personal data is written down: once per actor, subject, matter and day, with purpose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from django.db import transaction

from yichuang.base import clock
from yichuang.base.refs import Ref
from yichuang.base.text import Text
from yichuang.kernel.facts.contracts import Seen
from yichuang.kernel.facts.logic.masks import GUARDED
from yichuang.kernel.facts.logic.types import Definitions, find_definition
from yichuang.kernel.facts.models import LookRow
from yichuang.kernel.people.contracts import Actor
from yichuang.kernel.trail import api as trail


def look(
    actor: Actor,
    seen: Iterable[Seen],
    purpose: Text,
    ref: str,
    *,
    definitions: Definitions,
    who: Callable[[], Text],
) -> bool:
    """Notes that `actor` sees these data and papers for `purpose` in the matter `ref`. True when anything was noted.

    Of data only personal and secret ones are noted, of papers all, and nothing that people see of those they act for;
    what the same actor has seen of the same subject in the same matter today is not noted again. `who` names department
    and post in words and is asked only when there is something to note. One query when there is nothing new.
    """
    if actor.is_system:
        return False
    guarded = {s.subject: s for s in _guarded(seen, definitions) if s.subject not in actor.subjects}
    if not guarded:
        return False
    day = clock.today()
    fresh = [s for s in _fresh(actor, guarded, ref) if s.data or s.papers]
    if not fresh:
        return False
    name = who()
    with transaction.atomic():
        LookRow.objects.bulk_create(
            LookRow(
                at=clock.now(),
                day=day,
                by=actor.label,
                who_zh=name.zh[:200],
                who_en=name.show("en")[:300],
                subject_id=s.subject,
                data=sorted(s.data),
                papers=[[p.zh, p.show("en")] for p in s.papers],
                purpose_zh=purpose.zh[:200],
                purpose_en=purpose.show("en")[:300],
                ref=ref,
            )
            for s in fresh
        )
        for s in fresh:
            papers = [p.zh for p in s.papers]
            body = {"data": sorted(s.data), "papers": papers, "ref": ref, "purpose": purpose.zh}
            trail.record(Ref("subject", str(s.subject)), "facts.looked", body, actor=actor.label)
    return True


def _guarded(seen: Iterable[Seen], definitions: Definitions) -> Iterable[Seen]:
    """What is worth noting of each subject."""
    data: dict[int, set[str]] = defaultdict(set)
    papers: dict[int, dict[str, Text]] = defaultdict(dict)
    for one in seen:
        data[one.subject] |= {n for n in one.data if is_guarded(n, definitions)}
        papers[one.subject] |= {p.zh: p for p in one.papers}
    return (
        Seen(s, frozenset(names), tuple(papers[s].values()))
        for s, names in data.items()
        if names or papers[s]
    )


def _fresh(actor: Actor, seen: Mapping[int, Seen], ref: str) -> list[Seen]:
    """What this actor has not seen yet today in this matter."""
    data: dict[int, set[str]] = defaultdict(set)
    papers: dict[int, set[str]] = defaultdict(set)
    before = LookRow.objects.filter(
        by=actor.label, subject_id__in=list(seen), ref=ref, day=clock.today()
    )
    for subject, names, opened in before.values_list("subject_id", "data", "papers"):
        data[subject].update(names)
        papers[subject].update(zh for zh, _ in opened)
    return [
        Seen(i, s.data - data[i], tuple(p for p in s.papers if p.zh not in papers[i]))
        for i, s in sorted(seen.items())
    ]


def is_guarded(name: str, definitions: Definitions) -> bool:
    """Whether a datum (`kind.key`) is personal or secret."""
    datum = find_definition(definitions, name)
    return datum is not None and datum.sensitivity in GUARDED
