"""Files, issued papers, notices and verdicts as other rooms see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from yichuang.base.text import Text


@dataclass(frozen=True, slots=True)
class FileInfo:
    """A stored file, named by the SHA-256 of its content; `media` is its real type, `name` as it was handed in."""

    digest: str
    name: str
    media: str
    size: int
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Serving:
    """How a file is handed to a browser: media type, whether shown in the page, and all headers it must carry."""

    media: str
    inline: bool
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PaperRequest:
    """A paper to be issued: which template of which adopted set, for whom, with which data (all shown text).

    `source` is the template's text as the adopted pack has it. `number` is a pattern
    (`皖({year}){registry.seat}不动产权第{serial:7}号`), empty for the platform's own. A paper with a `watermark` has no
    legal effect unless `simulated` says otherwise: it is numbered apart and has no identifier. `quotes` are numbers of
    papers issued elsewhere, by their key; those issued earlier in the same batch are quoted by themselves.
    `licence_type` is the type code (21 places) of a kind of certificate that a national office defined; else the
    issuer's own is given.
    """

    key: str
    name: Text
    template: str
    adopted_set: str
    pack: str
    case: str
    region: str
    issuer: int
    holder_subject: int | None
    holder_name: str
    data: Mapping[str, Any]
    certificate: bool = False
    number: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    watermark: str = ""
    quotes: Mapping[str, str] = field(default_factory=dict)
    public: bool = False
    source: str = ""
    licence_type: str = ""
    simulated: bool | None = None

    @property
    def without_effect(self) -> bool:
        """Whether the paper has no legal effect; where nobody says, one with a watermark has none."""
        return bool(self.watermark) if self.simulated is None else self.simulated


@dataclass(frozen=True, slots=True)
class Paper:
    """An issued paper. In force from `issued_at`; `pdf` is the digest of its file once the copy is made."""

    id: int
    key: str
    name: Text
    number: str
    identifier: str
    token: str
    case: str
    issuer: int
    issuer_name: str
    holder_subject: int | None
    holder_name: str
    issued_at: datetime
    valid_from: date
    valid_until: date | None
    status: str
    status_ground: Text | None
    status_at: datetime | None
    digest: str
    data: Mapping[str, Any]
    pdf: str = ""
    certificate: bool = False
    watermark: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What anyone is told about a paper: valid, expired, suspended, revoked, cancelled, lost or unknown.

    Holder names are masked; `at` is the moment of the check: one verdict per moment, never two.
    """

    status: str
    at: datetime
    message: Text
    paper: Paper | None = None
    ground: Text | None = None
    since: datetime | None = None
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A numbered written notice: kind (receipt, acceptance, refusal, correction ...), to whom, when, what it says."""

    id: int
    kind: str
    number: str
    case: str
    receiver_subject: int | None
    title: Text
    body: Text
    issued_at: datetime
    served_at: datetime | None
    pdf: str = ""
    token: str = ""
    receiver_name: str = ""
    issuer_name: str = ""
    served_how: str = ""
