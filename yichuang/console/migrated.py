"""Whether the database has all its tables: asked before a command begins to work on them."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from yichuang.base.errors import Unavailable
from yichuang.base.text import Text


def refuse_old_tables() -> None:
    """Raises Unavailable when migrations are waiting."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        raise Unavailable(
            "migrations_waiting",
            Text(
                f"数据库还缺 {len(waiting)} 步更新。",
                f"The database lacks {len(waiting)} migrations.",
            ),
            remedy=Text("运行 bin/yichuang django migrate。", "Run bin/yichuang django migrate."),
        )
