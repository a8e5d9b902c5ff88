"""What codes mean, how they are shown, and the makers of codes that are given here."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.base.errors import NotFound
from yichuang.engines.codes import (
    CodeResult,
    RegionKind,
    Regions,
    check_code,
    decode_grid,
    encode_grid,
    make_case_number,
    make_elicence_id,
    make_land_code,
    parcel_unit_of,
    read_regions,
    show_code,
)
from yichuang.engines.codes.tests.conftest import Check
from yichuang.engines.codes.vin import model_year


def told(result: CodeResult) -> dict[str, str]:
    return {part.label.zh: str(part) for part in result.meaning}


def test_a_usci_tells_body_and_place(check: Check) -> None:
    found = told(check("usci", "９１３４０１０４ma8lab2c6n"))
    assert found["登记部门与机构类别"] == "91 企业"
    assert found["行政区划"] == "340104 蜀山区"
    assert check("usci", " 9134 0104 MA8L AB2C 6N").value == "91340104MA8LAB2C6N"


def test_letters_in_the_first_two_places_are_known(check: Check) -> None:
    # Rural collectives: the first two places are not digits.
    assert check("usci", "N2340104MF00000011").problems[0].code != "character"


def test_identity_numbers_are_masked_everywhere(check: Check) -> None:
    found = check("resident_id", "340104199001010017")
    assert found.shown == "3401**********0017"
    assert told(found)["出生日期"] == "1990-01-01"
    assert told(found)["性别"].endswith("男")
    wrong = check("resident_id", "340104199002300016")
    assert all("340104199002300016" not in p.message.zh for p in wrong.problems)
    assert wrong.shown == "3401**********0016"
    assert show_code("phone", "13900001234") == "139****1234"
    assert show_code("phone", "0551-62999999") == "055********99"
    assert show_code("phone", "1390000123") == "139*****23"
    assert show_code("phone", "12345") == "12345"
    assert show_code("bank_account", "1302010109000000001")[-5:] == "*0001"
    assert show_code("passport", "E12345678") == "E1*****78"


def test_an_unknown_region_is_only_a_warning(check: Check) -> None:
    found = check("resident_id", "34052419800101001X")
    assert found.ok
    assert [p.code for p in found.problems] == ["region"]
    # Of other provinces the table says nothing, so nothing is said.
    assert not check("resident_id", "360426199101010071").problems


def test_former_regions_live_on(check: Check, regions: Regions) -> None:
    assert told(check("region", "340221"))["行政区划"] == "340221 芜湖县"
    county = regions.find("340225")
    assert county is not None
    assert county.valid_on(date(2018, 1, 1))
    assert not county.valid_on(date(2023, 1, 1))


def test_realty_units_are_grouped_and_lead_to_their_parcel(check: Check) -> None:
    found = check("realty_unit_code", "340104 001003 GB00012 F00030045")
    assert found.shown == "340104 001003 GB00012 F00030045"
    assert (told(found)["幢号"], told(found)["户号"]) == ("0003", "0045")
    assert parcel_unit_of(found.value) == "340104001003GB00012W00000000"


def test_seven_characters_are_an_ordinary_plate(check: Check) -> None:
    assert "普通号牌" in told(check("plate_no", "皖AD1234"))["种类"]
    assert "小型新能源" in told(check("plate_no", "皖AD12345"))["种类"]
    assert "大型新能源" in told(check("plate_no", "皖M12345D"))["种类"]
    assert "纯电" in told(check("plate_no", "皖AD12345"))["能源"]
    assert "非纯电" in told(check("plate_no", "皖BF12345"))["能源"]


def test_project_codes_of_both_forms(check: Check) -> None:
    assert told(check("project_code", "2310-340104-04-01-123456"))["赋码年月"] == "2023-10"
    old = told(check("project_code", "2019-340225-13-03-013170"))
    assert old["赋码年份（旧码）"] == "2019"
    assert old["行业大类"].startswith("13 农副食品加工")


@pytest.mark.parametrize(("char", "year"), [("P", 2023), ("R", 2024), ("S", 2025), ("T", 1996)])
def test_model_years(char: str, year: int) -> None:
    assert model_year(char, 2024) == year


def test_industries_get_their_letter(check: Check) -> None:
    found = check("industry", "6513")
    assert found.value == "I6513"
    assert told(found)["门类"] == "I 信息传输、软件和信息技术服务业"


GRID_POINTS = [
    ("39.9931611", "116.3126028", 8, "N50J47539B825534"),
    ("39.998929", "116.3206440", 5, "N50J475493E"),
    ("39.999917", "116.3183280", 5, "N50J475491E"),
    ("31.8206", "117.2272", 6, "N50H672D9932"),
    ("31.3526", "118.4331", 6, "N50H865A1E21"),
    ("32.3016", "118.3170", 6, "N50I80348010"),
]


@pytest.mark.parametrize(("lat", "lon", "level", "code"), GRID_POINTS)
def test_grid_of_the_standard(lat: str, lon: str, level: int, code: str) -> None:
    assert encode_grid(lat, lon, level) == code


def test_grid_from_degrees_minutes_seconds() -> None:
    north = Fraction(39) + Fraction(59, 60) + Fraction("35.38") / 3600
    east = Fraction(116) + Fraction(18, 60) + Fraction("45.37") / 3600
    assert encode_grid(north, east, 8) == "N50J47539B825534"


@given(
    st.fractions(Fraction(0), Fraction(8799, 100)),
    st.fractions(Fraction(0), Fraction(17999, 100)),
    st.integers(1, 10),
)
def test_a_cell_holds_the_point_it_was_made_from(lat: Fraction, lon: Fraction, level: int) -> None:
    code = encode_grid(lat, lon, level)
    cell = decode_grid(code)
    assert cell.south <= lat < cell.south + cell.height
    assert cell.west <= lon < cell.west + cell.width
    assert encode_grid(*cell.centre, level) == code
    assert (
        level == 1
        or encode_grid(lat, lon, level - 1) == code[: len(encode_grid(lat, lon, level - 1))]
    )


def test_points_elsewhere_are_refused() -> None:
    with pytest.raises(ValueError, match="north"):
        encode_grid("-1", "117", 6)
    with pytest.raises(ValueError, match="place 7"):
        decode_grid("N50J476")


def test_makers_give_codes_that_stand(check: Check) -> None:
    land = make_land_code("340104", encode_grid("31.8206", "117.2272", 6), "10", 2023, 12)
    assert check("land_code", land, strict=True).ok
    assert make_land_code("340104", "N50H672793C0", "10", 2023, 12) == "340104N50H672793C010230012K"
    number = make_case_number(date(2023, 10, 19), "340104", "0101", 1)
    assert number == "2023101934010401010000019"
    licence = make_elicence_id("11100000MB03271699001", "1134010000298623XT", "34010420230000001")
    assert licence.endswith(".001.I")


@pytest.mark.parametrize(
    ("region", "grid", "use", "year", "serial"),
    [
        ("34010", "N50H672793C0", "10", 2023, 12),
        ("340104", "N50H6727", "10", 2023, 12),
        ("340104", "S50H672793C0", "10", 2023, 12),
        ("340104", "N50H672793C0", "99", 2023, 12),
        ("340104", "N50H672793C0", "10", 2023, 10_000),
    ],
)
def test_no_land_code_of_parts_that_cannot_stand(
    region: str, grid: str, use: str, year: int, serial: int
) -> None:
    with pytest.raises(ValueError, match=r"region|grid|use|serial"):
        make_land_code(region, grid, use, year, serial)


def test_no_number_of_parts_that_cannot_stand() -> None:
    day = date(2023, 10, 19)
    with pytest.raises(ValueError, match="serial"):
        make_case_number(day, "340104", "0101", 0)
    with pytest.raises(ValueError, match="digits"):
        make_case_number(day, "340104", "01O1", 1)
    kind, issuer = "11100000MB03271699001", "1134010000298623XT"
    with pytest.raises(ValueError, match="usci"):
        make_elicence_id(kind, "113401000029862300", "1")
    with pytest.raises(ValueError, match="serial"):
        make_elicence_id(kind, issuer, "a-1")
    with pytest.raises(ValueError, match="type"):
        make_elicence_id("111", issuer, "1")
    with pytest.raises(ValueError, match="version"):
        make_elicence_id(kind, issuer, "1", 1000)


def test_every_changed_last_place_of_a_land_code_falls(check: Check) -> None:
    body = "340104N50H672793C010230012"
    letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    assert [c for c in letters if check("land_code", body + c).ok] == ["K"]


def test_an_unknown_kind_names_the_nearest() -> None:
    with pytest.raises(NotFound) as caught:
        check_code("residentid", "1", today=date(2023, 1, 1))
    assert "resident_id" in caught.value.data["nearest"]


def test_regions_are_whole(regions: Regions) -> None:
    today = date(2023, 10, 19)
    assert len(regions.children("340000", today)) == 16
    assert [r.code for r in regions.children("340200", today) if r.kind is RegionKind.COUNTY] == [
        "340202", "340207", "340209", "340210", "340212", "340223", "340281",
    ]  # fmt: skip
    assert regions.city_of("340177") == "340100"
    assert regions.city_of("340000") is None
    assert all(region.name.en for region in regions)
    zones = {r.code for r in regions if r.kind is RegionKind.DEV_ZONE}
    assert all(61 <= int(code[4:]) <= 78 for code in zones)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("34010,合肥,Hefei,city,340000,,,", "line 2"),
        ("340100,合肥,Hefei,town,340000,,,", "line 2"),
        ("340100,合肥,Hefei,city,340000,,,", "parent"),
        ("340000,安徽,Anhui,province,,,,\n340000,安徽,Anhui,province,,,,", "twice"),
    ],
)
def test_a_wrong_table_of_regions_is_refused(row: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_regions("code,zh,en,kind,parent,from,until,note\n" + row)
