"""What a decided case says to the indicators of its measure is kept, so that nobody has to read all cases for a sum."""

from __future__ import annotations

from django.db import transaction

from yichuang.kernel.cases.figures import marks_of
from yichuang.kernel.cases.models import CaseMark
from yichuang.kernel.cases.queries.find import find_case
from yichuang.kernel.cases.sight import Sight


def keep_figures(number: str) -> int:
    """Writes the marks of a decided case anew; gives how many. Safe to repeat. Raises NotFound."""
    sight = Sight(find_case(number))
    if sight.case.decided_at is None:
        return 0
    marks = marks_of(sight)
    with transaction.atomic():
        CaseMark.objects.filter(case_id=sight.case.id).delete()
        CaseMark.objects.bulk_create(
            CaseMark(
                case_id=sight.case.id,
                pack=sight.plan.item.pack,
                indicator=m.indicator,
                region=sight.case.region,
                state=m.state,
                hit=m.hit,
                grp=m.group.zh,
                grp_en=m.group.show("en"),
                outcome=m.outcome,
                value=m.value,
            )
            for m in marks
        )
    return len(marks)
