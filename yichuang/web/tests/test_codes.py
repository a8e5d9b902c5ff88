"""What a code is called and what a name means: lists of the dictionary, regions, tables of codes."""

from __future__ import annotations

import pytest

from yichuang.base.text import Text
from yichuang.kernel.catalogue.api import world_of
from yichuang.kernel.catalogue.contracts import CodeEntry, Dictionary
from yichuang.web.parts.codes import code_of, codes_of

NAMES = {"GBR": Text("英国", "United Kingdom"), "DEU": Text("德国", "Germany")}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("GBR", "GBR"),
        (" gbr ", "GBR"),
        ("英国", "GBR"),
        ("germany", "DEU"),
        ("DEU 德国", "DEU"),
        ("", ""),
        ("大不列颠", "大不列颠"),
    ],
)
def test_a_code_is_found_by_its_name_and_what_is_none_stays_as_typed(
    typed: str, meant: str
) -> None:
    assert code_of(typed, NAMES) == meant


def test_lists_come_from_the_dictionary_and_from_the_tables_of_codes() -> None:
    content = {"C39": CodeEntry("C39", Text("电子设备", "Electronics"))}
    dictionary = Dictionary(
        1, {}, {"industry": content, "departments": {"science": CodeEntry("science", Text("科技"))}}
    )
    world = world_of(dictionary, [])
    assert codes_of("industry", world)["C39"].zh == "电子设备"
    assert codes_of("country", world)["GBR"].zh == "英国"
    assert "science" in codes_of("department", world)
    assert codes_of("phone", world) == {}
