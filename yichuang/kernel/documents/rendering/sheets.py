"""From rows to sheets: what was frozen at the issue, put into words and onto a page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from html import escape
from typing import Any

from yichuang.base import clock
from yichuang.kernel.documents import settings
from yichuang.kernel.documents.models import NoticeRow, PaperRow
from yichuang.kernel.documents.rendering.page import Sheet, chinese_day
from yichuang.kernel.documents.rendering.sandbox import render


def paper_sheet(row: PaperRow) -> Sheet:
    """The sheet of an issued paper, from its frozen data and the template's text of that day alone."""
    data = json.loads(row.data)
    body, _ = render(row.template.text, data)
    return Sheet(
        title=row.name_zh,
        number=row.number,
        identifier=row.identifier,
        office=row.issuer_zh,
        body=body,
        issued_at=row.issued_at.astimezone(clock.SHANGHAI),
        token=row.token,
        verify_url=verify_url(row.token),
        digest=row.digest,
        certificate=row.certificate,
        watermark=row.watermark,
        sample=settings.sample_mark(),
        valid_until=row.valid_until,
    )


def notice_sheet(row: NoticeRow) -> Sheet:
    """The sheet of a written notice: its text as it was issued, one paragraph a line."""
    lines = [line.strip() for line in row.body_zh.splitlines()]
    body = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    return Sheet(
        title=row.title_zh,
        number=row.number,
        identifier="",
        office=row.issuer_zh,
        body=body,
        issued_at=row.issued_at.astimezone(clock.SHANGHAI),
        token=row.token,
        verify_url=verify_url(row.token),
        digest=row.digest,
        certificate=False,
        watermark=row.watermark,
        sample=settings.sample_mark(),
        to=row.receiver_name,
    )


def verify_url(token: str) -> str:
    """Where anyone can check the paper that carries this token."""
    return f"{settings.public_url()}/verify/{token}"


def paper_context(
    data: Mapping[str, Any],
    *,
    key: str,
    case: str,
    quoted: Mapping[str, Mapping[str, str]],
    own: Mapping[str, str],
) -> dict[str, Any]:
    """The names a paper's template may read: the case's data, `paper` itself, `papers` issued before it, `case`."""
    given_papers = data.get("papers")
    papers: dict[str, Any] = dict(given_papers) if isinstance(given_papers, Mapping) else {}
    for name, entry in quoted.items():
        papers[name] = {**_mapping(papers.get(name)), **entry}
    papers[key] = {**_mapping(papers.get(key)), **own}
    given_paper = _mapping(data.get("paper"))
    return {
        **data,
        "papers": papers,
        "paper": {**given_paper, **own},
        "case": {**_mapping(data.get("case")), "number": case},
    }


def paper_entry(
    *, zh: str, en: str, number: str, identifier: str, issued_at: datetime, valid_until: date | None
) -> dict[str, str]:
    """What other papers may quote of one: number, day and moment of issue, until when it holds, all in words."""
    local = issued_at.astimezone(clock.SHANGHAI)
    return {
        "zh": zh,
        "en": en,
        "number": number,
        "identifier": identifier,
        "issued_on": chinese_day(local.date()),
        "issued_at": f"{chinese_day(local.date())} {local:%H:%M:%S}.{local.microsecond // 1000:03d}",
        "valid_until": chinese_day(valid_until) if valid_until else "长期",
    }


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
