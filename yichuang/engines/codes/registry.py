"""The kinds of code that are known, and the one door to all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from yichuang.base import clock
from yichuang.base.errors import NotFound
from yichuang.base.text import Text
from yichuang.engines.codes import (
    beidou,
    case_number,
    elicence,
    land_code,
    light,
    patent_no,
    plate_no,
    project_code,
    realty,
    registration_no,
    resident_id,
    service_item,
    usci,
    vin,
)
from yichuang.engines.codes.result import (
    NO_LOOKUPS,
    CodeResult,
    Lookups,
    Reading,
    Setting,
    mask_ends,
)
from yichuang.engines.mend import fold


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of code: its name, a made-up example, how it is checked, whether it says something personal."""

    key: str
    name: Text
    example: str
    check: Callable[[Reading], None]
    personal: bool = False
    keeps_case: bool = False


_KINDS = (
    Kind(
        "usci",
        Text("统一社会信用代码", "Unified social credit code"),
        "91340100MA2TE0T16K",
        usci.check_usci,
    ),
    Kind(
        "organisation_code",
        Text("组织机构代码", "Organisation code"),
        "600037341",
        usci.check_organisation_code,
    ),
    Kind(
        "resident_id",
        Text("居民身份证号", "Resident identity number"),
        "34010220000229777X",
        resident_id.check_resident_id,
        personal=True,
    ),
    Kind(
        "registration_no",
        Text("工商注册号（旧）", "Former registration number"),
        "340100000123453",
        registration_no.check_registration_no,
    ),
    Kind(
        "parcel_code",
        Text("宗地代码", "Parcel code"),
        "340104001003GB00012",
        realty.check_parcel_code,
    ),
    Kind(
        "realty_unit_code",
        Text("不动产单元代码", "Realty unit code"),
        "340104001003GB00012W00000000",
        realty.check_realty_unit_code,
    ),
    Kind(
        "realty_certificate",
        Text("不动产权证号", "Title certificate number"),
        "皖(2023)合肥市不动产权第0000121号",
        case_number.check_realty_certificate,
    ),
    Kind(
        "project_code",
        Text("投资项目统一代码", "Project code"),
        "2310-340104-04-01-123456",
        project_code.check_project_code,
    ),
    Kind(
        "vin",
        Text("车辆识别代号", "Vehicle identification number"),
        "LJ1TESTA4PA000002",
        vin.check_vin,
    ),
    Kind("plate_no", Text("机动车号牌", "Vehicle plate"), "皖AD12345", plate_no.check_plate_no),
    Kind(
        "beidou_grid",
        Text("北斗网格位置码", "BeiDou grid code"),
        "N50H672D9932",
        beidou.check_beidou_grid,
    ),
    Kind(
        "elicence",
        Text("电子证照标识", "Electronic licence identifier"),
        "1.2.156.3005.2.11100000MB03271699001.1134010000298623XT.34010420230000001.001.I",
        elicence.check_elicence,
    ),
    Kind(
        "land_code",
        Text("土地码", "Land code"),
        "340104N50H672793C010230012K",
        land_code.check_land_code,
    ),
    Kind(
        "patent_no",
        Text("专利申请号", "Patent application number"),
        "202310001234.7",
        patent_no.check_patent_no,
    ),
    Kind(
        "service_item",
        Text("政务服务事项编码", "Service item code"),
        "340131001000",
        service_item.check_service_item,
    ),
    Kind(
        "case_number",
        Text("办件（案件）编号", "Case number"),
        "2023101934010401010000019",
        case_number.check_case_number,
    ),
    Kind(
        "court_case",
        Text("法院案号", "Court case number"),
        "(2023)皖0202民初1234号",
        case_number.check_court_case,
    ),
    Kind("phone", Text("联系电话", "Phone"), "13900001234", light.check_phone, personal=True),
    Kind("region", Text("行政区划代码", "Region code"), "340104", light.check_region),
    Kind("industry", Text("国民经济行业代码", "Industry code"), "C3911", light.check_industry),
    Kind(
        "passport",
        Text("护照号码", "Passport number"),
        "E12345678",
        light.check_passport,
        personal=True,
    ),
    Kind(
        "bank_account",
        Text("银行账号", "Bank account"),
        "1302010109000000001",
        light.check_bank_account,
        personal=True,
    ),
    Kind("country", Text("国家（地区）代码", "Country code"), "GBR", light.check_country),
    Kind(
        "occupation",
        Text("职业代码", "Occupation code"),
        "2-02-10",
        light.check_occupation,
        keeps_case=True,
    ),
)
KINDS: dict[str, Kind] = {kind.key: kind for kind in _KINDS}


def find_kind(key: str) -> Kind:
    """The kind of that key. Raises NotFound, naming the nearest ones."""
    kind = KINDS.get(key)
    if kind is not None:
        return kind
    near = get_close_matches(key, KINDS, n=3, cutoff=0.4) or list(KINDS)
    raise NotFound(
        "codes.unknown_kind",
        Text(f"没有“{key}”这种代码", f"there is no kind of code '{key}'"),
        data={"kind": key, "nearest": near},
        remedy=Text(f"可用：{'、'.join(near)}", f"try {', '.join(near)}"),
    )


def check_code(
    kind: str,
    value: str,
    *,
    today: date | None = None,
    strict: bool = False,
    lookups: Lookups = NO_LOOKUPS,
) -> CodeResult:
    """Whether `value` is a code of `kind`, what it means, and what is wrong where.

    A person typing is warned of what real codes are known to break; with `strict` (programs) that is an error.
    `lookups` gives names of tables (`region`, `industry_section`, `industry_division`, `occupation`).
    Raises NotFound for an unknown kind.
    """
    known = find_kind(kind)
    text = "".join(fold(value).split())
    read = Reading(
        text if known.keeps_case else text.upper(), Setting(today or clock.today(), strict, lookups)
    )
    if not text:
        read.error("empty", f"没有填写{known.name.zh}", f"no {known.name.en.lower()} was given")
    else:
        known.check(read)
    if known.personal and not read.shown:
        # What is wrong may still be somebody's: shown no more of than of a right one.
        read.shown = mask_ends(read.value)
    return read.result(kind)


def show_code(kind: str, value: str) -> str:
    """`value` as screens show it: grouped, or masked where it is personal. Raises NotFound for an unknown kind."""
    return check_code(kind, value).shown
