"""Anyone checks a certificate or notice: by number, identifier, token of its code, or by the copy they hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yichuang.base.errors import Invalid, Refusal, Unavailable
from yichuang.base.text import Text
from yichuang.engines.codes import check_code
from yichuang.kernel.documents import api as documents
from yichuang.kernel.documents.contracts import Verdict
from yichuang.kernel.people.api import Actor
from yichuang.kernel.trail import api as trail
from yichuang.web.parts.refusals import said
from yichuang.web.rendering import actor_of, answer

GOOD = ("valid",)
DOUBTFUL = ("not_yet", "expired", "suspended", "lost")
HEADLINES = {
    "valid": Text("是真的，现在有效", "Genuine and in force"),
    "not_yet": Text("是真的，还没有生效", "Genuine, not yet in force"),
    "expired": Text("是真的，已经到期", "Genuine, but it has expired"),
    "suspended": Text("是真的，正在暂扣，现在不能用", "Genuine, suspended: not usable now"),
    "lost": Text("已声明遗失作废，不能再用", "Declared lost: void"),
    "revoked": Text("已被撤销，不能再用", "Revoked: not to be used"),
    "cancelled": Text("已经注销，不能再用", "Cancelled: not to be used"),
    "altered": Text("这份文件与签发时不一样", "This file is not the one that was issued"),
    "unknown": Text("没有找到这张证照", "No such paper was issued here"),
}
MOST_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked, whether it holds (None: not yet known), in plain words."""

    name: Text
    said: Text
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Result:
    """The verdict as it is shown: one of good, doubtful, bad; what was checked; the line of the record."""

    verdict: Verdict
    headline: Text
    css: str
    checks: tuple[Check, ...]
    line: int | None
    mine: int | None


@dataclass(frozen=True, slots=True)
class VerifyPage:
    """What was asked and the answer to it, if anything was asked."""

    asked: str
    result: Result | None
    problem: Text | None
    landed: bool


@never_cache
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """By what was typed (GET) or by a copy (POST); the copy is compared and forgotten."""
    if request.method == "POST":
        return _copy(request)
    asked = request.GET.get("q", "").strip()[:300]
    result = _result(documents.verify(asked), asked, actor_of(request)) if asked else None
    return _answer(request, VerifyPage(asked, result, None, landed=False))


@never_cache
@require_safe
def landing(request: HttpRequest, token: str) -> HttpResponse:
    """Where the code on a paper leads: the verdict of this moment, nothing else."""
    actor = actor_of(request)
    verdict = documents.verify(token)
    if actor is not None and verdict.paper is not None:
        # Whoever was shown it is told when it falls.
        documents.note_shown(verdict.paper.id, actor.label)
    page = VerifyPage(token, _result(verdict, token, actor), None, landed=True)
    return _answer(request, page)


def _answer(request: HttpRequest, page: VerifyPage, status: int = 200) -> HttpResponse:
    return answer(request, "public/verify.html", page, current="verify", status=status)


def _copy(request: HttpRequest) -> HttpResponse:
    file: UploadedFile[Any] | None = request.FILES.get("copy")
    try:
        content = _content(file)
    except Invalid as refusal:
        return _answer(request, VerifyPage("", None, said(refusal), landed=False), 422)
    result = _result(documents.verify_copy(content), "", actor_of(request))
    return _answer(request, VerifyPage("", result, None, landed=False))


def _content(file: UploadedFile[Any] | None) -> bytes:
    if file is None or not file.size:
        raise Invalid(
            "web.no_file",
            Text("还没有选文件", "no file was chosen"),
            remedy=Text("请选一个 PDF 文件", "choose a PDF file"),
        )
    if file.size > MOST_BYTES:
        raise Invalid(
            "web.file_large",
            Text("文件太大，最多 20 MB", "the file is too large: 20 MB at most"),
            remedy=Text("请选小一些的文件", "choose a smaller file"),
        )
    return bytes(file.read())


def _result(verdict: Verdict, asked: str, actor: Actor | None) -> Result:
    css = (
        "is-ok" if verdict.status in GOOD else "is-ask" if verdict.status in DOUBTFUL else "is-stop"
    )
    line = _line_of(verdict)
    return Result(
        verdict,
        HEADLINES.get(verdict.status, HEADLINES["unknown"]),
        css,
        _checks(verdict, line),
        line,
        _own_paper(verdict, actor),
    )


def _own_paper(verdict: Verdict, actor: Actor | None) -> int | None:
    """The paper, for whoever acts for its holder: they may open and print it whole."""
    if actor is None or verdict.paper is None:
        return None
    paper = documents.read_paper(verdict.paper.id)
    return paper.id if paper.holder_subject in actor.subjects else None


def _line_of(verdict: Verdict) -> int | None:
    """The line of the record that says it was issued."""
    if verdict.paper is None:
        return None
    lines = trail.list_lines(f"paper:{verdict.paper.id}").rows
    return next((line.id for line in lines if line.kind == "paper.issued"), None)


def _checks(verdict: Verdict, line: int | None) -> tuple[Check, ...]:
    if verdict.paper is None:
        return ()
    found = []
    if verdict.paper.identifier:
        holds = check_code("elicence", verdict.paper.identifier).ok
        found.append(
            Check(
                Text("编号没有抄错", "The identifier is in order"),
                Text(
                    "最后一位校验字符与前面各段算出来的一样。",
                    "Its check character is what the rest of it gives.",
                ),
                holds,
            )
        )
    found.append(
        Check(
            Text("签发以后一个字没改", "Not a word was changed since it was issued"),
            Text(
                f"内容现在的指纹与签发时留下的相同：{verdict.paper.digest[:8]}…",
                f"Its fingerprint now is the one taken at issue: {verdict.paper.digest[:8]}…",
            ),
            verdict.status != "altered",
        )
    )
    return (*found, _recorded(line))


def _recorded(line: int | None) -> Check:
    name = Text("签发这件事记在公开的留痕里", "That it was issued is in the public record")
    if line is None:
        return Check(name, Text("留痕里没有找到签发记录。", "No such line was found."), False)
    try:
        proof = trail.prove(line)
    except Unavailable as refusal:
        return Check(name, _waits(refusal), None)
    return Check(
        name,
        Text(
            f"它是第 {proof.pos + 1:,} 行，没人能悄悄抽走。",
            f"It is line {proof.pos + 1:,}; nobody can take it out unseen.",
        ),
        True,
    )


def _waits(refusal: Refusal) -> Text:
    return Text(
        f"{refusal.message.zh}，几秒钟后再看。", f"{refusal.message.show('en')}; look again soon."
    )
