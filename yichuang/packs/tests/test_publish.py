"""Publishing: only what has no fault and is ready; the same content keeps its version; what is read back is equal."""

from __future__ import annotations

from pathlib import Path

import pytest

from yichuang.base.errors import Invalid, NotFound
from yichuang.kernel.catalogue.section import decode, encode
from yichuang.kernel.people.api import system_actor
from yichuang.packs.api import Report, publish_packs
from yichuang.packs.testing import KEY, change


@pytest.mark.django_db
def test_a_ready_pack_is_published_once(small: Path) -> None:
    actor = system_actor("test")
    with pytest.raises(Invalid, match="pack_is_draft"):
        publish_packs(actor, small.parent, [KEY])
    change(small / "measure.yaml", "en: Small\n", "en: Small\nstage: ready\n")
    (first,) = publish_packs(actor, small.parent)
    (again,) = publish_packs(actor, small.parent)
    assert (first.pack, first.version) == (KEY, "1")
    assert again == first


@pytest.mark.django_db
def test_a_pack_with_a_fault_is_not_published(small: Path) -> None:
    change(small / "measure.yaml", "en: Small\n", "en: Small\nstage: ready\n")
    change(small / "items" / "permit.yaml", "post: reviewer", "post: revewer")
    with pytest.raises(Invalid, match="packs_have_faults") as refused:
        publish_packs(system_actor("test"), small.parent)
    lines = (small / "items" / "permit.yaml").read_text("utf-8").splitlines()
    there = lines.index("    post: revewer") + 1
    assert [p.where.rpartition("/")[2] for p in refused.value.problems] == [f"permit.yaml:{there}"]


@pytest.mark.django_db
def test_a_pack_that_is_not_there(small: Path) -> None:
    with pytest.raises(NotFound):
        publish_packs(system_actor("test"), small.parent, ["z09_nothing"])


def test_every_pack_survives_writing_and_reading(corpus: Report) -> None:
    for content in corpus.packs.values():
        assert decode(encode(content), type(content)) == content
