"""A case, who and what is in it, its pauses and what a party was asked to correct."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Case(models.Model):
    """One case. `seq` counts its changes and is its lock; limits are kept as inputs, dates are computed from them."""

    number = models.CharField(max_length=40, unique=True)
    item = models.CharField(max_length=120)
    adopted_set = models.CharField(max_length=64)
    region = models.CharField(max_length=12)
    mode = models.CharField(max_length=12, default="formal")
    scene = models.CharField(max_length=60, blank=True, default="")
    channel = models.CharField(max_length=20, default="portal")
    partner = models.CharField(max_length=120, blank=True, default="")
    state = models.CharField(max_length=16)
    result = models.CharField(max_length=40, blank=True, default="")
    at_window = models.BooleanField(default=False)
    suspended = models.BooleanField(default=False)
    seq = models.BigIntegerField(default=0)
    as_of = models.DateField()
    received_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    department = models.BigIntegerField(null=True)
    applicant = models.BigIntegerField(null=True, db_index=True)
    applicant_name = models.CharField(max_length=200, blank=True, default="")
    title = models.CharField(max_length=300, blank=True, default="")
    query_code = models.CharField(max_length=12)
    opened_by = models.CharField(max_length=120)
    limits = models.JSONField(default=dict)
    extended = models.JSONField(null=True)
    statutory_due = models.DateField(null=True)
    promised_due = models.DateField(null=True)
    due_at = models.DateTimeField(null=True)
    answers_version = models.IntegerField(default=1)
    answers_digest = models.CharField(max_length=64)
    materials_digest = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["region", "item", "-id"], name="cases_of_item"),
            models.Index(fields=["department", "-id"], name="cases_of_department"),
            models.Index(
                fields=["department", "due_at"],
                condition=Q(state__in=["received", "accepted"]),
                name="cases_running_due",
            ),
        ]


class Role(models.Model):
    """Who is in a role of the case (a party), or what it is about. `signed` is the digest that the party signed."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=60)
    n = models.SmallIntegerField(default=0)
    party = models.BooleanField()
    kind = models.CharField(max_length=60)
    subject = models.BigIntegerField()
    signed = models.CharField(max_length=64, blank=True, default="")
    signed_at = models.DateTimeField(null=True)
    signed_by = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "role", "n"], name="one_in_a_role"),
        ]
        indexes = [
            models.Index(fields=["subject", "case"], condition=Q(party=True), name="cases_of_party")
        ]


class Pause(models.Model):
    """A time in which a clock stands still: of one node, or of the case. Open while `until` is empty."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="pauses")
    node = models.CharField(max_length=60, blank=True, default="")
    round = models.IntegerField(default=0)
    ground = models.CharField(max_length=60)
    basis = models.CharField(max_length=200, blank=True, default="")
    note = models.CharField(max_length=500, blank=True, default="")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    by = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["case", "node"], name="pauses_of_case")]


class Correction(models.Model):
    """What a party is asked to correct, all at once, with its date. `node` is the task that asked, if any."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="corrections")
    node = models.CharField(max_length=60, blank=True, default="")
    party = models.CharField(max_length=60)
    fields = models.JSONField(default=list)
    materials = models.JSONField(default=list)
    text = models.CharField(max_length=2000)
    asked_at = models.DateTimeField()
    due = models.DateTimeField()
    served_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    by = models.CharField(max_length=120)
    notice = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["case"], condition=Q(answered_at=None), name="corrections_open")
        ]
