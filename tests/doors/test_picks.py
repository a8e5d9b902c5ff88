"""Codes are picked by name: a text field with suggestions, without scripts, in both languages; names are understood."""

from __future__ import annotations

import pytest

from tests.doors.pages import Outline, reader
from tests.town import HEFEI, TALENT, Town
from yichuang.base.text import Text
from yichuang.kernel.cases import api as cases
from yichuang.kernel.catalogue import api as catalogue
from yichuang.web.parts.codes import code_of, codes_of

ITEM = f"{TALENT}.permits"
COUNTRY = "foreigner.nationality"
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


def test_lists_come_from_the_dictionary_the_regions_and_the_tables_of_codes(town: Town) -> None:
    world = catalogue.world_of_region(HEFEI)
    assert codes_of("industry", world)["C39"].zh == "计算机通信和其他电子设备"
    assert codes_of("region", world)["340100"].zh == "合肥市"
    assert codes_of("country", world)["GBR"].zh == "英国"
    assert "science" in codes_of("department", world)
    assert codes_of("phone", world) == {}


@pytest.mark.parametrize(("cookie", "name"), [("zh-hans", "英国"), ("en", "United Kingdom")])
def test_a_country_is_picked_by_name_without_scripts(town: Town, cookie: str, name: str) -> None:
    firm = reader("robots.clerk", HEFEI)
    firm.client.cookies["yichuang_language"] = cookie
    actor = town.actor("robots.clerk")
    draft = cases.open_draft(
        actor, item=ITEM, region=HEFEI, scene="first", applicant=town.subjects["robots"]
    ).id
    step = next(
        b.key for b in cases.form(actor, draft).blocks if any(a.name == COUNTRY for a in b.asks)
    )
    url = f"/drafts/{draft}/step/{step}/"
    page = firm.get(url)
    assert 'list="f-foreigner-nationality_list"' in page
    assert f'<option value="GBR">{name}</option>' in page
    field = next(c for c in Outline(page).controls if c.get("name") == COUNTRY)
    assert field["aria-describedby"].split() == ["f-foreigner-nationality_helptext"]
    firm.client.post(url, {COUNTRY: name})
    assert cases.form(actor, draft).draft.answers[COUNTRY] == "GBR"
    again = firm.get(url)
    assert (
        'value="GBR" aria-describedby="f-foreigner-nationality_helptext f-foreigner-nationality_picked '
        in again
    )
    refused = firm.client.post(url, {COUNTRY: "没有这个国家"}).content.decode()
    assert 'value="没有这个国家"' in refused, "what was typed is not lost"
