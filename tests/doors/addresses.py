"""The addresses of the portal with real things behind them, and who comes to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import URLResolver, get_resolver, reverse

from tests.doors.api_calls import ITEM, application, by_key
from tests.town import CHUZHOU, WORKS, Town
from yichuang.blocks.notices import api as notices
from yichuang.kernel.cases import api as cases
from yichuang.kernel.trail import api as trail

# Who comes, in the order of the columns of the table of expectations.
ROLES: Mapping[str, str] = {
    "stranger": "",
    "party": "food.clerk",
    "other party": "robots.clerk",
    "clerk": "reviewer.natural_resources.chuzhou",
    "clerk elsewhere": "reviewer.science.hefei",
    "chief": "chief.city_management.chuzhou",
    "office": "office.chuzhou",
    "operator": "operator",
}


@dataclass(frozen=True)
class Things:
    """A case in parallel work, one that is decided, a draft; with a paper, a notice, a file of each; a stuck work."""

    running: str
    decided: str
    paper: int
    notice: int
    token: str
    draft: int
    step: str
    receiver: int
    line: int
    stuck: int


def make_things(town: Town) -> Things:
    """Through the doors: the power company hands in, the firm begins a draft."""
    grid = by_key()
    long = application(works__route_length="501 m")
    running = str(grid.call("POST", "/cases", long, want=201)["number"])
    decided = str(grid.call("POST", "/cases", application(), want=201)["number"])
    firm = town.actor("food.clerk")
    papers = cases.read_case(firm, decided).papers
    operator = town.actor("operator")
    hook = notices.subscribe(operator, partner="grid", url="http://127.0.0.1:9/", kinds=["*"])
    while trail.seal():
        pass
    draft = cases.open_draft(firm, item=ITEM, region=CHUZHOU, applicant=town.subjects["food"])
    return Things(
        running,
        decided,
        next(p.id for p in papers if p.kind == "paper"),
        next(p.id for p in papers if p.kind != "paper"),
        next(p.token for p in papers if p.kind == "paper"),
        draft.id,
        cases.form(firm, draft.id).blocks[0].key,
        hook.id,
        first_line(f"case:{running}"),
        stuck_work(),
    )


def stuck_work() -> int:
    """A work that follows from a line and has failed once."""
    work = trail.claim(1)[0]
    assert trail.fail(work, "the receiver is not well")
    return work.id


def first_line(about: str) -> int:
    """The first line about a thing. Numbers rolled back are never given again: on PostgreSQL it need not be 1."""
    return trail.list_lines(about).rows[0].id


def named(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, str]]:
    """Name and pattern of every address of the portal's pages; the API has a table of its own."""
    for found in (resolver or get_resolver()).url_patterns:
        path = before + str(found.pattern)
        if isinstance(found, URLResolver):
            yield from named(found, path)
        elif not path.lstrip("^").startswith("api"):
            yield str(found.name), path


def address(name: str, things: Things) -> str:
    """The address of a page with a real thing behind it."""
    given: Mapping[str, object] = {
        "key": ITEM,
        "pack": WORKS,
        "token": things.token,
        "line": things.line,
        "draft": things.draft,
        "step": things.step,
        "number": things.running,
        "node": "planning",
        "verb": "complete",
        "paper": things.paper,
        "notice": things.notice,
        "work": things.stuck,
        "receiver": things.receiver,
        "kind": "csv",
    }
    special: Mapping[str, Mapping[str, object]] = {
        **{key: {"key": WORKS} for key in ("pack", "adopt", "withdraw_pack")},
        **{key: {"key": "route_map"} for key in ("material", "my_material", "draft_file")},
        "draft_text": {"key": "restore"},
        "paper": {"number": things.decided},
        "my_notice": {"number": things.decided},
        "simulated_bank": {"key": "nobody"},
    }
    pattern = next(p for n, p in named() if n == name)
    wanted = [w for w in (*given, "key") if f":{w}>" in pattern]
    arguments = {w: {**given, **special.get(name, {})}[w] for w in wanted}
    return reverse(name, kwargs=arguments)
