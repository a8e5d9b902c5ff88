"""What registers know of the demonstration's enterprises, people and cities: facts with source and day, as texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from yichuang.base import clock
from yichuang.base.refs import Ref
from yichuang.demo.names import Firm
from yichuang.demo.offices import SYSTEM
from yichuang.engines.values import canonical, read_literal
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.catalogue.contracts import SubjectDef
from yichuang.kernel.facts import api as facts
from yichuang.kernel.facts.contracts import Source, Statement
from yichuang.outside import api as outside
from yichuang.packs.api import Report

Said = Mapping[str, str]


@dataclass(frozen=True)
class Words:
    """All kinds of subject with the data of every pack: what a register may say."""

    world: catalogue.World
    subjects: Mapping[str, SubjectDef]


def words_of(report: Report, packs: tuple[str, ...]) -> Words:
    """The dictionary with what these packs add to it."""
    world = catalogue.world_of(report.dictionary, [report.packs[p] for p in packs])
    found = {}
    for kind in world.kinds():
        subject = world.subject(kind)
        if subject is not None:
            data = {key: datum.definition for key, datum in world.data(kind).items()}
            found[kind] = replace(subject, data=data)
    return Words(world, found)


def register(words: Words, subject: int, kind: str, said: Said, since: date | None = None) -> None:
    """Record what registers say of a subject, each datum by the owner that the dictionary names.

    Texts are written as in worked examples (`9 万元`, `none`); what is given by year holds since the end of last year.
    """
    day = since or clock.today()
    by_owner: dict[str, list[Statement]] = {}
    for key, text in said.items():
        datum = words.world.datum(kind, key)
        if datum is None:
            raise LookupError(f"no datum {kind}.{key}")
        none = text == "none"
        value = "" if none else canonical(read_literal(text, datum.type), datum.type)
        valid = date(clock.today().year - 1, 12, 31) if datum.yearly else day
        statement = Statement(f"{kind}.{key}", value, none, valid)
        by_owner.setdefault(datum.definition.owner, []).append(statement)
    for owner, statements in by_owner.items():
        facts.record(SYSTEM, subject, statements, Source("register", owner), definitions=words)


def enterprise(words: Words, code: str, said: Said, since: date | None = None) -> int:
    """An enterprise with what its registers say and its licence in the library of licences; gives the subject."""
    subject = facts.ensure_subject("enterprise", code, actor=SYSTEM).id
    register(words, subject, "enterprise", said, since)
    licence(subject, "business_licence")
    return subject


def firm(words: Words, made: Firm) -> int:
    """The same for a made-up firm."""
    said = {
        "name": made.name,
        "status": "normal",
        "legal_form": "company",
        "founded": made.founded.isoformat(),
        "region": made.county,
        "industry": made.industry,
        "employees": f"{made.employees} 人",
        "revenue": f"{made.revenue} 万元",
        "assets": f"{made.assets} 万元",
        "commitment_barred_until": "none",
    }
    return enterprise(words, made.code, said, made.founded)


def person(words: Words, said: Said, code: str = "", since: date | None = None) -> int:
    """A person with what registers say; one without a resident's number is known by their facts alone."""
    made = facts.ensure_subject("person", code, actor=SYSTEM) if code else None
    subject = (made or facts.new_subject("person", actor=SYSTEM)).id
    register(words, subject, "person", said, since)
    return subject


def licence(subject: int, paper: str) -> None:
    """The library of licences has this paper of the subject (simulated)."""
    outside.keep_licence(Ref("subject", str(subject)), paper, simulated=True)


def talent(
    words: Words, name: str, passport: str, nationality: str, born: str = "1988-06-01"
) -> int:
    """A foreigner who has come to work: what the borders, the police and the library know of them."""
    today = clock.today()
    said = {
        "name": name,
        "passport": passport,
        "nationality": nationality,
        "birth_date": born,
        "passport_until": (today + timedelta(days=8 * 365)).isoformat(),
        "entered_on": (today - timedelta(days=12)).isoformat(),
        "lodging_registered": "yes",
        "commitment_barred_until": "none",
    }
    subject = person(words, said)
    for paper in ("degree_certificate", "lodging_registration", "residence_permit"):
        licence(subject, paper)
    return subject


def average_wage(words: Words, region: str, wage: str) -> None:
    """The yearly average wage of a city (`9 万元`), as its statistics say."""
    subject = facts.ensure_subject("region", region, actor=SYSTEM).id
    register(words, subject, "region", {"average_wage": wage})
