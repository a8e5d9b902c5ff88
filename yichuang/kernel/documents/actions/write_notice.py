"""Written notices: numbered and fixed in the transaction of the deed that the law wants in writing."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from yichuang.base import clock
from yichuang.base.canonical import digest
from yichuang.base.errors import Invalid, NotFound, Problem
from yichuang.base.refs import Ref
from yichuang.base.text import Text
from yichuang.kernel.documents.actions.numbers import NOTICE_WORDS, next_notice_number
from yichuang.kernel.documents.contracts import Notice
from yichuang.kernel.documents.models import NoticeRow, Served
from yichuang.kernel.documents.notices import notice_of, read_notice
from yichuang.kernel.documents.rendering.page import chinese_day
from yichuang.kernel.documents.rendering.sandbox import render
from yichuang.kernel.documents.templates_source import default_text
from yichuang.kernel.facts import api as facts
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import Actor
from yichuang.kernel.trail import api as trail

REMEDY = Text(
    "如不服本决定，可以自收到本决定之日起六十日内依法申请行政复议，也可以自收到之日起六个月内依法向人民法院提起行政诉讼。",
    "Against this decision you may apply for administrative reconsideration within sixty days, or bring an action "
    "before the people's court within six months, of receiving it.",
)


def write_notice(
    actor: Actor,
    kind: str,
    case: str,
    receiver_subject: int | None,
    data: Mapping[str, Any],
    *,
    region: str,
    department: int,
    at: datetime | None = None,
    receiver_name: str = "",
    watermark: str = "",
) -> Notice:
    """Writes a notice of `kind` in the caller's transaction: number, text of both languages and digest are fixed here.

    `data` are the template's names in words (`item` always), days may be `date` and are put into both languages; a
    name's English stands under NAME_en and is taken from the Chinese where it is missing. `word` is the office's word
    in the number, its name where it has none. Raises Invalid naming everything that the template
    needs and nobody gave. The PDF follows as a reaction to the line `notice.written`.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a notice is written inside the transaction of its deed")
    moment = at or clock.now()
    office = people.read_departments([department]).get(department)
    if office is None:
        raise NotFound("documents.no_office", Text("没有这个机关", "there is no such office"))
    words = _words(data, case, day := clock.day_of(moment))
    title_zh, body_zh = _fill(kind, "zh", words)
    title_en, body_en = _fill(kind, "en", _english(words))
    number = next_notice_number(
        kind, str(data.get("word") or office.name.zh), department, day, simulated=bool(watermark)
    )
    row = NoticeRow(
        kind=kind,
        number=number,
        token=secrets.token_urlsafe(16),
        case=case,
        receiver_subject=receiver_subject,
        receiver_name=receiver_name or _name(receiver_subject),
        department=department,
        issuer_zh=office.name.zh,
        issuer_en=office.name.en,
        title_zh=title_zh,
        title_en=title_en,
        body_zh=body_zh,
        body_en=body_en,
        watermark=watermark,
        issued_at=moment,
    )
    return _keep(actor, row, region)


def _keep(actor: Actor, row: NoticeRow, region: str) -> Notice:
    moment = row.issued_at
    said = [row.number, row.token, row.case, row.receiver_name, row.title_zh, row.body_zh]
    row.digest = digest([*said, moment.isoformat()])
    row.save(force_insert=True)
    body = {
        "notice": row.id,
        "kind": row.kind,
        "number": row.number,
        "digest": row.digest,
        "case": row.case,
        "region": region,
        "receiver": row.receiver_subject,
    }
    trail.record(Ref("notice", str(row.id)), "notice.written", body, actor=actor.label, at=moment)
    return notice_of(row)


def _name(subject: int | None) -> str:
    return facts.name_of([subject]).get(subject, "") if subject is not None else ""


def serve(
    actor: Actor, notice: int, *, at: datetime | None = None, how: str = "平台送达", proof: str = ""
) -> Notice:
    """Notes that a notice reached its receiver; the first time counts, later ones change nothing. Raises NotFound."""
    moment = at or clock.now()
    with transaction.atomic():
        if not NoticeRow.objects.filter(id=notice).exists():
            raise NotFound("documents.no_notice", Text("没有这份文书", "there is no such notice"))
        _, fresh = Served.objects.get_or_create(
            notice_id=notice, defaults={"at": moment, "how": how, "proof": proof}
        )
        if fresh:
            body = {"how": how, "proof": proof}
            trail.record(
                Ref("notice", str(notice)), "notice.served", body, actor=actor.label, at=moment
            )
    return read_notice(notice)


def _words(data: Mapping[str, Any], case: str, day: date) -> dict[str, Any]:
    words: dict[str, Any] = {
        "case": case,
        "remedy": REMEDY.zh,
        "remedy_en": REMEDY.en,
        "date": chinese_day(day),
        "date_en": day.isoformat(),
        "materials": [],
        "materials_en": [],
    }
    for name, value in data.items():
        words.update(_spell(name, value))
    return words


def _spell(name: str, value: Any) -> dict[str, Any]:
    if isinstance(value, Text):
        return {name: value.zh, f"{name}_en": value.show("en")}
    if isinstance(value, datetime):
        value = clock.day_of(value)
    if isinstance(value, date):
        return {name: chinese_day(value), f"{name}_en": value.isoformat()}
    if isinstance(value, list | tuple):
        return {
            name: [v.zh if isinstance(v, Text) else str(v) for v in value],
            f"{name}_en": [v.show("en") if isinstance(v, Text) else str(v) for v in value],
        }
    return {name: value}


def _english(words: Mapping[str, Any]) -> dict[str, Any]:
    """The same names for the English text: what has no English of its own is said in Chinese."""
    english = {f"{name}_en": value for name, value in words.items() if not name.endswith("_en")}
    return {**words, **english, **{n: v for n, v in words.items() if n.endswith("_en")},
            "item": words.get("item_en") or words.get("item")}  # fmt: skip


def _fill(kind: str, language: str, words: Mapping[str, Any]) -> tuple[str, str]:
    if kind not in NOTICE_WORDS:
        raise ValueError(f"no notice is called {kind!r}")
    template = default_text(f"notices/{kind}.{language}.txt")
    text, missing = render(template, words, autoescape=False)
    if missing:
        problems = tuple(
            Problem(name, Text(f"文书缺少 {name}", f"the notice needs {name}"), code="missing")
            for name in missing
        )
        raise Invalid(
            "documents.notice_incomplete",
            Text("文书内容不完整", "the notice is not complete"),
            problems=problems,
            remedy=Text("请补充所列内容", "supply what is listed"),
        )
    title, _, body = re.sub(r"[ \t]*\n\s*", "\n", str(text)).strip().partition("\n")
    return title, body
