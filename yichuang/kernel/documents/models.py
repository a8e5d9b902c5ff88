"""Tables of documents: files, templates as used, papers, notices, numbers, and what happened to a paper afterwards.

Issued rows are only ever added (triggers see to it); copies, service and status stand in rows of their own.
"""

from __future__ import annotations

from django.db import models


class File(models.Model):
    """A stored file by the SHA-256 of its content; the content lies in the files folder under that name."""

    digest = models.CharField(primary_key=True, max_length=64)
    size = models.BigIntegerField()
    media = models.CharField(max_length=100)
    pages = models.IntegerField(null=True)
    stored_at = models.DateTimeField()


class TemplateText(models.Model):
    """The text of a template as it was when a paper was issued with it."""

    digest = models.CharField(primary_key=True, max_length=64)
    text = models.TextField()


class NumberSeries(models.Model):
    """The last serial given out in a series of a place and period (a year, or a day)."""

    series = models.CharField(max_length=60)
    place = models.CharField(max_length=200)
    period = models.CharField(max_length=8)
    last = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "place", "period"], name="documents_series")
        ]


class LicenceType(models.Model):
    """The type number (three digits) that a defining authority gave to a kind of certificate (GB/T 36904)."""

    definer = models.CharField(max_length=18)
    key = models.CharField(max_length=120)
    number = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["definer", "key"], name="documents_type_once"),
            models.UniqueConstraint(fields=["definer", "number"], name="documents_type_number"),
        ]


class PaperRow(models.Model):
    """An issued paper with its frozen data."""

    key = models.CharField(max_length=80)
    name_zh = models.CharField(max_length=200)
    name_en = models.CharField(max_length=300)
    number = models.CharField(max_length=120)
    identifier = models.CharField(max_length=120)
    token = models.CharField(max_length=22, unique=True)
    case = models.CharField(max_length=60, db_index=True)
    pack = models.CharField(max_length=60)
    adopted_set = models.CharField(max_length=64)
    region = models.CharField(max_length=12)
    issuer = models.BigIntegerField()
    issuer_zh = models.CharField(max_length=200)
    issuer_en = models.CharField(max_length=300)
    holder_subject = models.BigIntegerField(null=True, db_index=True)
    holder_name = models.CharField(max_length=200)
    issued_at = models.DateTimeField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    template = models.ForeignKey(TemplateText, on_delete=models.PROTECT, db_index=False)
    data = models.TextField()
    digest = models.CharField(max_length=64)
    certificate = models.BooleanField()
    public = models.BooleanField()
    watermark = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~models.Q(number=""), name="documents_paper_number"
            ),
            models.UniqueConstraint(
                fields=["identifier"],
                condition=~models.Q(identifier=""),
                name="documents_identifier",
            ),
        ]


class StatusChange(models.Model):
    """What became of a paper: the latest row holds; a paper without any is valid."""

    paper = models.ForeignKey(PaperRow, on_delete=models.PROTECT)
    status = models.CharField(max_length=12)
    ground_zh = models.CharField(max_length=500)
    ground_en = models.CharField(max_length=700)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)


class Copy(models.Model):
    """The file made of a paper or notice; `of` is `paper:12` or `notice:7`."""

    of = models.CharField(primary_key=True, max_length=40)
    file = models.ForeignKey(File, on_delete=models.PROTECT)
    made_at = models.DateTimeField()


class Shown(models.Model):
    """To whom a paper was shown, so that they can be told when it no longer holds."""

    paper = models.ForeignKey(PaperRow, on_delete=models.PROTECT)
    receiver = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paper", "receiver"], name="documents_shown_once")
        ]


class NoticeRow(models.Model):
    """A numbered written notice as it was issued."""

    kind = models.CharField(max_length=20)
    number = models.CharField(max_length=120, unique=True)
    token = models.CharField(max_length=22, unique=True)
    case = models.CharField(max_length=60, db_index=True)
    receiver_subject = models.BigIntegerField(null=True)
    receiver_name = models.CharField(max_length=200)
    department = models.BigIntegerField()
    issuer_zh = models.CharField(max_length=200)
    issuer_en = models.CharField(max_length=300)
    title_zh = models.CharField(max_length=200)
    title_en = models.CharField(max_length=300)
    body_zh = models.TextField()
    body_en = models.TextField()
    watermark = models.CharField(max_length=60)
    issued_at = models.DateTimeField()
    digest = models.CharField(max_length=64)


class Served(models.Model):
    """That a notice reached its receiver: when, how, with what proof."""

    notice = models.OneToOneField(NoticeRow, on_delete=models.PROTECT, primary_key=True)
    at = models.DateTimeField()
    how = models.CharField(max_length=200)
    proof = models.CharField(max_length=120)
