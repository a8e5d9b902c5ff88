"""`yichuang house refs`: proves that what one room names of another is there; no foreign key crosses a wall."""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection

from yichuang.base.text import Text
from yichuang.console.migrated import refuse_old_tables

MOST_NAMED = 20

# What a Ref's kind means: table and column. Kinds that are no things of ours (system, key, service) stand in FREE.
THINGS: dict[str, tuple[str, str]] = {
    "account": ("people_account", "id"),
    "case": ("cases_case", "number"),
    "delivery": ("notices_delivery", "id"),
    "department": ("people_department", "id"),
    "dictionary": ("catalogue_dictionary", "number"),
    "line": ("trail_line", "id"),
    "message": ("notices_messagerow", "id"),
    "notice": ("documents_noticerow", "id"),
    "pack": ("catalogue_pack", "pack"),
    "paper": ("documents_paperrow", "id"),
    "post": ("people_post", "id"),
    "region": ("people_region", "code"),
    "subject": ("facts_subject", "id"),
    "subscription": ("notices_subscription", "id"),
}
# Kinds whose things live elsewhere or are deleted when they are over; the record goes on naming them.
FREE = frozenset({"key", "service", "system", "draft", "code", "file"})

# Those known by words; the others by numbers.
WORDED = frozenset({"case", "pack", "region"})
# `region:all` is the whole province, no region of its own.
EVERYWHERE = "region:all"

# Columns that hold the bare id of a thing of another room.
IDS: tuple[tuple[str, str, str], ...] = (
    ("cases_case", "applicant", "subject"),
    ("cases_case", "department", "department"),
    ("cases_role", "subject", "subject"),
    ("cases_draft", "applicant", "subject"),
    ("cases_draft", "account", "account"),
    *(
        (table, column, thing)
        for table in ("cases_casenode", "cases_pastround")
        for column, thing in (
            ("department", "department"),
            ("post", "post"),
            ("holder", "account"),
            ("account", "account"),
        )
    ),
    ("cases_casenode", "asks_of", "subject"),
    ("cases_seat", "post", "post"),
    *(("cases_seat", column, "account") for column in ("account", "holder", "instead_of")),
    ("cases_seat", "subject", "subject"),
    ("cases_waiting", "subject", "subject"),
    ("mining_stepsum", "department", "department"),
    ("documents_paperrow", "issuer", "department"),
    ("documents_paperrow", "holder_subject", "subject"),
    ("documents_noticerow", "receiver_subject", "subject"),
    ("documents_noticerow", "department", "department"),
    ("notices_messagerow", "subject", "subject"),
    ("notices_delivery", "line", "line"),
    ("people_account", "person", "subject"),
    ("people_mandaterow", "subject", "subject"),
    ("trail_pending", "line", "line"),
)
# Columns that hold a Ref, `kind:id`; empty names nothing.
REFS: tuple[tuple[str, str], ...] = (
    ("facts_factrow", "source_ref"),
    ("facts_lookrow", "ref"),
    ("notices_messagerow", "about"),
    ("trail_line", "about"),
    ("trail_timerrow", "ref"),
)


@dataclass(frozen=True, slots=True)
class Dangling:
    """Rows whose column names something that is not there: how many, and some of what they name."""

    table: str
    column: str
    thing: str
    rows: int
    named: tuple[str, ...]


def add_parser(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Add `house` with its verb."""
    parser = subparsers.add_parser("house", help="核对跨室引用 what rooms name of one another")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    refs = verbs.add_parser("refs", help="逐一核对引用 prove that every reference resolves")
    refs.add_argument("--json", action="store_true", help="输出 JSON as JSON")
    refs.set_defaults(run=run_refs)


def run_refs(arguments: argparse.Namespace) -> int:
    """0 when every reference resolves, 1 with what does not."""
    refuse_old_tables()
    found = list(dangling())
    if arguments.json:
        report = {"checked": len(IDS) + len(REFS), "dangling": [asdict(d) for d in found]}
        print(json.dumps(report, ensure_ascii=False))
        return 1 if found else 0
    for one in found:
        print(f"✗ {one.table}.{one.column} → {one.thing}: {one.rows}  {', '.join(one.named)}")
    total = len(IDS) + len(REFS)
    if found:
        end = Text(f"{len(found)} 处引用落空", f"{len(found)} kinds of reference lead nowhere")
        print(f"✗ {end.zh} {end.en}", file=sys.stderr)
        return 1
    end = Text(f"{total} 列引用都在", f"{total} columns: every reference resolves")
    print(f"✓ {end.zh} {end.en}")
    return 0


def dangling() -> Iterator[Dangling]:
    """Every reference that leads nowhere, by column. One query a column and kind."""
    for table, column, thing in IDS:
        # 0 in a sum is nobody; it is no id
        yield from _lost(table, column, thing, f't."{column}"', f't."{column}" <> 0')
    for table, column in REFS:
        for kind in _kinds(table, column):
            if kind in FREE:
                continue
            ident = f'substr(t."{column}", {len(kind) + 2})'
            where = f"t.\"{column}\" LIKE '{kind}:%%' AND t.\"{column}\" <> '{EVERYWHERE}'"
            if kind in THINGS:
                yield from _lost(table, column, kind, ident, where)
            else:
                yield from _unknown(table, column, kind, where)


def _kinds(table: str, column: str) -> tuple[str, ...]:
    """The kinds that a column's Refs are of; `?` for a text without a colon."""
    place = "position(':' in {c})" if connection.vendor == "postgresql" else "instr({c}, ':')"
    colon = place.format(c=f'"{column}"')
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT DISTINCT substr("{column}", 1, {colon}) FROM "{table}" '  # noqa: S608
            f"WHERE \"{column}\" <> ''"
        )
        return tuple(sorted(str(row[0]).rstrip(":") for row in cursor.fetchall()))


def _lost(table: str, column: str, thing: str, ident: str, where: str) -> Iterator[Dangling]:
    target, key = THINGS[thing]
    asked = ident if thing in WORDED else f"CAST({ident} AS bigint)"
    missing = (
        f'FROM "{table}" t WHERE {where} AND NOT EXISTS '  # noqa: S608
        f'(SELECT 1 FROM "{target}" x WHERE x."{key}" = {asked})'
    )
    yield from _told(table, column, thing, ident, missing)


def _unknown(table: str, column: str, kind: str, where: str) -> Iterator[Dangling]:
    ident = f't."{column}"'
    yield from _told(table, column, kind or "?", ident, f'FROM "{table}" t WHERE {where}')


def _told(table: str, column: str, thing: str, ident: str, missing: str) -> Iterator[Dangling]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {missing}", [])
        rows = int(cursor.fetchone()[0])
        if not rows:
            return
        cursor.execute(f"SELECT DISTINCT CAST({ident} AS varchar) {missing} LIMIT {MOST_NAMED}", [])
        named = tuple(str(row[0]) for row in cursor.fetchall())
    yield Dangling(table, column, thing, rows, named)
