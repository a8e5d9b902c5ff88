"""A city at work, for tests of pages: staff with accounts, an applicant, cases made through the doors."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass

import pypdf
from django.contrib.auth import get_user_model
from django.test import Client

from yichuang.kernel.cases import testing
from yichuang.kernel.cases.contracts import CaseView
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.catalogue.testing import adopt_packs
from yichuang.kernel.documents import api as documents
from yichuang.kernel.documents.contracts import FileInfo
from yichuang.kernel.facts import api as facts
from yichuang.kernel.facts.contracts import Source, Statement
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import LEADER, OPERATOR, PEOPLE_ADMIN, Actor
from yichuang.web.tests.road_works import DICTIONARY, ITEM, content

REGION = "341100"
FULL = {"works.length": "501 m", "works.route": "甲到乙", "works.depth": "2 m"}
ROLES: Mapping[str, tuple[str, ...]] = {
    "chief": (catalogue.ADOPT, LEADER, OPERATOR, PEOPLE_ADMIN),
}
# A name that a page must never take for markup.
NASTY = "<img src=x onerror=document.title='ran'>（测试）"


@dataclass
class DeskCity:
    """The city: its staff by `department.post`, A and B, and one applicant."""

    cast: testing.Cast
    accounts: dict[str, int]
    party: Actor

    def client(self, who: str) -> Client:
        """A browser in which `department.post.a` is logged in."""
        client = Client()
        client.force_login(get_user_model().objects.get(pk=self.accounts[who]))
        return client

    def actor(self, who: str) -> Actor:
        """The actor behind an account."""
        return people.actor_for(self.accounts[who])

    def colleague(self, place: str, name: str) -> None:
        """One more A holder at `department.post`."""
        key = f"{place}.{name}"
        post = next(iter(self.actor(f"{place}.a").post_ids))
        self.accounts[key] = people.create_account(
            testing.SYSTEM, username=key, name=f"某{key}", hashed="!", roles=()
        )
        people.appoint(testing.SYSTEM, account=self.accounts[key], post=post, position="A")

    def case(self, material: FileInfo = testing.FILE, **answers: str) -> str:
        """A complete case's number; `works__length=""` leaves an answer out."""
        said = {**FULL, **{k.replace("__", "."): v for k, v in answers.items()}}
        item = catalogue.world_of_region(REGION).item(ITEM)
        assert item is not None
        return testing.make_case(
            self.cast,
            item,
            self.party,
            {k: v for k, v in said.items() if v},
            materials={"map": material},
            signed=("applicant",),
        ).number


def make_desk_city() -> DeskCity:
    """Departments, posts with an A and a B holder each, the adopted pack, an applicant known to the register."""
    pack = content()
    cast = testing.staff_city([pack], REGION)
    accounts: dict[str, int] = {}
    for department in people.list_departments(REGION):
        for post in people.list_posts(department.id):
            for clerk in people.holders(post.id):
                # the cast's own clerk would stand before the B holder
                people.dismiss(testing.SYSTEM, account=clerk.account, post=post.id)
            for position in "AB":
                name = f"{department.key}.{post.key}.{position.lower()}"
                accounts[name] = people.create_account(
                    testing.SYSTEM,
                    username=name,
                    name=f"某{name}",
                    hashed="!",
                    roles=ROLES.get(post.key, ()),
                )
                people.appoint(
                    testing.SYSTEM, account=accounts[name], post=post.id, position=position
                )
    adopt_packs(DICTIONARY, pack, region=REGION)
    party = testing.applicant()
    facts.record(
        testing.SYSTEM,
        testing.subject_of(party),
        [Statement("enterprise.name", NASTY)],
        Source("register", "market_regulation"),
        definitions=DICTIONARY,
    )
    return DeskCity(cast, accounts, party)


def store_pdf(actor: Actor) -> FileInfo:
    """A real PDF of one page, kept."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    buffer = io.BytesIO()
    writer.write(buffer)
    return documents.store(actor, "路由图.pdf", buffer.getvalue())


def read(number: str) -> CaseView:
    """The case as the platform itself sees it."""
    from yichuang.kernel.cases import api as cases

    return cases.read_case(testing.SYSTEM, number)
