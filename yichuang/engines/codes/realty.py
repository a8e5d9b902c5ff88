"""Parcel code (19 places) and code of a realty unit (28 places), GB/T 37346-2019. Neither has a check character."""

from __future__ import annotations

from yichuang.base.text import Text
from yichuang.engines.codes.result import DIGITS, LETTERS, Reading

OWNERSHIP = {
    "G": Text("国家土地所有权", "State-owned land"),
    "J": Text("集体土地所有权", "Collectively owned land"),
    "Z": Text("所有权未确定或有争议", "Ownership unsettled or disputed"),
}
RIGHTS = {
    "A": Text("集体土地所有权宗地", "Collective ownership"),
    "B": Text("建设用地使用权宗地（地表）", "Right to use land for building (surface)"),
    "S": Text("建设用地使用权宗地（地上）", "Right to use land for building (above ground)"),
    "X": Text("建设用地使用权宗地（地下）", "Right to use land for building (below ground)"),
    "C": Text("宅基地使用权宗地", "Homestead"),
    "D": Text("土地承包经营权宗地（耕地）", "Contracted arable land"),
    "E": Text("土地承包经营权宗地（林地）", "Contracted woodland"),
    "F": Text("土地承包经营权宗地（草地）", "Contracted grassland"),
    "L": Text("林地使用权宗地", "Woodland use"),
    "N": Text("其他农用地使用权宗地", "Other farmland use"),
    "H": Text("海域使用权宗海", "Sea area"),
    "G": Text("无居民海岛使用权", "Uninhabited island"),
    "W": Text("使用权未确定或有争议的宗地", "Use unsettled or disputed"),
    "Y": Text("其他使用权宗地", "Other use"),
}
FIXTURES = {
    "F": Text("房屋等建筑物、构筑物", "Building"),
    "L": Text("森林或林木", "Trees"),
    "Q": Text("其他定着物", "Other fixture"),
    "W": Text("无定着物", "No fixture"),
}
# Right (second feature letter) and fixture that may stand together.
COMBINATIONS = frozenset(
    "AW BW BF BQ CW CF CQ DW EL EQ EW FW GW GF GL GQ HW HF HL HQ LL LQ LW NW "
    "SW SF SQ XW XF XQ YW".split()
)
_NUMBER_PLACES = ((1, 12), (15, 19))


def check_parcel_code(read: Reading) -> None:
    """Read a parcel code of 19 places; shown in groups of 6, 6 and 7."""
    if read.length(19):
        _read_parcel(read)
        _group(read)


def check_realty_unit_code(read: Reading) -> None:
    """Read a code of a realty unit, 28 places; shown in groups of 6, 6, 7 and 9."""
    if not (read.length(28) and _read_parcel(read)):
        return
    text = read.value
    good = read.alphabet("FLQW", 20, 20, "定着物特征码为 F、L、Q、W", "the fixture is F, L, Q or W")
    good &= read.alphabet(DIGITS, 21, 28, "定着物单元号为数字", "the number of the unit is digits")
    if not good:
        return
    right, fixture, unit = text[13], text[19], text[20:]
    read.say("定着物", "Fixture", fixture, FIXTURES[fixture])
    if fixture == "F":
        read.say("幢号", "Building", unit[:4])
        read.say("户号", "Unit", unit[4:])
    elif fixture == "W" and unit != "00000000":
        read.error(
            "unit",
            "定着物特征码为 W（无定着物）时，后 8 位应为 00000000",
            "with W (no fixture) the last 8 places must be 00000000",
            21,
        )
    if right + fixture not in COMBINATIONS:
        _unusual(read, right, fixture)
    _group(read)


def parcel_unit_of(unit_code: str) -> str:
    """The code of the unit of the parcel under a house: the first 19 places and `W00000000`."""
    return unit_code[:19] + "W00000000"


def _unusual(read: Reading, right: str, fixture: str) -> None:
    zh = f"宗地特征 {right} 与定着物 {fixture} 的组合不在国家标准的组合表中"
    en = f"right {right} and fixture {fixture} do not stand together in the standard's table"
    if right == "W":
        # Disputed parcels are registered before their right is settled.
        read.warn("combination", zh, en, 20)
    else:
        read.error("combination", zh, en, 20)


def _read_parcel(read: Reading) -> bool:
    text = read.value
    good = True
    for start, end in _NUMBER_PLACES:
        good &= read.alphabet(DIGITS, start, end, "此段为数字", "this part is digits")
    good &= read.alphabet("GJZ", 13, 13, "所有权特征为 G、J、Z", "the ownership is G, J or Z")
    letters = "".join(c for c in LETTERS if c in RIGHTS)
    good &= read.alphabet(
        letters, 14, 14, f"使用权特征为 {letters} 之一", f"the right is one of {letters}"
    )
    if not good:
        return False
    owner, right = text[12], text[13]
    if right in "AC" and owner != "J":
        read.error(
            "combination",
            f"第 13、14 位 {owner}{right} 不成立：{RIGHTS[right].zh}只能用于集体土地（J）",
            f"{owner}{right} at places 13 and 14 cannot be: {RIGHTS[right].en} exists on collective land (J) only",
            14,
        )
        return False
    read.region(text[:6], 1)
    read.say("地籍区", "Cadastral zone", text[6:9])
    read.say("地籍子区", "Cadastral sub-zone", text[9:12])
    read.say("所有权", "Ownership", owner, OWNERSHIP[owner])
    read.say("使用权", "Right", right, RIGHTS[right])
    read.say("宗地顺序号", "Parcel number", text[14:19])
    return True


def _group(read: Reading) -> None:
    text = read.value
    groups = (text[:6], text[6:12], text[12:19], text[19:])
    read.shown = " ".join(group for group in groups if group)
