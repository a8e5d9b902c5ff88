"""Tables of the catalogue: published versions and adopted sets, never changed after; what a region has now; search."""

from __future__ import annotations

from django.db import models


class DictionaryVersion(models.Model):
    """A version of the province's dictionary. `content` is the text of contracts.Dictionary."""

    number = models.PositiveIntegerField(unique=True)
    digest = models.CharField(max_length=64, unique=True)
    content = models.TextField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=120)

    class Meta:
        db_table = "catalogue_dictionary"


class PublishedPack(models.Model):
    """A published version of a pack. `content` is the text of contracts.PackContent."""

    pack = models.CharField(max_length=80)
    version = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    content = models.TextField()
    dictionary = models.ForeignKey(DictionaryVersion, on_delete=models.PROTECT)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=120)
    signature = models.TextField(blank=True)

    class Meta:
        db_table = "catalogue_pack"
        constraints = [
            models.UniqueConstraint(fields=["pack", "version"], name="catalogue_pack_version_once"),
            models.UniqueConstraint(fields=["pack", "digest"], name="catalogue_pack_content_once"),
        ]


class AdoptionSet(models.Model):
    """All that a region has adopted at one moment. `content` is the text of its packs by key."""

    id = models.CharField(primary_key=True, max_length=40)
    region = models.CharField(max_length=12)
    serial = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    dictionary = models.ForeignKey(DictionaryVersion, on_delete=models.PROTECT)
    content = models.TextField()
    since = models.DateTimeField()
    by = models.CharField(max_length=120)
    previous = models.ForeignKey("self", null=True, on_delete=models.PROTECT)

    class Meta:
        db_table = "catalogue_set"
        constraints = [
            models.UniqueConstraint(fields=["region", "serial"], name="catalogue_set_serial_once"),
        ]


class CurrentSet(models.Model):
    """The set that a region works with now; the row is also the lock under which a region adopts."""

    region = models.CharField(primary_key=True, max_length=12)
    set = models.ForeignKey(AdoptionSet, null=True, on_delete=models.PROTECT)
    serial = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "catalogue_current"


class SearchEntry(models.Model):
    """Something that can be found: kind and ref name it; an empty region means everywhere."""

    kind = models.CharField(max_length=40)
    ref = models.CharField(max_length=120)
    region = models.CharField(max_length=12, blank=True)
    title = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "catalogue_search_entry"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "ref", "region"], name="catalogue_search_entry_once"
            ),
        ]
        indexes = [models.Index(fields=["region", "kind"], name="catalogue_search_place")]


class SearchReader(models.Model):
    """Who may find an entry: `public`, or a word that the asking room knows (`department:12`, `subject:34`)."""

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="readers")
    audience = models.CharField(max_length=60)

    class Meta:
        db_table = "catalogue_search_reader"
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "audience"], name="catalogue_search_reader_once"
            ),
        ]


class SearchToken(models.Model):
    """A word under which an entry is found, with its weight."""

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="tokens")
    # PostgreSQL: an index of its own kind for beginnings, whatever the locale
    token = models.CharField(max_length=60, db_index=True)
    weight = models.FloatField()

    class Meta:
        db_table = "catalogue_search_token"
        indexes = [models.Index(fields=["token", "entry", "weight"], name="catalogue_search_word")]


class SearchMiss(models.Model):
    """Words that found nothing, counted by day and region: what people seek and the portal does not have."""

    region = models.CharField(max_length=12, blank=True)
    day = models.DateField()
    words = models.CharField(max_length=80)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "catalogue_search_miss"
        constraints = [
            models.UniqueConstraint(
                fields=["region", "day", "words"], name="catalogue_search_miss_once"
            ),
        ]
