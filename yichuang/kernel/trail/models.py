"""Tables of the record: lines, the tree over them, pending work, timers, answers already given.

Written by plain SQL (`record.py`, `pending.py`, `timers.py`, `seal.py`); the models are for migrations and reads.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Line(models.Model):
    """One change. Append-only by trigger; `pos`, its place in the tree, is given once by the sealer.

    The leaf holds the body only as a digest made with `salt`: both may be emptied by law (`erase.py`), the leaf stays.
    """

    about = models.CharField(max_length=120)
    seq = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=80)
    node = models.CharField(max_length=200, blank=True, default="")
    actor = models.CharField(max_length=120)
    at = models.DateTimeField()
    body = models.TextField()
    salt = models.BinaryField(default=b"")
    leaf = models.BinaryField()
    pos = models.BigIntegerField(null=True, unique=True)

    class Meta:
        constraints = [
            # also the index by which the lines about one thing are listed
            models.UniqueConstraint(fields=["about", "seq"], name="one_line_of_a_seq"),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(pos=None), name="lines_not_sealed"),
        ]


class TreeNode(models.Model):
    """A full inner node of the tree of RFC 6962; level 0, the leaves, are the lines themselves."""

    pk = models.CompositePrimaryKey("level", "idx")
    level = models.SmallIntegerField()
    idx = models.BigIntegerField()
    hash = models.BinaryField()


class TreeHead(models.Model):
    """The root over the first `size` lines. Append-only; `mac` is the installation's own check that it made it."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    at = models.DateTimeField()
    mac = models.CharField(max_length=64)


class Pending(models.Model):
    """Work that follows from a line. `due` is the platform's clock, `leased` the machine's.

    The two are apart because a simulated clock may jump a day while the work is being done.
    """

    line = models.BigIntegerField()
    handler = models.CharField(max_length=120)
    stream = models.CharField(max_length=200, null=True)  # noqa: DJ001 - NULL keeps it out of the index
    args = models.TextField(default="{}")
    due = models.FloatField()
    since = models.FloatField()
    leased = models.FloatField(default=0)
    tries = models.IntegerField(default=0)
    fails = models.IntegerField(default=0)
    err = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "handler"], name="one_pending_of_a_handler"),
        ]
        indexes = [
            models.Index(fields=["due"], name="pending_due"),
            models.Index(fields=["stream", "id"], condition=~Q(stream=None), name="pending_stream"),
            models.Index(fields=["handler"], name="pending_handler"),
            models.Index(fields=["since"], condition=Q(fails__gt=0), name="pending_failing"),
        ]


class TimerRow(models.Model):
    """Something that happens by itself. `version` rises when it is set again, so an old firing is noticed."""

    kind = models.CharField(max_length=80)
    ref = models.CharField(max_length=120)
    key = models.CharField(max_length=200)
    due = models.DateTimeField(db_index=True)
    args = models.TextField(default="{}")
    version = models.IntegerField(default=0)
    leased = models.FloatField(default=0)
    tries = models.IntegerField(default=0)
    fails = models.IntegerField(default=0)
    err = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ref", "kind", "key"], name="one_timer_of_a_key"),
        ]


class BeatRow(models.Model):
    """A worker that runs, and when it last said so, in seconds of the machine's clock."""

    worker = models.CharField(max_length=160, primary_key=True)
    at = models.FloatField()


class Once(models.Model):
    """An answer already given to a key, and the digest of what was asked under it."""

    actor = models.CharField(max_length=120)
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    answer = models.TextField(null=True)  # noqa: DJ001 - NULL: the first asker is still at it
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor", "key"], name="one_answer_of_a_key"),
        ]
