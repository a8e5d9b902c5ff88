"""Tables of facts: subjects, the numbered names of data, append-only statements, looks, and counts of re-entry."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Subject(models.Model):
    """Something that facts are known of; `code` is NULL while nobody has given it an official identifier."""

    kind = models.CharField(max_length=40)
    code = models.CharField(max_length=120, null=True)  # noqa: DJ001 - NULL never collides, "" would
    created = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "code"], condition=Q(code__isnull=False), name="facts_subject_code"
            )
        ]


class Datum(models.Model):
    """A name such as `enterprise.revenue` behind a small number, so that millions of rows stay small."""

    id = models.SmallAutoField(primary_key=True)
    key = models.CharField(max_length=120, unique=True)


class FactRow(models.Model):
    """One statement of one source about one datum. Rows are only ever added (triggers see to it)."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, db_index=False)
    datum = models.ForeignKey(Datum, on_delete=models.PROTECT, db_index=False)
    value = models.TextField()
    none = models.BooleanField(default=False)
    # The source no longer stands by what it said (consent withdrawn, entered by mistake).
    withdrawn = models.BooleanField(default=False)
    # Short and worth finding by: codes and references. The index leaves all other rows out.
    findable = models.BooleanField(default=False)
    source_kind = models.CharField(max_length=12)
    owner = models.CharField(max_length=80)
    source_ref = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    by = models.CharField(max_length=80)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "datum", "-valid_from", "-id"], name="facts_latest"),
            models.Index(
                fields=["datum", "value"], condition=Q(findable=True), name="facts_by_value"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=models.F("valid_from")),
                name="facts_ends_after_it_begins",
            )
        ]


class LookRow(models.Model):
    """Somebody saw personal data or a paper: who, of whom, which, why. Append-only; what the same actor has seen of the
    same subject in the same matter is noted once a day."""

    at = models.DateTimeField()
    day = models.DateField()
    by = models.CharField(max_length=80)
    who_zh = models.CharField(max_length=200)
    who_en = models.CharField(max_length=300)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, db_index=False)
    data = models.JSONField()
    # Names of papers: pairs of Chinese and English.
    papers = models.JSONField()
    purpose_zh = models.CharField(max_length=200)
    purpose_en = models.CharField(max_length=300)
    ref = models.CharField(max_length=120)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "-id"], name="facts_looks"),
            models.Index(fields=["by", "subject", "ref", "day"], name="facts_look_seen"),
        ]


class ReEntryCount(models.Model):
    """How often a datum was asked in a form of an item, and how often it was known and typed all the same."""

    item = models.CharField(max_length=120)
    datum = models.CharField(max_length=120)
    asked = models.PositiveIntegerField(default=0)
    typed_again = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "datum"], name="facts_reentry")]
