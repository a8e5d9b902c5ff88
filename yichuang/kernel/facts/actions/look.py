"""That somebody saw personal data is written down: once per actor, matter and day, with purpose."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from yichuang.base import clock
from yichuang.base.refs import Ref
from yichuang.base.text import Text
from yichuang.kernel.facts.logic.masks import GUARDED
from yichuang.kernel.facts.logic.types import Definitions, find_definition
from yichuang.kernel.facts.models import LookRow
from yichuang.kernel.people.contracts import Actor
from yichuang.kernel.trail import api as trail


def look(
    actor: Actor,
    subject: int,
    data: Iterable[str],
    purpose: Text,
    ref: str,
    *,
    definitions: Definitions,
    who: str = "",
) -> bool:
    """Notes that `actor` sees these data (`kind.key`) of `subject` for `purpose` in the matter `ref`.

    Only personal and secret data are noted, and not what people see of themselves; what the same actor has seen of the
    same subject in the same matter today is not noted again. `who` names post and department in words. True when noted.
    """
    if subject in actor.subjects or actor.is_system:
        return False
    guarded = {n for n in data if _guarded(n, definitions)}
    if not guarded:
        return False
    day = clock.today()
    seen = LookRow.objects.filter(by=actor.label, subject_id=subject, ref=ref, day=day)
    fresh = sorted(guarded.difference(*seen.values_list("data", flat=True)))
    if not fresh:
        return False
    with transaction.atomic():
        LookRow.objects.create(
            at=clock.now(),
            day=day,
            by=actor.label,
            who=who or actor.name,
            subject_id=subject,
            data=fresh,
            purpose_zh=purpose.zh[:200],
            purpose_en=purpose.en[:300],
            ref=ref,
        )
        body = {"data": fresh, "ref": ref, "purpose": purpose.zh}
        trail.record(Ref("subject", str(subject)), "facts.looked", body, actor=actor.label)
    return True


def _guarded(name: str, definitions: Definitions) -> bool:
    datum = find_definition(definitions, name)
    return datum is not None and datum.sensitivity in GUARDED
