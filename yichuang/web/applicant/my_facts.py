"""What is known of me, each with source and day; who looked at it and what for; certificates that I hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yichuang.base.errors import NotFound
from yichuang.base.text import Text
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.documents import api as documents
from yichuang.kernel.documents.contracts import Paper
from yichuang.kernel.facts import api as facts
from yichuang.kernel.facts.contracts import FactView, Look
from yichuang.web.applicant.gate import Party, logged_in, parties_of, person_of
from yichuang.web.parts.definitions import Definitions, definitions_of
from yichuang.web.parts.regions import region_of_page
from yichuang.web.parts.sources import Chip, chip
from yichuang.web.rendering import answer


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact with its chip, and what other sources say where they differ."""

    view: FactView
    chip: Chip


@dataclass(frozen=True, slots=True)
class LookLine:
    """A look in one sentence, with the case it was for."""

    look: Look
    text: Text
    case: str


@dataclass(frozen=True, slots=True)
class FactsPage:
    """The data of one subject that the reader acts for; () where they act for nobody."""

    parties: tuple[Party, ...]
    party: Party | None
    facts: tuple[FactLine, ...]
    papers: tuple[Paper, ...]
    looks: tuple[LookLine, ...]
    after: str | None


@logged_in
@require_safe
def my_facts(request: HttpRequest) -> HttpResponse:
    """Data of the chosen subject, the reader's own first."""
    actor = person_of(request)
    parties = tuple(sorted(parties_of(actor), key=lambda p: p.role != "self"))
    party = _chosen(parties, request.GET.get("subject", ""))
    if party is None:
        page = FactsPage((), None, (), (), (), None)
        return answer(request, "applicant/facts.html", page, current="my")
    words = definitions_of(catalogue.world_of_region(region_of_page(request)))
    known = facts.list_facts(actor, party.subject, definitions=words)
    after = request.GET.get("after", "")
    looks = facts.list_looks(actor, party.subject, after=after if after.isdigit() else "", limit=20)
    page = FactsPage(
        parties,
        party,
        tuple(FactLine(v, _chip(v)) for v in known),
        documents.list_held([party.subject]),
        look_lines(looks.rows, words),
        looks.after,
    )
    return answer(request, "applicant/facts.html", page, current="my")


def _chosen(parties: tuple[Party, ...], wanted: str) -> Party | None:
    if not wanted:
        return parties[0] if parties else None
    found = next((p for p in parties if str(p.subject) == wanted), None)
    if found is None:
        raise NotFound("web.no_subject", Text("没有这个主体", "there is no such subject"))
    return found


def _chip(view: FactView) -> Chip:
    return chip(
        kind=view.source.kind,
        owner=view.source_name,
        since=view.since,
        old=view.old,
        conflict=view.conflict,
    )


def look_lines(looks: Sequence[Look], words: Definitions) -> tuple[LookLine, ...]:
    """Looks as sentences."""
    found = []
    for look in looks:
        kind, _, ident = look.ref.partition(":")
        case = ident if kind == "case" else ""
        found.append(LookLine(look, facts.look_words(look, words), case))
    return tuple(found)
