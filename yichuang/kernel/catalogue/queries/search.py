"""Finding items, cases and whatever else is indexed: scored hits, nearest names when there are none, misses counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, F, OuterRef, Q, Sum

from yichuang.base import clock
from yichuang.base.text import Text
from yichuang.engines.search import Query, keys_for, nearest, query_tokens, score
from yichuang.kernel.catalogue.models import SearchEntry, SearchMiss, SearchReader, SearchToken

PUBLIC = "public"
# Of many entries that share a frequent word only the heaviest are scored.
SCORED = 200
NAMES = 100
# Nothing nearer is found by more than this of what was typed or pasted.
LONGEST = 60
LAST = "\uffff"


@dataclass(frozen=True, slots=True)
class Found:
    """Something found: what kind of thing, its ref, title, a note beside it, where it is, how well it answers."""

    kind: str
    ref: str
    title: Text
    note: str
    region: str
    score: float


@dataclass(frozen=True, slots=True)
class Findings:
    """The answer to a search: hits, best first; `elsewhere` what other regions have; `near` names close to it."""

    asked: str
    hits: tuple[Found, ...]
    elsewhere: tuple[Found, ...] = ()
    near: tuple[str, ...] = ()


def search(
    region: str,
    asked: str,
    *,
    kinds: Sequence[str] = (),
    audiences: Sequence[str] = (PUBLIC,),
    limit: int = 20,
    count_miss: bool = True,
) -> Findings:
    """What answers `asked` in a region ("" for all), for readers who are one of `audiences`.

    Where nothing does: what other regions have, the nearest names, and the miss is counted. At most seven queries.
    """
    query = query_tokens(asked)
    if not query.terms:
        return Findings(asked, ())
    scope = _scope(kinds, audiences)
    here = scope & Q(entry__region__in=["", region]) if region else scope
    hits = _hits(query, here, limit)
    if hits:
        return Findings(asked, hits)
    elsewhere = _hits(query, scope, limit) if region else ()
    if count_miss:
        _count_miss(region, query.text)
    return Findings(asked, (), elsewhere, _near(asked, here))


def _scope(kinds: Sequence[str], audiences: Sequence[str]) -> Q:
    """Which tokens count: those of entries of these kinds that one of the audiences may find."""
    readers = SearchReader.objects.filter(entry=OuterRef("entry"), audience__in=list(audiences))
    return Q(Exists(readers)) & (Q(entry__kind__in=list(kinds)) if kinds else Q())


def _heaviest(words: Q, scope: Q, most: int) -> list[int]:
    """The entries in which these words weigh most."""
    return list(
        SearchToken.objects.filter(words)
        .filter(scope)
        .values("entry")
        .annotate(total=Sum("weight"))
        .order_by("-total", "entry")
        .values_list("entry", flat=True)[:most]
    )


def _hits(query: Query, scope: Q, limit: int) -> tuple[Found, ...]:
    words = Q(token__in=query.tokens)
    for prefix in query.prefixes:
        words |= _begins(prefix)
    ids = _heaviest(words, scope, SCORED)
    found: dict[int, dict[str, float]] = defaultdict(dict)
    rows = SearchToken.objects.filter(words, entry__in=ids)
    for entry, token, weight in rows.values_list("entry_id", "token", "weight"):
        found[entry][token] = weight
    worth = {entry: score(query, tokens) for entry, tokens in found.items()}
    best = sorted((e for e in ids if worth.get(e, 0) > 0), key=lambda e: -worth[e])[:limit]
    entries = SearchEntry.objects.in_bulk(best)
    return tuple(_found(entries[entry], worth[entry]) for entry in best)


def _near(asked: str, scope: Q) -> tuple[str, ...]:
    """The names nearest to what was typed, among those that share a character or a sound with it."""
    shared = _heaviest(Q(token__in=list(keys_for(asked[:LONGEST]))), scope, NAMES)
    titles = SearchEntry.objects.filter(pk__in=shared).values_list("title", flat=True)
    return tuple(nearest(asked, dict.fromkeys(titles)))


def _begins(prefix: str) -> Q:
    """Tokens that begin so, by index on both: SQLite has no index for LIKE, PostgreSQL may order by locale."""
    if connection.vendor == "postgresql":
        return Q(token__startswith=prefix)
    return Q(token__gte=prefix, token__lt=prefix + LAST)


def _found(row: SearchEntry, worth: float) -> Found:
    return Found(row.kind, row.ref, Text(row.title, row.title_en), row.note, row.region, worth)


def _count_miss(region: str, words: str) -> None:
    """One more search that found nothing. Two at once may both try to be the first: the second adds to it."""
    where = {"region": region, "day": clock.today(), "words": words[:80]}
    if SearchMiss.objects.filter(**where).update(count=F("count") + 1):
        return
    try:
        with transaction.atomic():
            SearchMiss.objects.create(**where, count=1)
    except IntegrityError:
        SearchMiss.objects.filter(**where).update(count=F("count") + 1)


@dataclass(frozen=True, slots=True)
class Miss:
    """Words that found nothing, and how often."""

    words: str
    count: int


def list_misses(region: str, since: date, *, limit: int = 50) -> tuple[Miss, ...]:
    """What people sought in vain in a region since a day, the most frequent first."""
    rows: Iterable[tuple[str, int]] = (
        SearchMiss.objects.filter(region=region, day__gte=since)
        .values("words")
        .annotate(times=Sum("count"))
        .order_by("-times", "words")
        .values_list("words", "times")[:limit]
    )
    return tuple(Miss(words, times) for words, times in rows)
