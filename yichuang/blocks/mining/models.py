"""Sums over cases that are over, by region (with those it lies in), item and month; and what each case has added.

Changed by plain SQL (`sums.py`) only: added to, never read and written back.
"""

from __future__ import annotations

from typing import Any

from django.db import models


class MinedCase(models.Model):
    """What a case has added and where, so that it can be taken away when the case moves on."""

    number = models.CharField(max_length=40, primary_key=True)
    item = models.CharField(max_length=120, blank=True, default="")
    scopes: models.JSONField[Any, Any] = models.JSONField(default=list)
    said: models.JSONField[Any, Any] = models.JSONField(null=True)


class Place(models.Model):
    """Where a sum belongs: a region, an item, the month (202310) in which cases ended."""

    scope = models.CharField(max_length=12)
    item = models.CharField(max_length=120)
    month = models.IntegerField()

    class Meta:
        abstract = True


class StepSum(Place):
    """Rounds of a step at a department (0: none), with their office time in seconds."""

    node = models.CharField(max_length=60)
    department = models.BigIntegerField()
    rounds = models.BigIntegerField(default=0)
    again = models.BigIntegerField(default=0)
    working = models.BigIntegerField(default=0)
    waiting = models.BigIntegerField(default=0)
    paused = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            # also the index by which a page reads them
            models.UniqueConstraint(
                fields=["scope", "item", "month", "node", "department"], name="one_sum_of_a_step"
            ),
        ]


class Spread(Place):
    """How many durations of a step lie in a bucket; `what` is lasted or left, an empty node the whole case."""

    node = models.CharField(max_length=60, blank=True, default="")
    what = models.CharField(max_length=8)
    bucket = models.IntegerField()
    n = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "item", "what", "node", "month", "bucket"],
                name="one_count_of_a_bucket",
            ),
        ]


class WaySum(Place):
    """How many cases went a way, and their office time in seconds."""

    way = models.CharField(max_length=32)
    n = models.BigIntegerField(default=0)
    seconds = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "item", "month", "way"], name="one_sum_of_a_way"
            ),
        ]


class WayText(models.Model):
    """A way spelled out, under its short name."""

    way = models.CharField(max_length=32, primary_key=True)
    text = models.TextField()


class Name(models.Model):
    """What a step of an item was last called, its kind and its place in the plan.

    An empty node is the item itself, `=granted` a result.
    """

    item = models.CharField(max_length=120)
    node = models.CharField(max_length=60, blank=True, default="")
    kind = models.CharField(max_length=12, blank=True, default="")
    place = models.IntegerField(default=0)
    # whether it comes after the decision
    after = models.BooleanField(default=False)
    zh = models.CharField(max_length=300)
    en = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "node"], name="one_name_of_a_step"),
        ]
