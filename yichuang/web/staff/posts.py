"""Who is at work: the posts of the actor's departments with their A and B holders today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import LEADER, PEOPLE_ADMIN
from yichuang.web.rendering import answer
from yichuang.web.staff.gate import staff_of, staff_only


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post with who can take its work today."""

    post: people.Post
    holders: tuple[people.Holder, ...]
    mine: bool

    @property
    def vacant(self) -> bool:
        """Whether nobody holds the post itself, backups aside."""
        return all(h.backup for h in self.holders)


@dataclass(frozen=True, slots=True)
class Office:
    """A department with its posts."""

    department: people.Department
    posts: tuple[PostRow, ...]


@dataclass(frozen=True, slots=True)
class PostsPage:
    """The offices looked at; an administrator sees all of the region."""

    offices: tuple[Office, ...]
    whole_region: bool
    may_send: bool
    me: int


@staff_only
@require_GET
def posts(request: HttpRequest) -> HttpResponse:
    """My departments, post by post; those who look after people see the region's."""
    actor = staff_of(request)
    admin = PEOPLE_ADMIN in actor.roles
    whole = admin and "all" in request.GET
    if whole:
        departments = people.list_departments(request.region)  # type: ignore[attr-defined]
    else:
        found = people.read_departments(actor.departments)
        departments = tuple(found[d] for d in sorted(found))
    rows = {d.id: people.list_posts(d.id) for d in departments}
    holders = people.holders_of([p.id for posts in rows.values() for p in posts])
    page = PostsPage(
        tuple(Office(d, _rows(rows[d.id], holders, actor)) for d in departments),
        whole,
        admin or LEADER in actor.roles,
        actor.account or 0,
    )
    return answer(request, "staff/posts.html", page, current="inbox")


def _rows(
    posts: tuple[people.Post, ...],
    holders: Mapping[int, tuple[people.Holder, ...]],
    actor: people.Actor,
) -> tuple[PostRow, ...]:
    return tuple(PostRow(p, holders.get(p.id, ()), p.id in actor.post_ids) for p in posts)
