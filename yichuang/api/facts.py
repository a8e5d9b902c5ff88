"""Facts of those the caller acts for: what is known, from where, since when, and who looked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest
from ninja import Schema

from yichuang.api.callers import caller
from yichuang.api.cursors import PageOf, open_cursor, page
from yichuang.api.door import Door
from yichuang.api.fields import After, IdInPath, Limit
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.catalogue.contracts import CodeEntry, SubjectDef
from yichuang.kernel.facts import api as facts
from yichuang.kernel.facts.contracts import FactView, Look, SubjectInfo

door = Door("事实 facts")


class SubjectsOut(Schema):
    """Subjects."""

    rows: list[SubjectInfo]


class FactsOut(Schema):
    """Facts of a subject."""

    rows: list[FactView]


@dataclass(frozen=True, slots=True)
class Words:
    """The data of all kinds of subject as all published packs have them, and the names of owners."""

    subjects: dict[str, SubjectDef]
    codes: dict[str, dict[str, CodeEntry]]


@door.read("/subjects", SubjectsOut, "我的主体", "For whom the caller may act")
def subjects(request: HttpRequest) -> dict[str, object]:
    """Oneself, one's enterprises, those that gave a mandate."""
    return {"rows": list(facts.read_subjects(caller(request).subjects).values())}


@door.read("/subjects/{subject}/facts", FactsOut, "已知信息", "What is known of a subject")
def known(request: HttpRequest, subject: IdInPath) -> dict[str, object]:
    """With source, since when, and whether sources disagree."""
    return {"rows": facts.list_facts(caller(request), subject, definitions=_words())}


@door.read(
    "/subjects/{subject}/looks", PageOf[Look], "谁看过", "Who saw personal data of a subject"
)
def looks(
    request: HttpRequest, subject: IdInPath, after: After = "", limit: Limit = 50
) -> dict[str, object]:
    """Newest first."""
    name = f"looks.{subject}"
    cursor = open_cursor(after, name) or ""
    return page(facts.list_looks(caller(request), subject, after=cursor, limit=limit), name)


def _words() -> Words:
    newest = {v.pack: v for v in catalogue.list_pack_versions()}
    number = max((v.dictionary for v in newest.values()), default=0)
    return _merged(number, tuple(sorted((v.pack, v.version) for v in newest.values())))


@lru_cache(maxsize=2)
def _merged(number: int, versions: tuple[tuple[str, str], ...]) -> Words:
    dictionary = catalogue.read_dictionary(number)
    world = catalogue.world_of(dictionary, [catalogue.read_pack(p, v) for p, v in versions])
    subjects = {}
    for kind in world.kinds():
        known = world.subject(kind)
        if known is not None:
            data = {key: datum.definition for key, datum in world.data(kind).items()}
            subjects[kind] = SubjectDef(kind, known.name, known.identified_by, data, known.pack)
    return Words(subjects, {name: dict(entries) for name, entries in dictionary.codes.items()})
