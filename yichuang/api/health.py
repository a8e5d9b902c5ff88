"""Is the process alive, and can it work: for load balancers and monitors, without login."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yichuang.kernel.trail import api as trail


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while the process answers."""
    return JsonResponse({"ok": True})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, its tables are up to date and guarded; 503 with what is wrong.

    `workers`: how many are counted on. Without one pages are still served, so it is told and not held against us.
    """
    wrong = _wrong()
    told = {"ok": not wrong, "wrong": wrong, "workers": 0 if wrong else _workers()}
    return JsonResponse(told, status=503 if wrong else 200)


def _workers() -> int:
    return sum(b.alive for b in trail.list_beats())


def _wrong() -> list[str]:
    try:
        executor = MigrationExecutor(connection)
        found = (
            ["migrations"] if executor.migration_plan(executor.loader.graph.leaf_nodes()) else []
        )
        return found or [f"trigger {name}" for name in trail.missing_triggers()]
    except DatabaseError:
        return ["database"]
