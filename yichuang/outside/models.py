"""What the simulated twins remember, as a real partner would, and what the library of licences has told."""

from __future__ import annotations

from django.db import models


class TwinMessage(models.Model):
    """A message that a twin was sent. `arrived`: it came through at least once; `took_effect` once done."""

    partner = models.CharField(max_length=60)
    message = models.CharField(max_length=60)
    key = models.CharField(max_length=120)
    payload = models.JSONField()
    answer = models.JSONField()
    arrived = models.BooleanField(default=False)
    tries = models.IntegerField(default=0)
    due = models.DateTimeField(null=True)
    to_deliver = models.SmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "message", "key"], name="outside_twin_message"
            )
        ]
        indexes = [
            models.Index(
                fields=["due"], condition=models.Q(to_deliver__gt=0), name="outside_twin_due"
            )
        ]


class TwinPayment(models.Model):
    """A payment order at the simulated bank, and the notices that it still sends."""

    key = models.CharField(max_length=120, unique=True)
    amount = models.BigIntegerField()
    payer = models.CharField(max_length=200)
    purpose = models.CharField(max_length=200)
    state = models.CharField(max_length=10, default="pending")
    bank_ref = models.CharField(max_length=40, default="")
    paid_at = models.DateTimeField(null=True)
    notice_due = models.DateTimeField(null=True)
    notices_left = models.SmallIntegerField(default=0)


class LicenceEntry(models.Model):
    """That the library of electronic licences has a paper of a holder, as it told us."""

    holder = models.CharField(max_length=60)
    paper = models.CharField(max_length=60)
    told_at = models.DateTimeField()
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["holder", "paper"], name="outside_licence_entry")
        ]
