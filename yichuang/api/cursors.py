"""Pages of lists: the cursor that goes out is sealed, so that what comes back is ours and of the same list."""

from __future__ import annotations

from typing import Generic, TypeVar

from django.core import signing
from ninja import Schema

from yichuang.base.errors import Invalid, Problem
from yichuang.base.paging import Page
from yichuang.base.text import Text

T = TypeVar("T")


class PageOf(Schema, Generic[T]):
    """Some rows; `after` leads to the next page and is null on the last."""

    rows: list[T]
    after: str | None = None


def page(found: Page[T], name: str) -> dict[str, object]:
    """A page as it goes out."""
    after = None if found.after is None else _signer(name).sign(found.after)
    return {"rows": list(found.rows), "after": after}


def open_cursor(text: str, name: str) -> str | None:
    """What the list itself put into the cursor, None for the first page. Raises Invalid for a cursor not given out."""
    if not text:
        return None
    try:
        return _signer(name).unsign(text)
    except signing.BadSignature:
        message = Text("分页标记无效", "this is no cursor of this list")
        raise Invalid(
            "api.cursor",
            message,
            problems=(Problem("query.after", message, code="cursor"),),
            remedy=Text("请从第一页重新开始", "begin again with the first page"),
        ) from None


def _signer(name: str) -> signing.Signer:
    return signing.Signer(salt=f"yichuang.api.cursor.{name}", sep="~")
