"""The land code that one parcel keeps for life: where it lies, what it is for, when and as what it was approved.

The scheme is the platform's own (docs/decisions/0020-land-code.md): no official one is published.
"""

from __future__ import annotations

from yichuang.base.text import Text
from yichuang.engines.codes import beidou, check_digit
from yichuang.engines.codes.result import DIGITS, Reading

# First level of the classes of land and sea use.
USES = {
    "01": Text("耕地", "Arable land"),
    "02": Text("园地", "Orchards"),
    "03": Text("林地", "Woodland"),
    "04": Text("草地", "Grassland"),
    "05": Text("湿地", "Wetland"),
    "06": Text("农业设施建设用地", "Farm facilities"),
    "07": Text("居住用地", "Housing"),
    "08": Text("公共管理与公共服务用地", "Public services"),
    "09": Text("商业服务业用地", "Commerce"),
    "10": Text("工矿用地", "Industry and mining"),
    "11": Text("仓储用地", "Storage"),
    "12": Text("交通运输用地", "Transport"),
    "13": Text("公用设施用地", "Utilities"),
    "14": Text("绿地与开敞空间用地", "Green and open space"),
    "15": Text("特殊用地", "Special use"),
    "16": Text("留白用地", "Reserved"),
    "17": Text("陆地水域", "Inland water"),
    "18": Text("渔业用海", "Fishery sea"),
    "19": Text("工矿通信用海", "Industrial sea"),
    "20": Text("交通运输用海", "Transport sea"),
    "21": Text("游憩用海", "Leisure sea"),
    "22": Text("特殊用海", "Special sea"),
    "23": Text("其他土地", "Other land"),
    "24": Text("其他海域", "Other sea"),
}
_GRID = slice(6, 18)


def make_land_code(region: str, grid: str, use: str, year: int, serial: int) -> str:
    """A land code: region, grid cell of the middle at level 6, class of use, year, serial within region and year.

    Raises ValueError for parts that cannot stand.
    """
    if not (len(region) == 6 and region.isascii() and region.isdecimal()):
        raise ValueError("a region is six digits")
    if len(grid) != 12 or grid[0] != "N" or beidou.find_fault(grid) is not None:
        raise ValueError("the place is a BeiDou grid code of level 6, north of the equator")
    if use not in USES:
        raise ValueError("the use is a class of the first level, 01 to 24")
    if not (2000 <= year <= 2099 and 1 <= serial <= 9999):
        raise ValueError("year 2000 to 2099, serial 1 to 9999")
    body = f"{region}{grid}{use}{year % 100:02d}{serial:04d}"
    return body + check_digit.make_mod_37_36(body)


def check_land_code(read: Reading) -> None:
    """Read a land code; shown in groups."""
    text = read.value
    good = read.length(27)
    good &= read.alphabet(DIGITS, 1, 6, "前 6 位为区划数字", "the first 6 places are digits")
    if not good:
        return
    good &= read.alphabet(
        DIGITS, 19, 26, "用途、年份、序号为数字", "use, year and serial are digits"
    )
    fault = beidou.find_fault(text[_GRID])
    if text[6] != "N":
        fault = 1, "网格码首位应为 N", "the grid code begins with N"
    if fault is not None:
        place, zh, en = fault
        read.error("grid", f"网格码：{zh}", f"grid code: {en}", 6 + place)
        return
    if not good:
        return
    read.region(text[:6], 1)
    lat, lon = beidou.decode(text[_GRID]).centre
    read.say("位置", "Place", text[_GRID], Text(f"{float(lat):.5f}N, {float(lon):.5f}E"))
    if text[18:20] not in USES:
        read.error(
            "use", f"用途码 {text[18:20]} 不存在", f"there is no class of use {text[18:20]}", 19
        )
    read.say("用途", "Use", text[18:20], USES.get(text[18:20]))
    read.say("赋码年份", "Given in", f"20{text[20:22]}")
    read.say("序号", "Serial", text[22:26])
    read.shown = " ".join((text[:6], text[_GRID], text[18:22], text[22:]))
    if not check_digit.holds_mod_37_36(text):
        read.error(
            "check",
            "第 27 位校验码与前 26 位不符",
            "the check character at place 27 does not fit the first 26",
            27,
        )
