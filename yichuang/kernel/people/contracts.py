"""Regions, departments, posts and the person who acts, as other rooms see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from yichuang.base.text import Text

# What an account may do beside its posts; given by whoever sets the installation up.
PEOPLE_ADMIN = "people_admin"
LEADER = "leader"
OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Region:
    """An administrative region; kind is province, city, county or dev_zone; `parent` is the region it belongs to."""

    code: str
    name: Text
    kind: str
    parent: str


@dataclass(frozen=True, slots=True)
class Department:
    """A department in a region: `key` from the dictionary (science), `name` as people there call it."""

    id: int
    key: str
    region: str
    name: Text
    level: str
    usci: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """A post in a department. Work goes to posts, never to accounts."""

    id: int
    key: str
    name: Text
    department: Department


@dataclass(frozen=True, slots=True)
class PostHeld:
    """A post that an actor may act in now, as its holder or as the substitute of somebody absent."""

    post: int
    key: str
    department: int
    department_key: str
    region: str
    substitute_for: int | None = None


@dataclass(frozen=True, slots=True)
class Mandate:
    """For whom an actor may act: a subject, in which items (empty: all), until when, as `self`, `staff` or `agent`."""

    subject: int
    kind: str
    role: str
    items: tuple[str, ...] = ()
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something: an account with all it may do now, a partner's key, or the platform itself."""

    label: str
    name: str
    account: int | None = None
    person: int | None = None
    posts: tuple[PostHeld, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    scopes: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    language: str = "zh"
    partner: str = ""

    @property
    def is_system(self) -> bool:
        """True for what happens by itself (timers, reactions)."""
        return self.label.startswith("system:")

    @property
    def is_staff(self) -> bool:
        """True when the actor holds any post."""
        return bool(self.posts)

    @property
    def departments(self) -> frozenset[int]:
        """Ids of the departments the actor works in now."""
        return frozenset(p.department for p in self.posts)

    @property
    def post_ids(self) -> frozenset[int]:
        """Ids of the posts the actor may act in now."""
        return frozenset(p.post for p in self.posts)

    @property
    def subjects(self) -> frozenset[int]:
        """Ids of the subjects the actor may act for (self included)."""
        return frozenset(m.subject for m in self.mandates)


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who can take the work of a post now; `backup` for the B post or a substitute."""

    account: int
    name: str
    backup: bool
    absent: bool


@dataclass(frozen=True, slots=True)
class Held:
    """Work that an account holds now: what it is, how many, and the numbers of the cases (some, when many)."""

    kind: str
    text: Text
    count: int
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MandateInfo:
    """Who may act for a subject, as the subject sees it."""

    id: int
    subject: int
    account: int
    name: str
    role: str
    items: tuple[str, ...]
    until: date | None


@dataclass(frozen=True, slots=True)
class AccountInfo:
    """An account as lists show it."""

    id: int
    username: str
    name: str
    active: bool
    posts: tuple[Post, ...]
    last_login: datetime | None
