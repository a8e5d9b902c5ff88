"""Files that come in: as multipart, or as base64 inside JSON; judged by documents, kept outside transactions."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Annotated

from ninja.files import UploadedFile
from pydantic import Field

from yichuang.api.fields import Key, Line, Sent
from yichuang.base.errors import Invalid, Problem
from yichuang.base.text import Text
from yichuang.kernel.documents import api as documents
from yichuang.kernel.documents.contracts import FileInfo
from yichuang.kernel.people.contracts import Actor

MOST_BASE64 = 28_000_000


class FileIn(Sent):
    """A file inside JSON: its name and its content in base64."""

    name: Annotated[Line, Field(min_length=1, examples=["路由图.pdf"])]
    content: Annotated[
        str, Field(min_length=4, max_length=MOST_BASE64, json_schema_extra={"format": "byte"})
    ]


FilesIn = Annotated[dict[Key, FileIn], Field(max_length=50)]


def keep_upload(actor: Actor, file: UploadedFile) -> FileInfo:
    """Store a file of a form. Raises Invalid saying what it really is."""
    return documents.store(actor, file.name or "", file.read())


def keep(actor: Actor, files: Mapping[str, FileIn]) -> dict[str, FileInfo]:
    """Store files by their material. Raises Invalid naming every file that cannot be taken."""
    kept: dict[str, FileInfo] = {}
    problems: list[Problem] = []
    for key, file in files.items():
        where = f"files.{key}"
        try:
            content = base64.b64decode(file.content, validate=True)
            kept[key] = documents.store(actor, file.name, content)
        except (binascii.Error, ValueError):
            problems.append(Problem(where, Text("不是 base64", "not base64"), code="base64"))
        except Invalid as refusal:
            problems.append(Problem(where, refusal.message, refusal.remedy, refusal.code))
    if problems:
        raise Invalid(
            "api.files",
            Text("有文件不能收下", "some files cannot be taken"),
            problems=tuple(problems),
            remedy=Text("请按提示更换文件", "exchange the files that are named"),
        )
    return kept
