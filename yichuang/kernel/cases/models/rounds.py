"""The current round of each node, the rounds before, seats inside a task, and what waiting nodes wait for."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from yichuang.kernel.cases.models.case import Case


class RoundContent(models.Model):
    """What a round holds, current or past."""

    key = models.CharField(max_length=60)
    round = models.IntegerField(default=1)
    state = models.CharField(max_length=14)
    department = models.BigIntegerField(null=True)
    post = models.BigIntegerField(null=True)
    holder = models.BigIntegerField(null=True)
    outcome = models.CharField(max_length=60, blank=True, default="")
    effect = models.CharField(max_length=80, blank=True, default="")
    opinion = models.TextField(blank=True, default="")
    reason = models.TextField(blank=True, default="")
    conditions: models.JSONField[Any, Any] = models.JSONField(default=list)
    yields: models.JSONField[Any, Any] = models.JSONField(default=dict)
    findings: models.JSONField[Any, Any] = models.JSONField(default=list)
    extra: models.JSONField[Any, Any] = models.JSONField(default=dict)
    proposed = models.CharField(max_length=60, blank=True, default="")
    why: models.JSONField[Any, Any] = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True, default="")
    base = models.CharField(max_length=64, blank=True, default="")
    trace = models.CharField(max_length=64, blank=True, default="")
    due_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    actor = models.CharField(max_length=120, blank=True, default="")
    account = models.BigIntegerField(null=True)
    returned = models.BooleanField(default=False)
    carried_from = models.IntegerField(null=True)

    class Meta:
        abstract = True


class CaseNode(RoundContent):
    """The current round of a node. `unsettled` counts its unsettled predecessors; `was` is what a held round was.

    A node with one for each element of a list has a row for each, called `NODE.ELEMENT`, with the element's name as
    its `label`; the row of the node itself counts in `elements_open` those that are not settled.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="nodes")
    kind = models.CharField(max_length=12)
    unsettled = models.IntegerField(default=0)
    was = models.CharField(max_length=14, blank=True, default="")
    forced = models.BooleanField(default=False)
    candidate = models.BooleanField(default=False)
    again = models.BooleanField(default=False)
    opened_by = models.CharField(max_length=60, blank=True, default="")
    label = models.CharField(max_length=120, blank=True, default="")
    elements_open = models.IntegerField(default=0)
    asks_of = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "key"], name="one_current_round"),
            models.CheckConstraint(condition=Q(unsettled__gte=0), name="count_not_below_zero"),
        ]
        indexes = [
            models.Index(
                fields=["department", "due_at"], condition=Q(state="open"), name="inbox_open"
            ),
            models.Index(
                fields=["holder", "due_at"],
                condition=Q(state__in=["open", "held"]),
                name="inbox_of_holder",
            ),
            models.Index(fields=["asks_of"], condition=Q(state="open"), name="asked_of_party"),
            models.Index(fields=["account", "settled_at"], name="settled_by"),
        ]


class PastRound(RoundContent):
    """A round that is history, with what ended it. Never changed, never counted."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="past_rounds")
    kind = models.CharField(max_length=12)
    cause = models.CharField(max_length=200, blank=True, default="")
    superseded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "key", "round"], name="one_of_each_round"),
        ]


class Seat(models.Model):
    """A seat of a countersigning or vote inside a round. `place` is its name, given once.

    `holder` is set where the seat lies with one person of the post. `asked_by` is the place of the seat that brought
    this one, `side` how: before, after, or delegate. `instead_of` is the account for whom a substitute signed.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="seats")
    key = models.CharField(max_length=60)
    round = models.IntegerField()
    place = models.IntegerField()
    post = models.BigIntegerField(null=True)
    account = models.BigIntegerField(null=True)
    subject = models.BigIntegerField(null=True)
    weight = models.CharField(max_length=60, blank=True, default="")
    state = models.CharField(max_length=14, default="open")
    outcome = models.CharField(max_length=60, blank=True, default="")
    effect = models.CharField(max_length=20, blank=True, default="")
    opinion = models.TextField(blank=True, default="")
    asked_by = models.IntegerField(null=True)
    side = models.CharField(max_length=10, blank=True, default="")
    holder = models.BigIntegerField(null=True)
    instead_of = models.BigIntegerField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "key", "round", "place"], name="one_in_a_place"
            ),
        ]
        indexes = [
            models.Index(fields=["post"], condition=Q(state="open"), name="open_seat"),
            models.Index(
                fields=["holder"], condition=Q(state__in=["open", "waits"]), name="seat_of_holder"
            ),
        ]


class Waiting(models.Model):
    """A fact that a node waits for: `subject` and `datum` find it when somebody records the fact."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="waiting")
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=160)
    subject = models.BigIntegerField(null=True)
    datum = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "key", "name"], name="waits_once"),
        ]
        indexes = [models.Index(fields=["subject", "datum"], name="waits_for_fact")]
