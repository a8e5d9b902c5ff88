"""Statements become facts: checked against the dictionary all at once, mended, added, one line in the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from yichuang.base import clock
from yichuang.base.canonical import digest
from yichuang.base.errors import Invalid, NotFound, Problem
from yichuang.base.refs import Ref
from yichuang.base.text import Text
from yichuang.kernel.facts.contracts import Source, Statement
from yichuang.kernel.facts.data_names import datum_ids
from yichuang.kernel.facts.logic.statements import Checked, check_statement
from yichuang.kernel.facts.logic.types import Definitions, find_definition
from yichuang.kernel.facts.models import FactRow, Subject
from yichuang.kernel.people.contracts import Actor
from yichuang.kernel.trail import api as trail

# A program must send a code that stands; a person is only warned of what real codes break.
STRICT_KINDS = frozenset({"partner", "fetched"})


def record(
    actor: Actor,
    subject: int,
    statements: Sequence[Statement],
    source: Source,
    *,
    definitions: Definitions,
    at: datetime | None = None,
) -> tuple[int, ...]:
    """Adds the statements about one subject and gives their ids, in order.

    Values are canonical text, checked by the dictionary's types and mended (codes folded). Raises Invalid with every
    fault at once, NotFound when there is no such subject.
    """
    if not statements:
        return ()
    row = Subject.objects.filter(id=subject).first()
    if row is None:
        raise NotFound("facts.no_subject", Text("没有这个主体", "there is no such subject"))
    moment = at or clock.now()
    checked = _check(row.kind, statements, definitions, strict=source.kind in STRICT_KINDS)
    with transaction.atomic():
        ids = datum_ids([c.datum for c in checked])
        rows = [_row(subject, ids[c.datum], c, source, moment, actor) for c in checked]
        made = FactRow.objects.bulk_create(rows)
        body = _body(checked, source)
        trail.record(
            Ref("subject", str(subject)), "facts.recorded", body, actor=actor.label, at=moment
        )
    return tuple(r.id for r in made)


def withdraw_facts(
    actor: Actor, subject: int, data: Sequence[str], source: Source, *, at: datetime | None = None
) -> tuple[int, ...]:
    """The source takes back what it said of these data: from now on it says nothing (not that there is none)."""
    moment = at or clock.now()
    with transaction.atomic():
        ids = datum_ids(data)
        rows = [
            FactRow(
                subject_id=subject,
                datum_id=ids[name],
                value="",
                withdrawn=True,
                source_kind=source.kind,
                owner=source.owner,
                source_ref=source.ref,
                valid_from=clock.day_of(moment),
                recorded_at=moment,
                by=actor.label,
            )
            for name in data
        ]
        made = FactRow.objects.bulk_create(rows)
        body = {"data": list(data), "owner": source.owner, "ref": source.ref}
        trail.record(
            Ref("subject", str(subject)), "facts.withdrawn", body, actor=actor.label, at=moment
        )
    return tuple(r.id for r in made)


def _check(
    kind: str, statements: Sequence[Statement], definitions: Definitions, *, strict: bool
) -> list[Checked]:
    checked: list[Checked] = []
    problems: list[Problem] = []
    for statement in statements:
        name = statement.datum if "." in statement.datum else f"{kind}.{statement.datum}"
        definition = find_definition(definitions, name)
        result = check_statement(kind, name, statement, definition, strict=strict)
        if isinstance(result, Problem):
            problems.append(result)
        else:
            checked.append(result)
    if problems:
        raise Invalid(
            "facts.invalid",
            Text(f"有 {len(problems)} 项不能收下", f"{len(problems)} of them cannot be taken"),
            problems=tuple(problems),
            remedy=Text("请按每一项的说明改正后再交", "mend each as it says and send again"),
        )
    return checked


def _row(
    subject: int, datum: int, checked: Checked, source: Source, moment: datetime, actor: Actor
) -> FactRow:
    return FactRow(
        subject_id=subject,
        datum_id=datum,
        value=checked.value,
        none=checked.none,
        findable=checked.findable,
        source_kind=source.kind,
        owner=source.owner,
        source_ref=source.ref,
        valid_from=checked.valid_from or clock.day_of(moment),
        valid_until=checked.valid_until,
        recorded_at=moment,
        by=actor.label,
    )


def _body(checked: Sequence[Checked], source: Source) -> Mapping[str, object]:
    # The record proves what was said without telling it: values stand in the facts, their digests here.
    said = [
        {"datum": c.datum, "digest": digest([c.value, c.none]), "from": str(c.valid_from or "")}
        for c in checked
    ]
    return {"kind": source.kind, "owner": source.owner, "ref": source.ref, "facts": said}
