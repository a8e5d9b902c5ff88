"""For tests of the doors: the API as it describes itself, and its verbs with the fields that they take."""

from __future__ import annotations

import json
from typing import Any

from yichuang.api.main import api
from yichuang.api.verbs import VERBS, fields_of

__all__ = ["VERBS", "description", "fields_of"]


def description() -> dict[str, Any]:
    """The OpenAPI document as plain data."""
    found: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/")))
    return found
