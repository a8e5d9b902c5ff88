"""Published versions: kept as they are, the same content once, other content under a version refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction

from yichuang.base.errors import Conflict, Invalid, NotFound, NotPermitted
from yichuang.base.text import Text
from yichuang.kernel.catalogue import api
from yichuang.kernel.catalogue.contracts import PackContent
from yichuang.kernel.catalogue.models import PublishedPack
from yichuang.kernel.catalogue.section import decode, encode
from yichuang.kernel.catalogue.testing import SYSTEM
from yichuang.kernel.catalogue.tests.small import DICTIONARY, parameter, sale_pack, works_pack
from yichuang.kernel.people.contracts import Actor
from yichuang.kernel.trail.api import list_lines

pytestmark = pytest.mark.django_db
CLERK = Actor("account:7", "clerk")


def test_content_comes_back_as_it_was_published() -> None:
    api.publish_dictionary(SYSTEM, DICTIONARY)
    version = api.publish_pack(SYSTEM, works_pack())
    assert (version.version, version.dictionary) == ("1", 1)
    assert api.read_pack("c03", "1") == works_pack()
    assert list(api.read_pack("c03", "1").items["c03.works"].materials) == [
        "map",
        "promise",
        "licence",
        "plan",
    ]
    assert api.read_dictionary(1) == DICTIONARY
    assert decode(encode(sale_pack()), PackContent) == sale_pack()


def test_the_same_content_is_one_version() -> None:
    assert api.publish_dictionary(SYSTEM, DICTIONARY) == 1
    assert api.publish_dictionary(SYSTEM, replace(DICTIONARY, version=9)) == 1
    first = api.publish_pack(SYSTEM, works_pack())
    assert api.publish_pack(SYSTEM, works_pack()) == first
    assert api.publish_pack(SYSTEM, works_pack(), version="1") == first
    with pytest.raises(Conflict) as told:
        api.publish_pack(SYSTEM, works_pack(), version="2")
    assert told.value.data["version"] == "1"


def test_a_version_never_holds_other_content() -> None:
    api.publish_dictionary(SYSTEM, DICTIONARY)
    api.publish_pack(SYSTEM, works_pack())
    changed = works_pack(other=parameter("other", "integer", "1"))
    with pytest.raises(Conflict):
        api.publish_pack(SYSTEM, changed, version="1")
    assert api.publish_pack(SYSTEM, changed).version == "2"
    assert [v.version for v in api.list_pack_versions("c03")] == ["1", "2"]
    assert "other" not in api.read_pack("c03", "1").measure.parameters


def test_published_rows_refuse_change() -> None:
    api.publish_dictionary(SYSTEM, DICTIONARY)
    api.publish_pack(SYSTEM, works_pack())
    with pytest.raises(DatabaseError), transaction.atomic():
        PublishedPack.objects.update(content="{}")
    with pytest.raises(DatabaseError), transaction.atomic():
        PublishedPack.objects.all().delete()
    assert api.read_pack("c03", "1") == works_pack()


def test_a_pack_needs_a_dictionary_and_the_right_to_publish() -> None:
    with pytest.raises(Invalid):
        api.publish_pack(SYSTEM, works_pack())
    with pytest.raises(NotPermitted):
        api.publish_dictionary(CLERK, DICTIONARY)
    api.publish_dictionary(replace(CLERK, roles=(api.PUBLISH,)), DICTIONARY)
    with pytest.raises(NotFound):
        api.read_pack("c03", "1")


def test_every_publication_is_a_line_of_the_record() -> None:
    api.publish_dictionary(SYSTEM, DICTIONARY)
    api.publish_pack(SYSTEM, works_pack())
    api.publish_pack(SYSTEM, works_pack())
    lines = list_lines("pack:c03").rows
    assert [(line.kind, line.body["version"]) for line in lines] == [
        ("catalogue.pack_published", "1")
    ]


def test_a_text_without_english_survives() -> None:
    pack = works_pack()
    item = replace(pack.items["c03.works"], name=Text("只有中文"))
    api.publish_dictionary(SYSTEM, DICTIONARY)
    api.publish_pack(SYSTEM, replace(pack, items={item.key: item}))
    assert api.read_pack("c03", "1").items["c03.works"].name == Text("只有中文")
