"""For tests of every room: published and adopted packs, made through the doors."""

from __future__ import annotations

from collections.abc import Mapping

from yichuang.kernel.catalogue.actions.adopt import adopt
from yichuang.kernel.catalogue.actions.publish import publish_dictionary, publish_pack
from yichuang.kernel.catalogue.contracts import AdoptedSet, Dictionary, PackContent
from yichuang.kernel.catalogue.queries.sets import current_set
from yichuang.kernel.people.contracts import Actor

SYSTEM = Actor("system:test", "test")


def adopt_packs(
    dictionary: Dictionary,
    *contents: PackContent,
    region: str = "341100",
    parameters: Mapping[str, Mapping[str, str]] | None = None,
    organisation: bool = False,
) -> AdoptedSet:
    """Publish the dictionary and packs and let a region adopt them all; gives its set. `parameters` by pack.

    `organisation` True demands that every post is staffed, as outside tests.
    """
    publish_dictionary(SYSTEM, dictionary)
    for content in contents:
        version = publish_pack(SYSTEM, content)
        values = (parameters or {}).get(content.key, {})
        adopt(
            SYSTEM,
            region=region,
            pack=content.key,
            version=version.version,
            parameters=values,
            organisation=organisation,
        )
    return current_set(region)
