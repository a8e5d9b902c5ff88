"""The case that a number names, for whoever may see it."""

from __future__ import annotations

from django.db import connection

from yichuang.kernel.cases.permits import must_see
from yichuang.kernel.cases.refusals import no_such_case
from yichuang.kernel.cases.rows import CASE_LIST, CaseNow, read_case_row
from yichuang.kernel.cases.sight import Sight
from yichuang.kernel.people.contracts import Actor


def find_case(number: str) -> CaseNow:
    """The row of a case, unlocked. Raises NotFound."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {CASE_LIST} FROM cases_case WHERE number = %s", [number])  # noqa: S608
        row = cursor.fetchone()
    if row is None:
        raise no_such_case()
    return read_case_row(row)


def item_of_case(actor: Actor, number: str) -> str:
    """The item of a case, for whoever may see it; nothing else of it is read. Raises NotFound to all others."""
    return see(actor, number).case.item


def see(actor: Actor, number: str) -> Sight:
    """The case for an actor who may know of it. Raises NotFound to all others."""
    sight = Sight(find_case(number))
    must_see(sight, actor)
    return sight
