"""The documentation page: made from the OpenAPI document, plain HTML that any policy lets through."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

from yichuang.api.verbs import VERBS, fields_of

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter or a field of a body: where it stands, its type in words, its bounds, what it is."""

    name: str
    where: str
    type: str
    required: bool
    told: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation as the page shows it."""

    id: str
    method: str
    path: str
    zh: str
    en: str
    public: bool
    fields: tuple[Field, ...]
    body: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The operations of one tag."""

    name: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb with the fields that it takes."""

    name: str
    needs: tuple[str, ...]
    takes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocsPage:
    """The whole page."""

    title: str
    version: str
    parts: tuple[Part, ...]
    verbs: tuple[Verb, ...]


class Pages(DocsBase):
    """What ninja asks for its page."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """The page in one go; nothing is fetched from anywhere else."""
        return render(request, "api/docs.html", {"page": _page(api)})


@lru_cache(maxsize=1)
def _page(api: NinjaAPI) -> DocsPage:
    document = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/")))
    parts: dict[str, list[Operation]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            tag = (operation.get("tags") or [""])[0]
            parts.setdefault(tag, []).append(_operation(document, path, method, operation))
    verbs = tuple(
        Verb(
            v,
            tuple(n for n, need in told.items() if need),
            tuple(n for n, need in told.items() if not need),
        )
        for v in VERBS
        for told in [fields_of(v)]
    )
    shown = tuple(Part(tag, tuple(found)) for tag, found in parts.items())
    return DocsPage(api.title, api.version, shown, verbs)


def _operation(document: Schema, path: str, method: str, operation: Schema) -> Operation:
    fields = [
        Field(
            p["name"],
            {"path": "路径", "query": "查询", "header": "请求头"}.get(p["in"], p["in"]),
            _type(document, p["schema"]),
            p.get("required", False),
            p["schema"].get("description", ""),
        )
        for p in operation.get("parameters", [])
    ]
    bodies: Schema = operation.get("requestBody", {}).get("content", {})
    media = next(iter(bodies), "")
    fields += _body(document, bodies[media]["schema"] if media else {})
    answers = tuple(
        (status, _answer(document, told)) for status, told in operation["responses"].items()
    )
    zh, _, en = operation.get("description", "").partition("\n\n")
    public = not operation.get("security")
    return Operation(
        operation["operationId"],
        method.upper(),
        path,
        zh,
        en,
        public,
        tuple(fields),
        media,
        answers,
    )


def _body(document: Schema, schema: Schema) -> list[Field]:
    whole = _resolve(document, schema)
    needed = whole.get("required", [])
    return [
        Field(name, "请求体", _type(document, one), name in needed, one.get("description", ""))
        for name, one in whole.get("properties", {}).items()
    ]


def _resolve(document: Schema, schema: Schema) -> Schema:
    while "$ref" in schema:
        found: Schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        schema = found
    return schema


def _type(document: Schema, schema: Schema) -> str:
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " | ".join(_type(document, one) for one in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(str(one) or "“”" for one in schema["enum"])
    kind = str(schema.get("type", ""))
    if kind == "array":
        kind = f"[{_type(document, schema.get('items', {}))}]"
    bounds = [
        f"{word} {schema[key]}"
        for key, word in (
            ("minimum", "≥"),
            ("maximum", "≤"),
            ("minLength", "至少"),
            ("maxLength", "至多"),
            ("maxItems", "至多"),
        )
        if key in schema
    ]
    return " ".join([kind, *bounds])


def _answer(document: Schema, told: Schema) -> str:
    contents: list[Schema] = list(told.get("content", {}).values())
    return _type(document, contents[0]["schema"]) if contents else ""
