"""Published versions: dictionaries and packs. Content never changes, so it is read once per process."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from yichuang.base.errors import NotFound
from yichuang.base.text import Text
from yichuang.kernel.catalogue.codec import decode
from yichuang.kernel.catalogue.contracts import Dictionary, PackContent, PackVersion
from yichuang.kernel.catalogue.models import DictionaryVersion, PublishedPack


def version_of(row: PublishedPack) -> PackVersion:
    """A row as the contract says it."""
    return PackVersion(row.pack, row.version, row.digest, row.published_at, row.dictionary.number)


def latest_dictionary() -> DictionaryVersion | None:
    """The newest dictionary's row, None before the first is published."""
    return DictionaryVersion.objects.order_by("-number").defer("content").first()


def list_pack_versions(pack: str = "") -> tuple[PackVersion, ...]:
    """All published versions, of one pack or of all; the newest last."""
    rows = PublishedPack.objects.select_related("dictionary").defer(
        "content", "dictionary__content"
    )
    if pack:
        rows = rows.filter(pack=pack)
    return tuple(version_of(row) for row in rows.order_by("pack", "published_at", "id"))


def need_version(pack: str, version: str) -> PackVersion:
    """A published version. Raises NotFound."""
    row = (
        PublishedPack.objects.select_related("dictionary")
        .defer("content", "dictionary__content")
        .filter(pack=pack, version=version)
        .first()
    )
    if row is None:
        raise _no_version(pack, version)
    return version_of(row)


def read_pack(pack: str, version: str) -> PackContent:
    """What a published version says. Raises NotFound."""
    text = PublishedPack.objects.filter(pack=pack, version=version).values_list("digest", flat=True)
    digest = text.first()
    if digest is None:
        raise _no_version(pack, version)
    return _content(digest, pack, version)


def content_of(version: PackVersion) -> PackContent:
    """What a version says, without asking for it again once it was read."""
    return _content(version.digest, version.pack, version.version)


@lru_cache(maxsize=200)
def _content(digest: str, pack: str, version: str) -> PackContent:
    text = PublishedPack.objects.values_list("content", flat=True).get(pack=pack, version=version)
    return decode(text, PackContent)


def read_dictionary(number: int) -> Dictionary:
    """The dictionary of a version; an empty one for 0. Raises NotFound."""
    if number == 0:
        return Dictionary(0, {}, {})
    digest = (
        DictionaryVersion.objects.filter(number=number).values_list("digest", flat=True).first()
    )
    if digest is None:
        raise NotFound(
            "no_dictionary", Text(f"没有第 {number} 版数据字典", f"no dictionary version {number}")
        )
    return _dictionary(digest, number)


@lru_cache(maxsize=20)
def _dictionary(digest: str, number: int) -> Dictionary:
    text = DictionaryVersion.objects.values_list("content", flat=True).get(number=number)
    return replace(decode(text, Dictionary), version=number)


def _no_version(pack: str, version: str) -> NotFound:
    return NotFound(
        "no_version",
        Text(f"没有发布过 {pack} 的版本 {version}", f"{pack} has no published version {version}"),
        data={"pack": pack, "version": version},
    )
