"""Append-only tables: triggers on both databases, put back after every migrate, and a check that they stand.

Not in migrations: SQLite remakes a table to alter a column and drops its triggers in silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger of a table: its name, and what creates it on each database (statements run in order)."""

    name: str
    table: str
    sqlite: tuple[str, ...] = ()
    postgresql: tuple[str, ...] = ()


_installed: dict[str, tuple[Trigger, ...]] = {}

# One function for all tables. Its first argument, if any, names the column that may go from NULL to a value; those
# after it may be emptied together, once a line of the record says that this row's content was erased by law.
_REFUSE = r"""
CREATE OR REPLACE FUNCTION yichuang_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_NARGS >= 1 THEN
        IF to_jsonb(OLD) -> TG_ARGV[0] = 'null'::jsonb
           AND (to_jsonb(NEW) - TG_ARGV[0]) = (to_jsonb(OLD) - TG_ARGV[0]) THEN
            RETURN NEW;
        END IF;
    END IF;
    IF TG_OP = 'UPDATE' AND TG_NARGS > 1 THEN
        IF (to_jsonb(NEW) - TG_ARGV[1:]) = (to_jsonb(OLD) - TG_ARGV[1:])
           AND NOT EXISTS (
               SELECT 1 FROM unnest(TG_ARGV[1:]) AS emptied(name)
               WHERE to_jsonb(NEW) ->> name NOT IN ('', '\x'))
           AND EXISTS (
               SELECT 1 FROM trail_line
               WHERE about = 'line:' || (to_jsonb(OLD) ->> 'id') AND kind = 'line.erased') THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME;
END $$
"""


def append_only(
    table: str, columns: Sequence[str], *, once: str = "", emptied: Sequence[str] = ()
) -> tuple[Trigger, ...]:
    """Triggers that refuse UPDATE and DELETE (PostgreSQL: TRUNCATE too) on a table.

    `columns` are all columns of the table; `once` names one that may be filled a single time, from NULL; `emptied`,
    only beside `once`, those that may be emptied together after a line `line.erased` about the row was written.
    """
    fixed = [c for c in columns if c != once and c not in emptied]
    arguments = [once, *emptied] if once else []
    parts = [
        _guard(table, "update", "UPDATE", "ROW", arguments, f"BEFORE UPDATE OF {_listed(fixed)}"),
        _guard(table, "delete", "DELETE", "ROW", arguments, "BEFORE DELETE"),
        _guard(table, "truncate", "TRUNCATE", "STATEMENT", arguments, ""),
    ]
    if once:
        when = f'BEFORE UPDATE OF "{once}"'
        parts.append(_guard(table, once, "", "", (), when, f'WHEN OLD."{once}" IS NOT NULL '))
    if emptied:
        empty = " AND ".join(f'length(NEW."{c}") = 0' for c in emptied)
        said = (
            "EXISTS (SELECT 1 FROM trail_line WHERE about = 'line:' || OLD.id"
            " AND kind = 'line.erased')"
        )
        when = f"BEFORE UPDATE OF {_listed(emptied)}"
        parts.append(_guard(table, "erase", "", "", (), when, f"WHEN NOT ({empty} AND {said}) "))
    return tuple(parts)


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(f'"{c}"' for c in columns)


def _guard(
    table: str,
    what: str,
    event: str,
    each: str,
    arguments: Sequence[str],
    sqlite: str,
    condition: str = "",
) -> Trigger:
    """One trigger; `event` is empty where only SQLite needs it, `sqlite` where only PostgreSQL does."""
    name, told = f"{table}_no_{what}", ", ".join(f"'{a}'" for a in arguments)
    refuse = f"BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END"
    on_sqlite = f'CREATE TRIGGER {name} {sqlite} ON "{table}" {condition}{refuse}'
    on_postgresql = (
        f'CREATE TRIGGER {name} BEFORE {event} ON "{table}" FOR EACH {each} '
        f"EXECUTE FUNCTION yichuang_append_only({told})"
    )
    return Trigger(
        name,
        table,
        sqlite=(on_sqlite,) if sqlite else (),
        postgresql=(_REFUSE, on_postgresql) if event else (),
    )


def append_only_model(
    model: Any, *, once: str = "", emptied: Sequence[str] = ()
) -> tuple[Trigger, ...]:
    """`append_only` for a model of the calling room, with the columns that it has today."""
    columns = [field.column for field in model._meta.concrete_fields]
    return append_only(model._meta.db_table, columns, once=once, emptied=emptied)


def install_triggers(app: AppConfig, triggers: Sequence[Trigger]) -> None:
    """Keep these triggers on the tables of a room: after every migrate they are made afresh.

    Called in the room's `AppConfig.ready`; the system check then asks for them.
    """
    _installed[app.label] = tuple(triggers)
    # not a way for rooms to react to one another: Django's own hook for what must follow a migrate
    post_migrate.connect(_after_migrate, sender=app, dispatch_uid=f"triggers of {app.label}")


def _after_migrate(app_config: AppConfig, using: str, **_rest: Any) -> None:
    create_triggers(connections[using], _installed.get(app_config.label, ()))


def _statements(vendor: str, trigger: Trigger) -> tuple[str, ...]:
    return trigger.postgresql if vendor == "postgresql" else trigger.sqlite


def _wanted(connection: BaseDatabaseWrapper, triggers: Sequence[Trigger]) -> list[Trigger]:
    """Those that this database has, on tables that exist (a room may be migrated later)."""
    tables = set(connection.introspection.table_names())
    return [t for t in triggers if t.table in tables and _statements(connection.vendor, t)]


def create_triggers(connection: BaseDatabaseWrapper, triggers: Sequence[Trigger]) -> None:
    """Make these triggers afresh; safe to repeat."""
    with connection.cursor() as cursor:
        for trigger in _wanted(connection, triggers):
            _drop(cursor, connection.vendor, trigger)
            for statement in _statements(connection.vendor, trigger):
                # no parameters: a percent sign of the function's text is meant
                cursor.execute(statement)


def _drop(cursor: Any, vendor: str, trigger: Trigger) -> None:
    place = f' ON "{trigger.table}"' if vendor == "postgresql" else ""
    cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}{place}")


def missing_triggers(using: str = "default") -> tuple[str, ...]:
    """Names of triggers that should stand in the database and do not, or are switched off."""
    connection = connections[using]
    standing = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(standing)
        names = {row[0] for row in cursor.fetchall()}
    every = [t for triggers in _installed.values() for t in triggers]
    return tuple(t.name for t in _wanted(connection, every) if t.name not in names)


@checks.register(checks.Tags.database)
def check_triggers(
    app_configs: object = None, databases: Sequence[str] | None = None, **_rest: Any
) -> list[checks.CheckMessage]:
    """The system check: every append-only table still refuses change (`manage.py check --database default`)."""
    return [
        checks.Error(
            f"the trigger {name} is missing in the database {using}",
            hint="python manage.py migrate puts it back; find out who removed it",
            id="trail.E001",
        )
        for using in databases or ()
        for name in missing_triggers(using)
    ]


@contextmanager
def without_triggers(using: str = "default") -> Iterator[None]:
    """Within the block no table is guarded. Only for tests: emptying the database, playing the attacker."""
    connection = connections[using]
    every = [t for triggers in _installed.values() for t in triggers]
    with connection.cursor() as cursor:
        for trigger in _wanted(connection, every):
            _drop(cursor, connection.vendor, trigger)
    try:
        yield
    finally:
        create_triggers(connection, every)
