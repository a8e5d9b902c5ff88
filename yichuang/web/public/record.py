"""The public record: the head of the tree as it stands, and the proof that one line is in it. What a line says of a
case is for those who may see the case; here only that it is there, since when, unchanged."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from yichuang.base.errors import NotFound, Unavailable
from yichuang.base.text import Text
from yichuang.engines.merkle import verify_inclusion
from yichuang.kernel.trail import api as trail
from yichuang.kernel.trail.contracts import Head, Line, Proof
from yichuang.web.rendering import answer

# Kinds of line in words, by what they are about.
KINDS = {
    "case": Text("一件办件里的一步", "a step of a case"),
    "paper": Text("签发或变更一份文书", "a paper issued or changed"),
    "notice": Text("发出一份通知", "a notice written"),
    "facts": Text("一条数据的来去", "facts recorded or looked at"),
    "payment": Text("一笔缴费", "a payment"),
    "catalogue": Text("采用或撤下一项举措", "a measure adopted or withdrawn"),
    "message": Text("发出一条消息", "a message sent"),
}


@dataclass(frozen=True, slots=True)
class HeadsPage:
    """The newest head, those published, the number typed and what is wrong with it."""

    head: Head
    published: tuple[Head, ...]
    asked: str
    problem: Text | None


@dataclass(frozen=True, slots=True)
class LinePage:
    """One line by its number: what kind of deed, when, and the proof; `holds` is computed here and now."""

    line: Line
    kind: Text
    proof: Proof | None
    holds: bool


@require_safe
def heads(request: HttpRequest) -> HttpResponse:
    """The record as a whole; with `n` the line of that number."""
    asked = request.GET.get("n", "").strip()[:20]
    problem: Text | None = None
    if asked:
        if asked.isdigit():
            try:
                trail.read_line(int(asked))
                return HttpResponseRedirect(reverse("record_line", args=[int(asked)]))
            except (NotFound, OverflowError):
                problem = Text(f"没有第 {asked} 号记录", f"there is no line {asked}")
        else:
            problem = Text("请只写数字，例如 1024", "digits only, such as 1024")
    page = HeadsPage(trail.head(), trail.published_heads(5)[::-1], asked, problem)
    return answer(
        request, "public/record.html", page, current="verify", status=404 if problem else 200
    )


@require_safe
def line(request: HttpRequest, line: int) -> HttpResponse:
    """One line and its proof."""
    found = _read(line)
    proof = _proof(line)
    kind = KINDS.get(
        found.kind.partition(".")[0], Text("平台的一次改动", "a change on the platform")
    )
    page = LinePage(found, kind, proof, proof is not None and stands(proof))
    return answer(request, "public/record_line.html", page, current="verify")


@require_safe
def proof(request: HttpRequest, line: int) -> HttpResponse:
    """The proof to compute by oneself (RFC 6962). 503 until the line is sealed."""
    _read(line)
    made = trail.prove(line)
    content = {
        "line": made.line,
        "index": made.pos,
        "leaf": made.leaf,
        "path": made.path,
        "size": made.size,
        "root": made.root,
        "rule": "RFC 6962 2.1.1, SHA-256",
    }
    response = JsonResponse(content)
    response["Content-Disposition"] = f'attachment; filename="proof-{line}.json"'
    return response


def _read(number: int) -> Line:
    if number > 2**53:
        raise NotFound("line_not_found", Text("没有这条记录", "There is no such line"))
    return trail.read_line(number)


def _proof(number: int) -> Proof | None:
    try:
        return trail.prove(number)
    except Unavailable:
        return None


def stands(proof: Proof) -> bool:
    """Whether the proof leads from the line to the root, computed afresh."""
    path = [bytes.fromhex(step) for step in proof.path]
    return verify_inclusion(
        bytes.fromhex(proof.leaf), proof.pos, proof.size, path, bytes.fromhex(proof.root)
    )
