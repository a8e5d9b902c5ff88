"""For tests of every room: a staffed city for adopted packs, cases made through the doors, examples played."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

from django.db import transaction

from yichuang.base.text import Text
from yichuang.engines.codes import check_code
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.contracts import Done
from yichuang.kernel.cases.models import Case, CaseNode
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.catalogue.contracts import Item, PackContent
from yichuang.kernel.documents.contracts import FileInfo
from yichuang.kernel.facts import api as facts
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import Actor, Mandate
from yichuang.kernel.trail import api as trail

SYSTEM = people.system_actor("test")
LEVELS = {"province": "340000", "national": "340000"}
NOTHING: Mapping[str, str] = {}
FILE = FileInfo("0" * 64, "paper.pdf", "application/pdf", 1000, 1)


@dataclass
class Cast:
    """The staff of a city: one clerk for each post, made when first asked for."""

    region: str
    _clerks: dict[int, Actor] = field(default_factory=dict)

    def clerk(self, post: int) -> Actor:
        """Whoever holds a post."""
        if post not in self._clerks:
            able = people.holders(post)
            if not able:
                account = people.create_account(
                    SYSTEM, username=f"clerk{post}", name=f"经办{post}", hashed="!", roles=()
                )
                people.appoint(SYSTEM, account=account, post=post, position="A")
                able = people.holders(post)
            self._clerks[post] = people.actor_for(able[0].account)
        return self._clerks[post]

    def at(self, number: str, node: str) -> Actor:
        """The clerk at whose post a node lies."""
        row = CaseNode.objects.get(case__number=number, key=node)
        if row.post is None:
            raise AssertionError(f"{node} lies at no post but is {row.state}")
        return self.clerk(row.post)

    def window(self, item: Item) -> Actor:
        """The window where an item is handed in."""
        for key in (*item.windows, "window"):
            found = people.find_posts(region=self.region, key=key)
            if found:
                return self.clerk(found[0].id)
        raise AssertionError("the city has no window")


def staff_city(contents: Iterable[PackContent], region: str = "341100") -> Cast:
    """Departments, posts and windows that the plans of these packs need, in one city or county of the province."""
    city = f"{region[:4]}00"
    places = [("340000", "安徽省", "province", ""), (city, "某市", "city", "340000")]
    if region != city:
        places.append((region, "某县", "county", city))
    for code, zh, kind, parent in places:
        people.ensure_region(SYSTEM, code=code, name=Text(zh, zh), kind=kind, parent=parent)
    office = _department("government_service", "", region)
    posts = {_post(office, "window")}
    for content in contents:
        for department, level, post in (*catalogue.posts_needed(content), *_examiners(content)):
            posts.add(_post(_department(department, level, region), post))
        for item in content.items.values():
            for window in item.windows:
                posts.add(_post(office, window))
    cast = Cast(region)
    for made in sorted(posts):
        cast.clerk(made)
    return cast


def _examiners(content: PackContent) -> Iterable[tuple[str, str, str]]:
    """Where a plan names a department alone its reviewer works; and posts that checks open tasks for."""
    for item in content.items.values():
        own = item.decided_by.strip()
        places = [own] if not own.startswith("=") else []
        posts = set()
        for node in item.plan:
            slot = getattr(node.spec, "department", None)
            if slot is not None and not slot.text.strip().startswith("="):
                places.append(slot.text.strip().strip("'"))
            words = [
                getattr(node.spec, w, "") for w in ("on_no", "on_unknown", "on_block", "on_person")
            ]
            for word in (*words, node.then):
                if word.startswith("task department "):
                    places.append(word.removeprefix("task department "))
                elif word.startswith("task "):
                    posts.add(word.removeprefix("task "))
        for place in places:
            key, _, level = place.partition(" ")
            yield key, level, "reviewer"
        for post in posts - {"window", *item.windows}:
            declared = content.measure.posts.get(post)
            where = (declared.department if declared else "") or (own if places else "")
            if where:
                key, _, level = where.partition(" ")
                yield key, level, post


def _department(key: str, level: str, region: str) -> int:
    body = f"11{region}{crc32(key.encode()) % 10**9:09d}"[:17]
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    usci = next(body + c for c in signs if check_code("usci", body + c, strict=True).ok)
    place = f"{region[:4]}00" if level == "city" else LEVELS.get(level, region)
    made = people.ensure_department(
        SYSTEM, key=key, region=place, name=Text(f"{key}局", key), level=level, usci=usci
    )
    return made.id


def _post(department: int, key: str) -> int:
    return people.ensure_post(SYSTEM, department=department, key=key, name=Text(key, key)).id


def applicant(kind: str = "enterprise", code: str = "91341100MA2TE0T16K") -> Actor:
    """A party with an account of its own: the actor of its subject (`actor.subjects` holds it)."""
    subject = facts.ensure_subject(kind, code, actor=SYSTEM)
    return Actor(
        f"account:{1_000_000 + subject.id}",
        f"{kind} {code}",
        account=1_000_000 + subject.id,
        mandates=(Mandate(subject.id, kind, "self"),),
    )


def subject_of(actor: Actor) -> int:
    """The one subject that a party acts for."""
    return actor.mandates[0].subject


def make_case(
    cast: Cast,
    item: Item,
    party: Actor,
    answers: Mapping[str, str],
    *,
    materials: Mapping[str, FileInfo] | None = None,
    signed: Iterable[str] = (),
    scene: str = "",
    mode: str = "formal",
    key: str = "",
    **more: Any,
) -> Done:
    """A case received at the window for a party: whatever is not answered stays unknown."""
    return cases.receive_at_window(
        cast.window(item),
        item=item.key,
        region=cast.region,
        applicant=subject_of(party),
        answers=answers,
        scene=scene,
        mode=mode,
        materials=materials or {},
        signed=tuple(signed),
        key=key,
        **more,
    )


def head_of(cast: Cast, number: str) -> Actor:
    """Somebody of the deciding department."""
    case = Case.objects.get(number=number)
    if case.department is None:
        raise AssertionError("nobody decides this case yet")
    return cast.clerk(people.list_posts(case.department)[0].id)


def sweep(most: int = 500) -> int:
    """Everything that is due by now happens, as the worker does it; gives how many timers fired."""
    fired = 0
    while fired < most:
        due = [t for t in trail.due_timers(1) if t.timer.kind.startswith("cases.")]
        if not due:
            break
        for one in due:
            with transaction.atomic(), trail.firing(one):
                cases.time_came(one.timer.kind, one.timer.ref, one.timer.key, one.timer.args)
            fired += 1
    return fired
