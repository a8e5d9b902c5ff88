"""Tables of people: regions, departments, posts, accounts, who holds what, and who may act for whom."""

from __future__ import annotations

from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q


class Region(models.Model):
    """A place of GB/T 2260, also former ones. `parent` is "" at the top."""

    code = models.CharField(max_length=12, primary_key=True)
    zh = models.CharField(max_length=60)
    en = models.CharField(max_length=100, blank=True, default="")
    kind = models.CharField(max_length=20)
    parent = models.CharField(max_length=12, blank=True, default="", db_index=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    note = models.TextField(blank=True, default="")


class Department(models.Model):
    """A department of one region. A dissolved one names who took over its work."""

    key = models.CharField(max_length=64)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    zh = models.CharField(max_length=120)
    en = models.CharField(max_length=200, blank=True, default="")
    level = models.CharField(max_length=20)
    usci = models.CharField(max_length=18, blank=True, default="")
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    succeeded_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "key"], condition=Q(until=None), name="one_department_in_office"
            ),
        ]


class Post(models.Model):
    """A post; work goes to it whoever holds it. Holders of `backup_post` step in when it is empty."""

    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="posts")
    key = models.CharField(max_length=64)
    zh = models.CharField(max_length=120)
    en = models.CharField(max_length=200, blank=True, default="")
    backup_post = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["department", "key"], name="one_post_of_a_key"),
        ]


class Account(AbstractBaseUser):
    """One who can log in. `name` is what the account signs with; every other datum of a person is a fact."""

    username = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=60)
    language = models.CharField(max_length=8, default="zh")
    roles = models.JSONField(default=list)
    person = models.BigIntegerField(null=True, db_index=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects: ClassVar[BaseUserManager[Self]] = BaseUserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    @property
    def is_staff(self) -> bool:
        """Django's own back office is not used; nobody is let into it."""
        return False

    def get_short_name(self) -> str:
        """What the account signs with."""
        return self.name


class PostHolding(models.Model):
    """Who holds a post from when until when; position B stands in when every A is absent."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="holdings")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings")
    position = models.CharField(max_length=1, default="A")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(position__in=["A", "B"]), name="position_is_a_or_b"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="holding_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["account", "post"], condition=Q(until=None), name="one_holding_at_a_time"
            ),
        ]


class Absence(models.Model):
    """Days on which an account does no work (both ends included); a substitute takes all its posts."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="absences")
    substitute = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="substitutions"
    )
    since = models.DateField()
    until = models.DateField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="absence_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(substitute=None) | ~Q(substitute=F("account")),
                name="nobody_substitutes_oneself",
            ),
        ]


class MandateRow(models.Model):
    """An account may act for a subject (`self`, `staff`, `agent`), in some items or all, until a day."""

    subject = models.BigIntegerField(db_index=True)
    kind = models.CharField(max_length=40)
    agent = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="mandates")
    role = models.CharField(max_length=10)
    items = models.JSONField(default=list)
    until = models.DateField(null=True)
    granted_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=["self", "staff", "agent"]), name="mandate_role_known"
            ),
            models.UniqueConstraint(
                fields=["subject", "agent", "role"],
                condition=Q(revoked_at=None),
                name="one_mandate_at_a_time",
            ),
        ]


class ApiKey(models.Model):
    """A key by which a partner's program logs in; only the hash of its secret half is kept."""

    prefix = models.CharField(max_length=16, unique=True)
    secret_hash = models.CharField(max_length=64)
    partner = models.CharField(max_length=64, db_index=True)
    scopes = models.JSONField(default=list)
    live = models.BooleanField(default=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)


class LoginAttempt(models.Model):
    """Failed log-ins under one account name or from one address, and until when it is locked."""

    who = models.CharField(max_length=120, primary_key=True)
    failures = models.IntegerField(default=0)
    last_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True)
