"""Papers are issued: first proved ready, then numbers, rising instants, identifiers and frozen data in one transaction.

The row is the issue; the PDF follows as a reaction to its line in the record.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from yichuang.base import clock
from yichuang.base.canonical import canonical_json, digest
from yichuang.base.errors import Invalid, NotFound, Problem
from yichuang.base.refs import Ref
from yichuang.base.text import Text
from yichuang.engines.codes import make_elicence_id
from yichuang.kernel.documents.actions.numbers import (
    fill_number,
    licence_type,
    next_paper_number,
    next_serial,
)
from yichuang.kernel.documents.contracts import Paper, PaperRequest
from yichuang.kernel.documents.models import PaperRow, TemplateText
from yichuang.kernel.documents.rendering.sandbox import Faulty, render
from yichuang.kernel.documents.rendering.sheets import paper_context, paper_entry
from yichuang.kernel.documents.templates_source import template_text
from yichuang.kernel.documents.views import paper_of
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import Actor, Department
from yichuang.kernel.trail import api as trail

STEP = timedelta(milliseconds=1)


def ready(requests: Sequence[PaperRequest], *, at: datetime | None = None) -> tuple[Problem, ...]:
    """Everything that would keep these papers, in this order, from being issued; empty when nothing does.

    Templates render with what is known (numbers of earlier ones stand in), numbers can be taken, issuers are known and
    have the code that an identifier needs.
    """
    moment = at or clock.now()
    offices = people.read_departments({r.issuer for r in requests})
    problems: list[Problem] = []
    quoted: dict[str, Mapping[str, str]] = {}
    for request in requests:
        problems += _office_problems(request, offices.get(request.issuer))
        problems += _template_problems(request, quoted, moment)
        quoted[request.key] = _entry(request, "〔编号〕", "〔标识〕", moment)
    return tuple(problems)


def issue(
    actor: Actor, requests: Sequence[PaperRequest], *, at: datetime | None = None
) -> tuple[Paper, ...]:
    """Issues the papers in the given order, inside the caller's transaction, and gives them as they now stand.

    Each has a later instant than the one before; later ones may quote the numbers of earlier ones. Raises Invalid with
    every problem when they are not ready.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("papers are issued inside the transaction of the decision")
    moment = at or clock.now()
    problems = ready(requests, at=moment)
    if problems:
        raise Invalid(
            "documents.not_ready",
            Text("证照文书还不能签发", "the papers cannot be issued yet"),
            problems=problems,
            remedy=Text("请补齐所列各项后再签发", "mend what is listed, then issue"),
        )
    offices = people.read_departments({r.issuer for r in requests})
    quoted: dict[str, Mapping[str, str]] = {}
    papers = []
    for place, request in enumerate(requests):
        instant = moment + STEP * place
        paper, entry = _issue_one(actor, request, offices[request.issuer], quoted, instant)
        quoted[request.key] = entry
        papers.append(paper)
    return tuple(papers)


def _issue_one(
    actor: Actor,
    request: PaperRequest,
    office: Department,
    quoted: Mapping[str, Mapping[str, str]],
    instant: datetime,
) -> tuple[Paper, Mapping[str, str]]:
    day = clock.day_of(instant)
    simulated = request.without_effect
    known = _context(request, quoted, {})
    number = next_paper_number(request.number, request.region, day, known, simulated=simulated)
    identifier = _identifier(request, office, day)
    entry = _entry(request, number, identifier, instant)
    data = _context(request, quoted, entry)
    template = _keep_template(template_text(request))
    row = PaperRow(
        key=request.key,
        name_zh=request.name.zh,
        name_en=request.name.en,
        number=number,
        identifier=identifier,
        token=secrets.token_urlsafe(16),
        case=request.case,
        pack=request.pack,
        adopted_set=request.adopted_set,
        region=request.region,
        issuer=request.issuer,
        issuer_zh=office.name.zh,
        issuer_en=office.name.en,
        holder_subject=request.holder_subject,
        holder_name=request.holder_name,
        issued_at=instant,
        valid_from=request.valid_from or day,
        valid_until=request.valid_until,
        template=template,
        data=canonical_json(data),
        certificate=request.certificate,
        public=request.public,
        watermark=request.watermark,
    )
    row.digest = paper_digest(row)
    row.save(force_insert=True)
    body = {"paper": row.id, "key": row.key, "number": number, "identifier": identifier, "digest": row.digest,
            "case": request.case}  # fmt: skip
    trail.record(Ref("paper", str(row.id)), "paper.issued", body, actor=actor.label, at=instant)
    return paper_of(row), entry


def paper_digest(row: PaperRow) -> str:
    """The digest over everything that makes this paper what it is; a changed row no longer fits it."""
    return digest(
        {
            "key": row.key, "number": row.number, "identifier": row.identifier, "token": row.token, "case": row.case,
            "issuer": row.issuer, "issuer_name": row.issuer_zh, "holder": row.holder_subject,
            "holder_name": row.holder_name, "issued_at": row.issued_at.astimezone(clock.SHANGHAI).isoformat(),
            "valid_from": row.valid_from, "valid_until": row.valid_until, "template": row.template_id,
            "data": row.data, "watermark": row.watermark, "name": row.name_zh,
        }
    )  # fmt: skip


def _identifier(request: PaperRequest, office: Department, day: date) -> str:
    # Only what is a certificate has a standard identifier; simulated ones must not look like one.
    if not request.certificate or request.without_effect:
        return ""
    kind = request.licence_type or licence_type(office.usci, f"{request.pack}.{request.key}")
    serial = next_serial(f"identifier.{kind}", request.region, str(day.year))
    return make_elicence_id(kind, office.usci, f"{request.region}{day.year}{serial:07d}")


def _entry(
    request: PaperRequest, number: str, identifier: str, instant: datetime
) -> Mapping[str, str]:
    return paper_entry(
        zh=request.name.zh,
        en=request.name.en,
        number=number,
        identifier=identifier,
        issued_at=instant,
        valid_until=request.valid_until,
    )


def _keep_template(text: str) -> TemplateText:
    key = digest(text)
    row = TemplateText.objects.filter(digest=key).first()
    if row is None:
        TemplateText.objects.bulk_create(
            [TemplateText(digest=key, text=text)], ignore_conflicts=True
        )
        row = TemplateText.objects.get(digest=key)
    return row


def _office_problems(request: PaperRequest, office: Department | None) -> list[Problem]:
    where = f"papers.{request.key}"
    if office is None:
        return [Problem(where, Text("没有签发机关", "there is no issuing office"), code="issuer")]
    if (
        request.certificate
        and not request.without_effect
        and not request.licence_type
        and len(office.usci) != 18
    ):
        message = Text(
            f"{office.name.zh}没有统一社会信用代码，不能生成证照标识",
            f"{office.name.show('en')} has no unified social credit code, so the certificate has no identifier",
        )
        remedy = Text("请在机构信息中补登", "add it to the office's data")
        return [Problem(where, message, remedy, code="issuer_code")]
    return []


def _template_problems(
    request: PaperRequest, quoted: Mapping[str, Mapping[str, str]], moment: datetime
) -> list[Problem]:
    where = f"papers.{request.key}"
    problems: list[Problem] = []
    try:
        day = clock.day_of(moment)
        fill_number(request.number, request.region, day, _context(request, quoted, {}))
    except KeyError as name:
        text = Text(
            f"编号规则所需的{name}还不知道", f"{name}, which the number needs, is not known"
        )
        problems.append(Problem(where, text, code="number"))
    entry = _entry(request, "〔编号〕", "〔标识〕", moment)
    try:
        _, missing = render(template_text(request), _context(request, quoted, entry))
    except Faulty as fault:
        return [*problems, *(replace(p, where=where) for p in fault.problems)]
    except NotFound as absent:
        return [*problems, Problem(where, absent.message, code="template")]
    if missing:
        names = "、".join(missing)
        text = Text(
            f"《{request.name.zh}》所需的 {names} 还不知道",
            f"{request.name.show('en')} needs {names}",
        )
        remedy = Text("请补充这些内容", "supply them")
        problems.append(Problem(where, text, remedy, code="unknown"))
    return problems


def _context(
    request: PaperRequest, quoted: Mapping[str, Mapping[str, str]], own: Mapping[str, str]
) -> dict[str, Any]:
    """What the template and the number may read: the case's data, papers issued before, and `own` of this one."""
    handed = {key: {"number": number} for key, number in request.quotes.items()}
    return paper_context(
        request.data, key=request.key, case=request.case, quoted={**handed, **quoted}, own=own
    )
