"""A template filled in before anything is issued, so that people read what they are about to sign."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yichuang.kernel.documents.rendering.sandbox import render


def preview(source: str, data: Mapping[str, Any]) -> str:
    """The text of a template with `data` (nested mappings of shown words): no style, no script, nothing kept.

    What is not known yet stays empty. Raises Faulty for a template with faults, TypeError for data that are not plain.
    """
    return str(render(source, data)[0])
