"""Facts as their subject sees them: values in words, where from, since when, who looked. Rights are checked here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from yichuang.base import clock
from yichuang.base.errors import NotFound
from yichuang.base.paging import MOST, Page
from yichuang.base.text import Text
from yichuang.engines.values import from_canonical, show_both
from yichuang.kernel.catalogue.contracts import DatumDef
from yichuang.kernel.facts.contracts import Fact, FactView, Known, Look
from yichuang.kernel.facts.logic.masks import mask
from yichuang.kernel.facts.logic.types import Definitions, find_definition, type_of
from yichuang.kernel.facts.models import LookRow
from yichuang.kernel.facts.queries import name_of, read
from yichuang.kernel.people.contracts import Actor

NO_SUBJECT = Text("没有这个主体", "there is no such subject")


def list_facts(
    actor: Actor, subject: int, *, definitions: Definitions, as_of: date | None = None
) -> tuple[FactView, ...]:
    """All that is known of a subject on a day, for those who may act for it. NotFound for everybody else.

    Secret data stay hidden from an agent; the rest is shown whole.
    """
    _own(actor, subject)
    day = as_of or clock.today()
    known = read([subject], None, day, definitions)
    kinds = {m.kind for m in actor.mandates if m.subject == subject}
    return tuple(
        view_of(k, definitions, clear="agent" not in kinds or len(kinds) > 1)
        for _, k in sorted(known.items(), key=lambda pair: pair[0][1])
    )


def view_of(known: Known, definitions: Definitions, *, clear: bool) -> FactView:
    """One fact in words; masked by its sensitivity unless `clear`."""
    datum = find_definition(definitions, known.datum)
    if datum is None:
        raise KeyError(known.datum)
    fact = known.fact
    shown = show_fact(fact, datum, clear=clear)
    return FactView(
        datum=known.datum,
        label=datum.name,
        shown=shown,
        none=fact.none,
        sensitivity=datum.sensitivity,
        source=fact.source,
        source_name=source_words(fact, definitions),
        since=fact.valid_from,
        until=fact.valid_until,
        recorded_at=fact.recorded_at,
        old=known.old,
        conflict=known.conflict,
        others=tuple(
            (source_words(o, definitions), show_fact(o, datum, clear=clear)) for o in known.others
        ),
    )


def show_fact(fact: Fact, datum: DatumDef, *, clear: bool) -> Text:
    """The value of a fact in words of both languages, masked unless `clear`."""
    if fact.none:
        return Text("无", "none")
    type_ = type_of(datum)
    words = show_both(from_canonical(fact.value, type_), type_)
    return Text(mask(words.zh, datum, clear=clear), mask(words.show("en"), datum, clear=clear))


SOURCES: Mapping[str, Text] = {
    "register": Text("登记库", "register"),
    "fetched": Text("数据共享", "shared data"),
    "partner": Text("合作单位", "partner"),
    "officer": Text("经办核定", "found by an officer"),
    "case": Text("办件结果", "result of a case"),
    "typed": Text("本人填写", "typed by you"),
    "import": Text("批量导入", "imported"),
}


def source_words(fact: Fact, definitions: Definitions) -> Text:
    """Where a fact comes from in words: `登记库(市场监管)`; owners are named by the dictionary's code lists."""
    kind = SOURCES.get(fact.source.kind, Text(fact.source.kind, fact.source.kind))
    owner = _owner(fact.source.owner, definitions)
    if owner is None:
        return kind
    return Text(f"{kind.zh}（{owner.zh}）", f"{kind.en} ({owner.show('en')})")


def _owner(key: str, definitions: Definitions) -> Text | None:
    codes: Mapping[str, Mapping[str, object]] = getattr(definitions, "codes", {})
    for entries in codes.values():
        entry = entries.get(key)
        if entry is not None:
            return getattr(entry, "name", None)
    return Text(key, key) if key else None


def list_looks(actor: Actor, subject: int, *, after: str = "", limit: int = 50) -> Page[Look]:
    """Who has seen personal data of a subject, newest first, for those who may act for it. NotFound for others."""
    _own(actor, subject)
    rows = LookRow.objects.filter(subject_id=subject).order_by("-id")
    if after:
        rows = rows.filter(id__lt=int(after))
    some = list(rows[: min(limit, MOST) + 1])
    shown = some[: min(limit, MOST)]
    looks = tuple(
        Look(
            at=r.at.astimezone(clock.SHANGHAI),
            who=Text(r.who_zh, r.who_en),
            subject=subject,
            data=tuple(r.data),
            purpose=Text(r.purpose_zh, r.purpose_en),
            ref=r.ref,
            papers=tuple(Text(zh, en) for zh, en in r.papers),
        )
        for r in shown
    )
    return Page(looks, str(shown[-1].id) if len(some) > len(shown) else None)


def look_words(look: Look, definitions: Definitions) -> Text:
    """One look as a sentence: who saw which data, opened which papers, why."""
    names = [_label(n, definitions) for n in look.data]
    zh, en = [], []
    if names:
        zh.append(f"查看了您的{'、'.join(n.zh for n in names)}")
        en.append(f"saw your {', '.join(n.show('en') for n in names)}")
    if look.papers:
        zh.append(f"打开了{''.join(f'《{p.zh}》' for p in look.papers)}")
        en.append(f"opened {', '.join(p.show('en') for p in look.papers)}")
    return Text(
        f"{look.who.zh}{'，'.join(zh)}，用途：{look.purpose.zh}",
        f"{look.who.show('en')} {' and '.join(en)}; purpose: {look.purpose.show('en')}",
    )


def _label(name: str, definitions: Definitions) -> Text:
    datum = find_definition(definitions, name)
    return datum.name if datum else Text(name, name)


def _own(actor: Actor, subject: int) -> None:
    if subject not in actor.subjects and not actor.is_system:
        raise NotFound("facts.no_subject", NO_SUBJECT)


def named(ids: Iterable[int]) -> Mapping[int, str]:
    """Names of subjects, `#id` where nobody has said one."""
    wanted = set(ids)
    found = name_of(wanted)
    return {i: found.get(i, f"#{i}") for i in wanted}
