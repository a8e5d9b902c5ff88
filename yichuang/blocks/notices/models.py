"""Tables of notices: messages in the portal, partners' subscriptions, what was delivered to them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class MessageRow(models.Model):
    """A message to one account, to a subject (whoever may act for it) or to all of a role."""

    account = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True)
    subject = models.BigIntegerField(null=True, db_index=True)
    role = models.CharField(max_length=40, blank=True, default="", db_index=True)
    about = models.CharField(max_length=120, blank=True, default="")
    title_zh = models.CharField(max_length=200)
    title_en = models.CharField(max_length=300, blank=True, default="")
    body_zh = models.TextField()
    body_en = models.TextField(blank=True, default="")
    key = models.CharField(max_length=200, unique=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(account__isnull=False) | Q(subject__isnull=False) | ~Q(role=""),
                name="message_has_a_receiver",
            ),
        ]


class Subscription(models.Model):
    """Where a partner wants to be told what. The circuit: after failures nobody calls before `retry_at`."""

    partner = models.CharField(max_length=64, db_index=True)
    url = models.CharField(max_length=500)
    secret = models.CharField(max_length=100)
    kinds = models.JSONField(default=list)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    failures = models.IntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    retry_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True, default="")


class Delivery(models.Model):
    """One event for one receiver, its body frozen: every try sends the same bytes under the same id."""

    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="+")
    line = models.BigIntegerField()
    kind = models.CharField(max_length=80)
    sequence = models.CharField(max_length=200)
    body = models.TextField()
    created_at = models.DateTimeField()
    tries = models.IntegerField(default=0)
    delivered_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subscription", "line"], name="one_delivery_of_a_line"),
        ]
        indexes = [
            models.Index(
                fields=["subscription", "id"],
                condition=Q(delivered_at=None),
                name="deliveries_waiting",
            ),
        ]
