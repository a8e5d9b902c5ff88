"""What people hand in: drafts, answers in versions that never change, materials in versions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yichuang.kernel.cases.models.case import Case


class Draft(models.Model):
    """An application being written. `unused` keeps the answers of blocks that do not apply now; they are never sent."""

    item = models.CharField(max_length=120)
    region = models.CharField(max_length=12)
    adopted_set = models.CharField(max_length=64)
    scene = models.CharField(max_length=60, blank=True, default="")
    mode = models.CharField(max_length=12, default="formal")
    applicant = models.BigIntegerField(null=True)
    account = models.BigIntegerField(null=True)
    partner = models.CharField(max_length=120, blank=True, default="")
    answers = models.JSONField(default=dict)
    unused = models.JSONField(default=dict)
    materials = models.JSONField(default=dict)
    signed = models.JSONField(default=dict)
    parties = models.JSONField(default=dict)
    problems = models.JSONField(default=dict)
    updated_at = models.DateTimeField()
    case = models.ForeignKey(Case, null=True, on_delete=models.SET_NULL, related_name="drafts")

    class Meta:
        indexes = [
            models.Index(fields=["account", "-updated_at"], name="drafts_of_account"),
            models.Index(fields=["applicant", "-updated_at"], name="drafts_of_applicant"),
        ]


class AnswerVersion(models.Model):
    """All answers of a case as of one version: canonical text by `role.datum`. Never changed."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="answer_versions")
    version = models.IntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.CharField(max_length=120)
    cause = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "version"], name="one_of_each_version"),
        ]


class CaseMaterial(models.Model):
    """A material of a case. The newest version is `current`; earlier ones stay."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="materials")
    key = models.CharField(max_length=60)
    version = models.IntegerField()
    current = models.BooleanField(default=True)
    file = models.CharField(max_length=64, blank=True, default="")
    name = models.CharField(max_length=255, blank=True, default="")
    media = models.CharField(max_length=120, blank=True, default="")
    size = models.BigIntegerField(default=0)
    state = models.CharField(max_length=14)
    signed = models.JSONField(default=list)
    due = models.DateTimeField(null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "key", "version"], name="material_versions"),
            models.UniqueConstraint(
                fields=["case", "key"], condition=Q(current=True), name="one_current_material"
            ),
        ]
