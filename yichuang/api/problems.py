"""Refusals as JSON: one shape for everything that goes wrong, in the reader's language, with what to do next."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import get_language_from_request
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from pydantic import Field
from pydantic_core import to_jsonable_python

from yichuang.base.errors import (
    Conflict,
    Invalid,
    NotFound,
    NotPermitted,
    OutOfTime,
    Refusal,
    Unavailable,
)
from yichuang.base.text import Text

STATUS: tuple[tuple[type[Refusal], int], ...] = (
    (Invalid, 422),
    (NotPermitted, 403),
    (NotFound, 404),
    (Conflict, 409),
    (OutOfTime, 409),
    (Unavailable, 503),
)
UNREAD = Text("请求无法读取", "the request cannot be read")
STRANGE = Text("请求的内容不符合接口说明", "the request is not as the interface describes it")
SEE_DOCS = Text("请对照接口文档 /api/v1/docs", "see the documentation at /api/v1/docs")
NO_ADDRESS = Text("没有这个地址", "there is no such address")
TOO_LARGE = Text("请求太大", "the request is too large")
SMALLER = Text("请分开上传，或改用 multipart 上传", "send it in parts, or as multipart")
BROKEN = Text("平台内部出错，没有任何改动", "the platform failed; nothing was changed")
LATER = Text("请稍后再试，仍不行请联系平台运维", "try later, then ask the platform's operator")
log = logging.getLogger(__name__)


class FieldProblem(Schema):
    """One thing that is wrong, and where."""

    where: str = Field(examples=["body.answers.applicant.name"])
    code: str = Field(examples=["missing"])
    message: str = Field(examples=["请填写名称"])
    remedy: str = ""


class Problem(Schema):
    """What was refused, why, and what can be done. `code` is stable; texts are in the language asked for."""

    status: int = Field(examples=[422])
    code: str = Field(examples=["cases.incomplete"])
    message: str = Field(examples=["还有 2 项需要补充"])
    remedy: str = Field(default="", examples=["请按提示改正后再提交"])
    basis: str = ""
    problems: list[FieldProblem] = []
    data: dict[str, Any] = {}


PROBLEMS = {400: Problem, 401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem}
PROBLEMS |= {413: Problem, 429: Problem, 500: Problem, 503: Problem}


def lang_of(request: HttpRequest) -> str:
    """`zh` or `en`, as `Accept-Language` (or the portal's cookie) says; Chinese where nothing is asked for."""
    return "en" if get_language_from_request(request).startswith("en") else "zh"


def of_refusal(refusal: Refusal, lang: str) -> Problem:
    """The JSON of a refusal."""
    problems = refusal.problems if isinstance(refusal, Invalid) else ()
    return Problem(
        status=next((code for kind, code in STATUS if isinstance(refusal, kind)), 400),
        code=refusal.code,
        message=refusal.message.show(lang),
        remedy=refusal.remedy.show(lang) if refusal.remedy else "",
        basis=refusal.basis,
        problems=[
            FieldProblem(
                where=p.where,
                code=p.code,
                message=p.message.show(lang),
                remedy=p.remedy.show(lang) if p.remedy else "",
            )
            for p in problems
        ],
        data=to_jsonable_python(refusal.data, fallback=str, inf_nan_mode="null"),
    )


def respond(problem: Problem) -> HttpResponse:
    """A problem as an answer; 401 says how to come with a key."""
    response = HttpResponse(
        problem.model_dump_json(), status=problem.status, content_type="application/json"
    )
    if problem.status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="yichuang"'
    return response


def plain(
    request: HttpRequest, status: int, code: str, message: Text, remedy: Text = SEE_DOCS
) -> HttpResponse:
    """The answer for what no room refuses: an unread body, no such address, no login."""
    lang = lang_of(request)
    return respond(
        Problem(status=status, code=code, message=message.show(lang), remedy=remedy.show(lang))
    )


HTTP = {
    400: ("api.unreadable", UNREAD, Text("请发送合法的 JSON 对象", "send one JSON object")),
    401: (
        "api.unknown_caller",
        Text("请先登录，或用接口密钥访问", "log in, or come with a key"),
        Text("请求头 Authorization: Bearer 密钥", "header Authorization: Bearer KEY"),
    ),
    429: (
        "api.too_often",
        Text("询问得太频繁", "asked too often"),
        Text("请一分钟后再试", "try again in a minute"),
    ),
    403: (
        "api.csrf",
        Text("缺少或不符的 CSRF 令牌", "the CSRF token is missing or wrong"),
        Text("请带上请求头 X-CSRFToken", "send the header X-CSRFToken"),
    ),
}


def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    code, message, remedy = HTTP.get(error.status_code, ("api.refused", STRANGE, SEE_DOCS))
    return plain(request, error.status_code, code, message, remedy)


def _unread(request: HttpRequest, _: Exception) -> HttpResponse:
    return plain(request, 400, *HTTP[400])


def _not_as_described(request: HttpRequest, error: ValidationError) -> HttpResponse:
    lang = lang_of(request)
    return respond(
        Problem(
            status=422,
            code="api.not_as_described",
            message=STRANGE.show(lang),
            remedy=SEE_DOCS.show(lang),
            problems=list(_places(error.errors)),
        )
    )


def _places(errors: Iterable[dict[str, Any]]) -> Iterable[FieldProblem]:
    for error in errors:
        # ninja puts the name of the argument after body: what the caller wrote has no such level
        parts = [str(part) for part in error["loc"]]
        kept = [parts[0], *parts[2:]] if parts[:1] == ["body"] and len(parts) > 1 else parts
        yield FieldProblem(where=".".join(kept), code=error["type"], message=error["msg"])


def _bug(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("%s %s", request.method, request.path, exc_info=error)
    return plain(request, 500, "api.failed", BROKEN, LATER)


def install(api: NinjaAPI) -> None:
    """Every way in which a request can fail ends in the one shape."""
    handlers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        Exception: _bug,
        Refusal: lambda request, refusal: respond(of_refusal(refusal, lang_of(request))),
        HttpError: _http,
        ValidationError: _not_as_described,
        SuspiciousOperation: _unread,
        MultiPartParserError: _unread,
        RequestDataTooBig: lambda request, _: plain(
            request, 413, "api.too_large", TOO_LARGE, SMALLER
        ),
        Http404: lambda request, _: plain(request, 404, "api.no_address", NO_ADDRESS),
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)
