"""BeiDou grid codes (GB/T 39409-2020, CGCS2000): ten levels, exact arithmetic in fractions of a second.

Codes of the north-eastern quarter of the globe are made and read; of the others only the form is checked,
because their numbering is mirrored and nothing here lies there.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from yichuang.engines.codes.result import Reading

LENGTHS = (4, 6, 7, 9, 11, 12, 14, 16, 18, 20)
HEX = "0123456789ABCDEF"
LATITUDES = "ABCDEFGHIJKLMNOPQRSTUV"
# What each level divides its parent into (east, north), how many characters it adds, whether in Z order.
_STEPS = (
    (12, 8, False),
    (2, 3, True),
    (15, 10, False),
    (15, 15, False),
    (2, 2, True),
    (8, 8, False),
    (8, 8, False),
    (8, 8, False),
    (8, 8, False),
)
WIDTH = Fraction(6 * 3600)
HEIGHT = Fraction(4 * 3600)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the grid: its south-western corner and its size, in degrees, exact."""

    south: Fraction
    west: Fraction
    height: Fraction
    width: Fraction
    level: int

    @property
    def centre(self) -> tuple[Fraction, Fraction]:
        """Latitude and longitude of the middle, degrees."""
        return self.south + self.height / 2, self.west + self.width / 2


def encode(
    lat: Fraction | Decimal | int | str, lon: Fraction | Decimal | int | str, level: int
) -> str:
    """The code of the cell that holds a point (degrees north and east). Raises ValueError outside 0-88 N, 0-180 E."""
    north, east = Fraction(lat) * 3600, Fraction(lon) * 3600
    if not (0 <= north < 88 * 3600 and 0 <= east < 180 * 3600):
        raise ValueError(
            "only points between 0 and 88 degrees north, 0 and 180 east have a code here"
        )
    if not 1 <= level <= len(LENGTHS):
        raise ValueError("a level is 1 to 10")
    x, east = divmod(east, WIDTH)
    y, north = divmod(north, HEIGHT)
    code = f"N{x + 31:02d}{LATITUDES[y]}"
    width, height = WIDTH, HEIGHT
    for across, up, z_order in _STEPS[: level - 1]:
        width, height = width / across, height / up
        x, east = divmod(east, width)
        y, north = divmod(north, height)
        code += str(y * 2 + x) if z_order else HEX[x] + HEX[y]
    return code


def decode(code: str) -> Cell:
    """The cell of a code. Raises ValueError, naming the place, where the code is not of the north-eastern quarter."""
    fault = find_fault(code)
    if fault is not None:
        raise ValueError(f"place {fault[0]}: {fault[2]}")
    column = int(code[1:3])
    if code[0] != "N" or column < 31:
        raise ValueError("only codes of the north-eastern quarter are read")
    width, height = WIDTH, HEIGHT
    west, south = (column - 31) * width, LATITUDES.index(code[3]) * height
    place = 4
    level = LENGTHS.index(len(code)) + 1
    for across, up, z_order in _STEPS[: level - 1]:
        width, height = width / across, height / up
        if z_order:
            y, x = divmod(int(code[place]), 2)
        else:
            x, y = HEX.index(code[place]), HEX.index(code[place + 1])
        west, south = west + x * width, south + y * height
        place += 1 if z_order else 2
    return Cell(south / 3600, west / 3600, height / 3600, width / 3600, level)


def find_fault(code: str) -> tuple[int, str, str] | None:
    """The first place that cannot stand in a grid code, with the reason in Chinese and English; None if all stand."""
    if code[:1] not in ("N", "S") or not code:
        return 1, "首位应为 N 或 S", "the first character is N or S"
    column = code[1:3]
    if not (
        len(column) == 2 and column.isascii() and column.isdecimal() and 1 <= int(column) <= 60
    ):
        return 2, "第 2、3 位应为经度带 01–60", "places 2 and 3 are the column, 01 to 60"
    if code[3:4] not in LATITUDES or len(code) < 4:
        return 4, "第 4 位应为纬度带字母 A–V", "place 4 is the row, A to V"
    if len(code) not in LENGTHS:
        wanted = "、".join(map(str, LENGTHS))
        return (
            len(code),
            f"长度 {len(code)} 不成级：应为 {wanted} 位",
            f"no level has {len(code)} characters",
        )
    return _find_fault_below(code)


def _find_fault_below(code: str) -> tuple[int, str, str] | None:
    place = 4
    for across, up, z_order in _STEPS[: LENGTHS.index(len(code))]:
        limits = (across * up,) if z_order else (across, up)
        for limit in limits:
            if code[place] not in HEX[:limit]:
                last = HEX[limit - 1]
                return (
                    place + 1,
                    f"第 {place + 1} 位应为 0–{last}",
                    f"place {place + 1} is 0 to {last}",
                )
            place += 1
    return None


def check_beidou_grid(read: Reading) -> None:
    """Read a grid code: level, middle and size of its cell."""
    code = read.value
    fault = find_fault(code)
    if fault is not None:
        place, zh, en = fault
        read.error("grid", zh, en, place)
        return
    level = LENGTHS.index(len(code)) + 1
    read.say("网格级别", "Level", str(level))
    if code[0] != "N" or int(code[1:3]) < 31:
        read.warn(
            "outside",
            "不在东北半球，只核对了格式",
            "not in the north-eastern quarter: form only",
            1,
        )
        return
    lat, lon = decode(code).centre
    read.say("网格中心", "Middle of the cell", f"{float(lat):.6f}N, {float(lon):.6f}E")
    if not (
        Fraction("29.4") <= lat <= Fraction("34.7")
        and Fraction("114.9") <= lon <= Fraction("119.7")
    ):
        read.warn(
            "outside",
            "网格中心不在安徽省范围内，请核对",
            "the cell lies outside Anhui: please look again",
            2,
        )
