"""Anyone asks whether a paper holds: by its token, number or identifier, or by a copy. Always read afresh."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

from django.db.models import Q

from yichuang.base import clock
from yichuang.base.text import Text
from yichuang.kernel.documents.actions.issue_papers import paper_digest
from yichuang.kernel.documents.contracts import Verdict
from yichuang.kernel.documents.logic.pdf_contents import read_mark
from yichuang.kernel.documents.models import Copy, NoticeRow, PaperRow, StatusChange
from yichuang.kernel.documents.views import latest_changes, paper_of
from yichuang.kernel.facts.api import mask_name

SENTENCES = {
    "valid": Text("有效：由{office}签发，现行有效", "valid: issued by {office}, in force now"),
    "not_yet": Text("尚未生效：自 {since} 起有效", "not yet in force: valid from {since}"),
    "expired": Text("已到期：有效期至 {until}，未见延续", "expired: it was valid until {until}"),
    "suspended": Text(
        "已暂扣：{since} 起由{office}暂停使用，原因：{ground}",
        "suspended by {office} since {since}: {ground}",
    ),
    "revoked": Text(
        "已撤销：{since} 由{office}撤销，原因：{ground}", "revoked by {office} on {since}: {ground}"
    ),
    "cancelled": Text(
        "已注销：{since} 由{office}注销，原因：{ground}",
        "cancelled by {office} on {since}: {ground}",
    ),
    "lost": Text(
        "已声明遗失作废：{since}，{ground}", "declared lost and void on {since}: {ground}"
    ),
    "unknown": Text(
        "查无此件：本平台没有签发过这个编号的证照文书，请核对编号，谨防伪造",
        "unknown: no paper with this number was issued here; check the number and beware of forgery",
    ),
    "altered": Text(
        "内容不符：这份文件与签发时不一致，可能被改动过，请以本页所列为准",
        "altered: this file is not the one that was issued; what is shown here holds",
    ),
    "notice": Text(
        "属实：由{office}于 {since} 发出的文书", "genuine: a notice issued by {office} on {since}"
    ),
}


def verify(asked: str) -> Verdict:
    """The verdict on a token, number or identifier at this moment; the holder's name is masked, no other datum is told.

    A number that was never given out has its own sentence. Nothing is cached: a revocation shows at once.
    """
    text = asked.strip()
    row = _find(text)
    if row is not None:
        return _verdict(row)
    notice = NoticeRow.objects.filter(Q(token=text) | Q(number=text)).first() if text else None
    if notice is not None:
        message = SENTENCES["notice"].filled(
            office=notice.issuer_zh, since=notice.issued_at.astimezone(clock.SHANGHAI).date()
        )
        return Verdict("valid", clock.now(), message, authority=notice.issuer_zh)
    return Verdict("unknown", clock.now(), SENTENCES["unknown"])


def verify_copy(content: bytes) -> Verdict:
    """The verdict on a PDF that somebody holds: ours to the byte, altered, or not from here."""
    digest = hashlib.sha256(content).hexdigest()
    made = Copy.objects.filter(file_id=digest).first()
    if made is not None:
        kind, _, ident = made.of.partition(":")
        if kind == "paper":
            return _verdict(PaperRow.objects.get(id=int(ident)))
        return verify(NoticeRow.objects.get(id=int(ident)).token)
    mark = read_mark(content)
    verdict = verify(mark[0]) if mark else None
    if verdict is None or verdict.status == "unknown":
        return Verdict("unknown", clock.now(), SENTENCES["unknown"])
    return replace(verdict, status="altered", message=SENTENCES["altered"])


def _find(text: str) -> PaperRow | None:
    if not text:
        return None
    # One query on three unique columns; a token is never a number.
    return PaperRow.objects.filter(Q(token=text) | Q(number=text) | Q(identifier=text)).first()


def _verdict(row: PaperRow) -> Verdict:
    now = clock.now()
    change = latest_changes([row.id]).get(row.id)
    if paper_digest(row) != row.digest:
        return Verdict("altered", now, SENTENCES["altered"], authority=row.issuer_zh)
    paper = paper_of(row, change)
    status = paper.status
    if status == "valid" and clock.today() < row.valid_from:
        status = "not_yet"
    ground = paper.status_ground if change and change.status == paper.status else None
    message = _sentence(status, row, change)
    masked = replace(
        paper, holder_name=mask_name(row.holder_name), holder_subject=None, data={}, case=""
    )
    return Verdict(
        status=status,
        at=now,
        message=message,
        paper=masked,
        ground=ground,
        since=paper.status_at,
        authority=row.issuer_zh,
    )


def _sentence(status: str, row: PaperRow, change: StatusChange | None) -> Text:
    text = SENTENCES[status]
    since = change.at.astimezone(clock.SHANGHAI).date() if change else row.valid_from
    zh: Callable[..., str] = text.zh.format
    return Text(
        zh(
            office=row.issuer_zh,
            since=since,
            until=row.valid_until,
            ground=change.ground_zh if change else "",
        ),
        text.en.format(
            office=row.issuer_en or row.issuer_zh,
            since=since,
            until=row.valid_until,
            ground=(change.ground_en or change.ground_zh) if change else "",
        ),
    )
