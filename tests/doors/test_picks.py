"""Codes are picked by name: a text field with suggestions, without scripts, in both languages; names are understood."""

from __future__ import annotations

import pytest

from tests.doors.pages import Outline, reader
from tests.town import HEFEI, TALENT, Town
from yichuang.kernel.cases import api as cases

ITEM = f"{TALENT}.permits"
COUNTRY = "foreigner.nationality"


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
