"""Publishing: a dictionary or a pack becomes a version that never changes. The same content twice is one version."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from yichuang.base import clock
from yichuang.base.errors import Conflict, Invalid, Problem
from yichuang.base.refs import Ref
from yichuang.base.text import Text
from yichuang.kernel.catalogue.codec import digest_of, encode
from yichuang.kernel.catalogue.contracts import Dictionary, PackContent, PackVersion
from yichuang.kernel.catalogue.models import DictionaryVersion, PublishedPack
from yichuang.kernel.catalogue.permits import permit_publish
from yichuang.kernel.catalogue.queries.versions import latest_dictionary, version_of
from yichuang.kernel.people.contracts import Actor
from yichuang.kernel.trail.api import record


@transaction.atomic
def publish_dictionary(actor: Actor, dictionary: Dictionary) -> int:
    """Publish the province's dictionary; gives its version. Content that is published already keeps its version.

    The version inside `dictionary` does not count: the catalogue numbers them.
    """
    permit_publish(actor)
    content = encode(replace(dictionary, version=0))
    digest = digest_of(content)
    known = DictionaryVersion.objects.filter(digest=digest).first()
    if known is not None:
        return known.number
    last = DictionaryVersion.objects.order_by("-number").first()
    number = last.number + 1 if last else 1
    DictionaryVersion.objects.create(
        number=number,
        digest=digest,
        content=content,
        published_at=clock.now(),
        published_by=actor.label,
    )
    body = {"version": number, "digest": digest}
    record(
        Ref("dictionary", str(number)), "catalogue.dictionary_published", body, actor=actor.label
    )
    return number


@transaction.atomic
def publish_pack(actor: Actor, content: PackContent, *, version: str = "") -> PackVersion:
    """Publish a pack under `version` (the next whole number when empty), against the latest dictionary.

    Content that is published already gives the version that holds it. Raises Conflict when `version` holds other
    content or the content stands under another version, Invalid when there is no dictionary yet.
    """
    permit_publish(actor)
    text = encode(content)
    digest = digest_of(text)
    known = PublishedPack.objects.filter(pack=content.key, digest=digest).first()
    if known is not None and version in ("", known.version):
        return version_of(known)
    _refuse_other(content.key, version, known)
    made = PublishedPack.objects.create(
        pack=content.key,
        version=version or _next(content.key),
        digest=digest,
        content=text,
        dictionary=_dictionary(),
        published_at=clock.now(),
        published_by=actor.label,
    )
    body = {"pack": made.pack, "version": made.version, "digest": digest}
    body["dictionary"] = str(made.dictionary.number)
    record(Ref("pack", content.key), "catalogue.pack_published", body, actor=actor.label)
    return version_of(made)


def _refuse_other(pack: str, version: str, known: PublishedPack | None) -> None:
    if known is not None:
        raise Conflict(
            "content_published",
            Text(
                f"相同内容已发布为版本 {known.version}",
                f"the same content is version {known.version}",
            ),
            data={"pack": pack, "version": known.version},
            remedy=Text("直接采用该版本", "adopt that version"),
        )
    if version and PublishedPack.objects.filter(pack=pack, version=version).exists():
        raise Conflict(
            "version_taken",
            Text(f"版本 {version} 已发布且内容不同", f"version {version} holds other content"),
            data={"pack": pack, "version": version},
            remedy=Text("换一个版本号", "choose another version"),
        )


def _next(pack: str) -> str:
    """One more than the highest whole number among the versions."""
    taken = PublishedPack.objects.filter(pack=pack).values_list("version", flat=True)
    numbers = [int(head) for v in taken if (head := v.partition(".")[0]).isdigit()]
    return str(max(numbers, default=0) + 1)


def _dictionary() -> DictionaryVersion:
    latest = latest_dictionary()
    if latest is None:
        message = Text("尚未发布数据字典", "no dictionary is published yet")
        problem = Problem("dictionary", message, None, "no_dictionary")
        raise Invalid(
            "no_dictionary",
            message,
            problems=(problem,),
            remedy=Text("先发布数据字典", "publish the dictionary first"),
        )
    return latest
