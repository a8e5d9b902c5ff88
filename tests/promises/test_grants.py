"""deploy/grants.sql on PostgreSQL: the portal's role works on all tables and cannot touch what is append-only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection, transaction

from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.testing import make_city

ROOT = Path(__file__).resolve().parents[2]
GRANTS = (ROOT / "deploy/grants.sql").read_text("utf-8")
ROLE = "yichuang_app"
FORBIDDEN = (
    "UPDATE trail_line SET actor = 'nobody:0'",
    "DELETE FROM trail_line",
    "TRUNCATE trail_line",
    "UPDATE trail_line SET body = '', salt = ''",
    "DELETE FROM trail_treenode",
    "DELETE FROM trail_treehead",
    "UPDATE trail_treehead SET at = now()",
    "ALTER TABLE trail_line DISABLE TRIGGER ALL",
    "DROP TRIGGER trail_line_no_update ON trail_line",
    "SET session_replication_role = replica",
    "CREATE TABLE mine (id int)",
    "DELETE FROM django_migrations",
)

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="roles are PostgreSQL's"),
]


@pytest.fixture
def as_app(db: None) -> Iterator[None]:
    """Everything below is done as the portal's role; the role goes with the transaction of the test."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE}")
        cursor.execute(GRANTS)
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
        yield
        cursor.execute("RESET ROLE")


@pytest.mark.usefixtures("as_app")
def test_the_portals_role_does_the_portals_work() -> None:
    from yichuang.kernel.trail import api as trail

    city = make_city()
    number = city.case().number
    cases.complete(city.clerk(number, "green"), number=number, node="green", outcome="approve")
    assert trail.seal() > 0
    assert trail.verify(()).ok


@pytest.mark.usefixtures("as_app")
@pytest.mark.parametrize("statement", FORBIDDEN)
def test_it_cannot_touch_what_is_append_only(statement: str) -> None:
    with (
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
