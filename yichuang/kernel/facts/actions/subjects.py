"""Subjects come into being: found by their official code, or new and still without one."""

from __future__ import annotations

from django.db import transaction

from yichuang.base import clock
from yichuang.base.errors import Conflict
from yichuang.base.refs import Ref
from yichuang.base.text import Text
from yichuang.kernel.facts.contracts import SubjectInfo
from yichuang.kernel.facts.models import Subject
from yichuang.kernel.people.contracts import Actor
from yichuang.kernel.trail import api as trail


def ensure_subject(kind: str, code: str, *, actor: Actor) -> SubjectInfo:
    """The subject with this official code, made when it is not there yet; safe when two do it at once."""
    if not code:
        raise ValueError("a subject without a code is made by new_subject")
    found = Subject.objects.filter(kind=kind, code=code).first()
    if found is not None:
        return SubjectInfo(found.id, kind, code)
    with transaction.atomic():
        # ON CONFLICT DO NOTHING: whoever comes second reads the other's row.
        Subject.objects.bulk_create(
            [Subject(kind=kind, code=code, created=clock.now())], ignore_conflicts=True
        )
        row = Subject.objects.get(kind=kind, code=code)
        _record(row, actor)
    return SubjectInfo(row.id, kind, code)


def new_subject(kind: str, *, actor: Actor) -> SubjectInfo:
    """A new subject without a code: what a case makes, or a person whose papers are still to be seen."""
    with transaction.atomic():
        row = Subject.objects.create(kind=kind, code=None, created=clock.now())
        _record(row, actor)
    return SubjectInfo(row.id, kind, "")


def give_code(actor: Actor, subject: int, code: str) -> SubjectInfo:
    """Gives a subject its official code, once. Raises Conflict when it has another, or another subject has this one."""
    with transaction.atomic():
        row = Subject.objects.select_for_update(no_key=True).get(id=subject)
        if row.code == code:
            return SubjectInfo(row.id, row.kind, code)
        other = Subject.objects.filter(kind=row.kind, code=code).first()
        if row.code or other is not None:
            raise Conflict(
                "facts.code_taken",
                Text(
                    "该主体已有代码，或该代码已属于另一主体",
                    "the subject has a code already, or the code is another's",
                ),
                data={
                    "subject": subject,
                    "code": code,
                    "has": row.code or "",
                    "other": other.id if other else None,
                },
                remedy=Text(
                    "请核对代码，或改用已有的主体", "check the code, or use the subject that has it"
                ),
            )
        row.code = code
        row.save(update_fields=["code"])
        trail.record(
            Ref("subject", str(row.id)), "subject.coded", {"code": code}, actor=actor.label
        )
    return SubjectInfo(row.id, row.kind, code)


def _record(row: Subject, actor: Actor) -> None:
    body = {"kind": row.kind, "code": row.code or ""}
    trail.record(Ref("subject", str(row.id)), "subject.made", body, actor=actor.label)
