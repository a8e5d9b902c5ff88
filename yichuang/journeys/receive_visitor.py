"""Somebody stands at the window: found or entered, and an application is begun for them, in one transaction."""

from __future__ import annotations

from django.db import transaction

from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.contracts import DraftView
from yichuang.kernel.facts import api as facts
from yichuang.kernel.people.api import Actor


def begin_for_visitor(
    actor: Actor, *, item: str, region: str, kind: str, code: str, scene: str = ""
) -> DraftView:
    """The draft of an application for the subject of this official code (canonical text), made if it is new here.

    What the officer hands in from it is received at the window. Raises NotPermitted, NotFound like `open_draft`.
    """
    with transaction.atomic(durable=True):
        subject = facts.find_subject(kind, code) or facts.ensure_subject(kind, code, actor=actor)
        return cases.open_draft(actor, item=item, region=region, scene=scene, applicant=subject.id)
