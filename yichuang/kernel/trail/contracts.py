"""What the record shows outside: lines, due work, and the verdict on whether history was kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the record. `about` and `actor` are written `kind:id`; `seq` counts within a case without gaps.

    `erased`: the body was deleted by law and is empty; that it stood here can still be proven.
    """

    id: int
    about: str
    seq: int | None
    kind: str
    node: str
    actor: str
    at: datetime
    body: Mapping[str, Any]
    pos: int | None
    erased: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where the record is not what was sealed: the line or tree size, and what is wrong with it."""

    line: int | None
    what: str
    detail: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the record is whole: lines sealed and waiting, the tree's root, and every fault found.

    `erased` counts lines whose body was deleted by law. `dated` names lines whose moment lies long before that of a
    line that already stood: rightly so for a deed noted late, so it is told and no fault.
    """

    ok: bool
    lines: int
    unsealed: int
    root: str
    faults: tuple[Fault, ...]
    erased: int = 0
    dated: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """The tree's root (hex) over its first `size` lines, as sealed at a moment; published where we cannot change it.

    `origin` names the record, `key` is the public key (hex) by which `signature` (hex, Ed25519) can be checked.
    """

    size: int
    root: str
    at: datetime
    origin: str
    key: str
    signature: str


@dataclass(frozen=True, slots=True)
class Proof:
    """That a line is in the sealed tree: leaf, audit path (hex, leaf upwards), tree size and root, the signed head."""

    line: int
    pos: int
    leaf: str
    path: tuple[str, ...]
    size: int
    root: str
    head: Head


@dataclass(frozen=True, slots=True)
class Consistency:
    """That the tree of `old` lines is the beginning of that of `new` (RFC 6962 2.1.2), with both roots (hex)."""

    old: int
    new: int
    old_root: str
    new_root: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """One row of pending work: the line that caused it, the handler that must see it, and how often it was tried."""

    id: int
    line: int
    handler: str
    stream: str
    args: Mapping[str, Any]
    tries: int


@dataclass(frozen=True, slots=True)
class Stuck:
    """Pending work as the operator sees it."""

    id: int
    handler: str
    line: int
    due: datetime
    tries: int
    error: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Timer:
    """Something that happens by itself at `due`. (kind, ref, key) is unique; setting it again moves it."""

    id: int
    kind: str
    ref: str
    key: str
    due: datetime
    args: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Again:
    """What a reaction answers when its work failed, but what it wrote down shall stand: tried again after a pause."""

    error: str


@dataclass(frozen=True, slots=True)
class Later:
    """What a reaction answers when it is not its turn yet, without fault of its own: due again at `until`."""

    until: datetime


Outcome = Again | Later | None
