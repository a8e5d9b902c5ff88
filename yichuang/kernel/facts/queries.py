"""What is known: on a day, in a year, over time, of many subjects at once. A constant number of queries each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from yichuang.base import clock
from yichuang.engines.values import NONE, from_canonical
from yichuang.kernel.catalogue.contracts import DatumDef
from yichuang.kernel.facts.contracts import Fact, Known, Source, SubjectInfo
from yichuang.kernel.facts.data_names import known_ids
from yichuang.kernel.facts.logic.precedence import is_old, living, order, year_read
from yichuang.kernel.facts.logic.types import Definitions, find_definition, type_of
from yichuang.kernel.facts.models import FactRow, Subject

COLUMNS = (
    "id", "subject_id", "datum__key", "value", "none", "withdrawn", "source_kind", "owner", "source_ref",
    "valid_from", "valid_until", "recorded_at",
)  # fmt: skip


def read(
    subjects: Iterable[int],
    data: Iterable[str] | None,
    as_of: date,
    definitions: Definitions,
    *,
    year_shift: int = 0,
) -> Mapping[tuple[int, str], Known]:
    """What holds on the day `as_of` for each subject and datum (`kind.key`); what nobody says is not in the answer.

    Of each source its latest statement counts; among sources precedence decides, the others are shown as `others`.
    Yearly data: the statement about the last full year before `as_of` (`year_shift` 1: the running year, -1: the year
    before the last). At most two queries.
    """
    rows = FactRow.objects.filter(subject_id__in=set(subjects))
    if data is not None:
        rows = rows.filter(datum__key__in=set(data))
    by_datum: dict[tuple[int, str], list[Fact]] = defaultdict(list)
    for fact in _latest(rows, as_of, year_read(as_of, year_shift), _yearly(definitions, data)):
        by_datum[fact.subject, fact.datum].append(fact)
    answer: dict[tuple[int, str], Known] = {}
    for (subject, name), said in by_datum.items():
        known = _known(name, said, as_of, find_definition(definitions, name))
        if known is not None:
            answer[subject, name] = known
    return answer


def _yearly(definitions: Definitions, data: Iterable[str] | None) -> frozenset[str]:
    if data is not None:
        names = [(name, find_definition(definitions, name)) for name in data]
        return frozenset(n for n, d in names if d is not None and d.period == "year")
    return frozenset(
        f"{kind}.{key}"
        for kind, subject in definitions.subjects.items()
        for key, datum in subject.data.items()
        if datum.period == "year"
    )


def _latest(
    rows: QuerySet[FactRow], as_of: date, year: int, yearly: frozenset[str]
) -> Iterable[Fact]:
    """The latest statement of each source: by the day as_of, of yearly data within the year."""
    day = Q(valid_from__lte=as_of)
    if yearly:
        within = Q(valid_from__gte=date(year, 1, 1), valid_from__lte=date(year, 12, 31))
        of_year = Q(datum_id__in=list(known_ids(yearly).values()))
        day = (day & ~of_year) | (within & of_year)
    ranked = rows.filter(day).annotate(
        place=Window(
            RowNumber(),
            partition_by=[F("subject_id"), F("datum_id"), F("source_kind"), F("owner")],
            order_by=[F("valid_from").desc(), F("id").desc()],
        )
    )
    for row in ranked.filter(place=1).values_list(*COLUMNS):
        if row[5]:
            continue
        fact = _fact(row)
        if fact.datum in yearly or living(fact, as_of):
            yield fact


def _fact(row: Sequence[object]) -> Fact:
    ident, subject, datum, value, none, _, kind, owner, ref, since, until, recorded = row
    return Fact(
        id=ident,  # type: ignore[arg-type]
        subject=subject,  # type: ignore[arg-type]
        datum=datum,  # type: ignore[arg-type]
        value=value,  # type: ignore[arg-type]
        none=bool(none),
        source=Source(kind, owner, ref),  # type: ignore[arg-type]
        valid_from=since,  # type: ignore[arg-type]
        valid_until=until,  # type: ignore[arg-type]
        recorded_at=recorded.astimezone(clock.SHANGHAI),  # type: ignore[attr-defined]
    )


def _known(name: str, said: list[Fact], as_of: date, definition: DatumDef | None) -> Known | None:
    if definition is None:
        # No longer in the dictionary: kept, shown by history, but read by nobody.
        return None
    ranked = order(said, definition)
    first = ranked[0]
    value = NONE if first.none else from_canonical(first.value, type_of(definition))
    old = is_old(first, definition.valid_for, as_of)
    return Known(name, value, first, old, tuple(ranked[1:]))


def history(subject: int, datum: str) -> tuple[Fact, ...]:
    """All statements ever made about one datum, newest first; withdrawn ones and withdrawals are left out."""
    rows = FactRow.objects.filter(subject_id=subject, datum__key=datum, withdrawn=False)
    return tuple(_fact(r) for r in rows.order_by("-valid_from", "-id").values_list(*COLUMNS))


def find_subject(kind: str, code: str) -> SubjectInfo | None:
    """The subject with this official code, None when there is none."""
    row = Subject.objects.filter(kind=kind, code=code).first() if code else None
    return (
        None if row is None else SubjectInfo(row.id, kind, code, name_of([row.id]).get(row.id, ""))
    )


def read_subjects(ids: Iterable[int]) -> Mapping[int, SubjectInfo]:
    """Subjects with their present names; two queries however many."""
    wanted = set(ids)
    names = name_of(wanted)
    return {
        s.id: SubjectInfo(s.id, s.kind, s.code or "", names.get(s.id, ""))
        for s in Subject.objects.filter(id__in=wanted)
    }


def name_of(ids: Iterable[int]) -> Mapping[int, str]:
    """The present names of subjects (`KIND.name`); whoever has none is not in the answer. One query."""
    rows = FactRow.objects.filter(subject_id__in=set(ids), datum__key__endswith=".name")
    said: dict[int, list[Fact]] = defaultdict(list)
    for fact in _latest(rows, clock.today(), 0, frozenset()):
        if not fact.none:
            said[fact.subject].append(fact)
    return {s: order(facts, None)[0].value.removeprefix("'") for s, facts in said.items()}


def find_by_datum(kind: str, datum: str, value: str) -> tuple[SubjectInfo, ...]:
    """Subjects of whom some source's latest statement is this canonical value; for codes and references only.

    `datum` is `kind.key` of what holds the value, e.g. the passport of a person, or what references a subject.
    """
    pairs = list(
        FactRow.objects.filter(
            findable=True, datum__key=datum, value=value, withdrawn=False, subject__kind=kind
        ).values_list("subject_id", flat=True)
    )
    rows = FactRow.objects.filter(subject_id__in=set(pairs), datum__key=datum)
    living_now = {
        f.subject for f in _latest(rows, clock.today(), 0, frozenset()) if f.value == value
    }
    found = read_subjects(living_now)
    return tuple(found[i] for i in sorted(living_now))
