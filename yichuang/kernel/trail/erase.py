"""Deletion by law: the body of a line goes, a tombstone says so, and the line still stands proven at its place.

The leaf was made over a salted digest of the body. The tombstone, itself a line, keeps that digest; salt and body are
emptied. Whoever knew the body cannot be shown it any more, nor can it be guessed, yet every proof holds as before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.db import ProgrammingError, connection, transaction

from yichuang.base.errors import Conflict, Invalid, NotFound, NotPermitted
from yichuang.base.refs import Ref
from yichuang.base.text import Text
from yichuang.kernel.trail.models import Line
from yichuang.kernel.trail.record import digest_of, record

ERASED = "line.erased"


def erase(line_id: int, *, basis: str, actor: str) -> int:
    """Empty a line's body by law; gives the id of the tombstone.

    `basis` names law and order, for everybody to read. Raises NotFound, Invalid without a basis or for a tombstone,
    Conflict when it was erased before, NotPermitted when the database's role does not own the table.
    """
    if not basis.strip():
        words = Text("请写明删除的法律依据", "say by which law it is erased")
        remedy = Text("例如法条和文书号", "such as the article and the number of the order")
        raise Invalid("erase_needs_basis", words, remedy=remedy)
    with transaction.atomic():
        row = Line.objects.select_for_update(no_key=True).filter(id=line_id).first()
        if row is None:
            raise NotFound("line_not_found", Text("没有这条记录", "There is no such line"))
        _need_erasable(row)
        digest = digest_of(bytes(row.salt), row.body)
        tombstone = record(
            Ref("line", str(line_id)),
            ERASED,
            {"basis": basis.strip(), "digest": digest},
            actor=actor,
        )
        _empty(line_id)
    return tombstone


def _need_erasable(row: Line) -> None:
    if not row.body:
        words = Text("这条记录的内容已经删除", "The line was erased before")
        remedy = Text(
            "它的删除标记写着依据，不必再删", "Its tombstone names the basis; nothing is left"
        )
        raise Conflict("line_erased", words, remedy=remedy)
    if row.kind == ERASED:
        words = Text("删除标记本身不能删除", "A tombstone itself cannot be erased")
        remedy = Text("请给出要删除的那条记录", "Name the line that is to be erased")
        raise Invalid("line_is_tombstone", words, remedy=remedy)


def _empty(line_id: int) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE trail_line SET body = '', salt = %s WHERE id = %s", [b"", line_id]
            )
    except ProgrammingError as error:
        words = Text(
            "数据库不允许平台的角色删除记录的内容", "The portal's database role may not erase"
        )
        remedy = Text("请用表的所有者角色运行", "Run it as the role that owns the tables")
        raise NotPermitted("erase_needs_owner", words, remedy=remedy) from error


def erased_digests(lines: Iterable[int]) -> dict[int, str]:
    """The digests that tombstones keep of these lines."""
    abouts = [f"line:{line}" for line in lines]
    found: dict[int, str] = {}
    for start in range(0, len(abouts), 500):
        rows = Line.objects.filter(about__in=abouts[start : start + 500], kind=ERASED)
        for about, body in rows.order_by("id").values_list("about", "body"):
            # the first tells: a second tombstone cannot change what was erased
            found.setdefault(int(about.partition(":")[2]), str(json.loads(body).get("digest", "")))
    return found


def tombstone_of(line_id: int) -> int | None:
    """The line that says that this one was erased."""
    rows = Line.objects.filter(about=f"line:{line_id}", kind=ERASED).order_by("id")
    return rows.values_list("id", flat=True).first()
