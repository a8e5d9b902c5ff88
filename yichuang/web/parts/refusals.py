"""A refusal in words beside the field that it is about: what is wrong, then what to do."""

from __future__ import annotations

from yichuang.base.errors import Refusal
from yichuang.base.text import Text


def said(refusal: Refusal) -> Text:
    """Message and remedy, one sentence each."""
    remedy = refusal.remedy
    if remedy is None:
        return refusal.message
    return Text(
        f"{refusal.message.zh}。{remedy.zh}", f"{refusal.message.show('en')}. {remedy.show('en')}"
    )
