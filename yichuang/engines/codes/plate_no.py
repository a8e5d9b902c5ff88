"""Vehicle plates (GA 36): ordinary ones of 7 characters, new-energy ones of 8."""

from __future__ import annotations

from yichuang.base.text import Text
from yichuang.engines.codes.result import DIGITS, LETTERS, Reading

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
PLATE_LETTERS = "".join(char for char in LETTERS if char not in "IO")
BATTERY = "DABCE"
OTHER_ENERGY = "FGHJK"
ANHUI = dict(
    zip(
        "ABCDEFGHJKLMNPRSQ",
        (
            Text("合肥", "Hefei"),
            Text("芜湖", "Wuhu"),
            Text("蚌埠", "Bengbu"),
            Text("淮南", "Huainan"),
            Text("马鞍山", "Ma'anshan"),
            Text("淮北", "Huaibei"),
            Text("铜陵", "Tongling"),
            Text("安庆", "Anqing"),
            Text("黄山", "Huangshan"),
            Text("阜阳", "Fuyang"),
            Text("宿州", "Suzhou"),
            Text("滁州", "Chuzhou"),
            Text("六安", "Lu'an"),
            Text("宣城", "Xuancheng"),
            Text("池州", "Chizhou"),
            Text("亳州", "Bozhou"),
            Text("原巢湖", "formerly Chaohu"),
        ),
        strict=True,
    )
)
_UNUSED = "号牌不用字母 I、O", "the letters I and O are not used"


def check_plate_no(read: Reading) -> None:
    """Read a plate. Seven characters are an ordinary plate even if the third is an energy letter."""
    text = read.value
    if text and text[0] not in PROVINCES:
        hint = "（是否为“皖”？）" if text[0] in "晥睆浣" else ""
        read.error(
            "province",
            f"第 1 位“{text[0]}”不是省份简称{hint}",
            f"'{text[0]}' at place 1 is not the short name of a province",
            1,
        )
    good = read.length(7, 8) and not read.failed
    good &= read.alphabet(
        PLATE_LETTERS, 2, 2, "第 2 位为发牌机关字母", "place 2 is the office's letter"
    )
    good &= read.alphabet(DIGITS + PLATE_LETTERS, 3, 8, *_UNUSED)
    if not good:
        return
    office = ANHUI.get(text[1]) if text[0] == "皖" else None
    read.say("发牌机关", "Issued by", text[:2], office)
    if text[0] == "皖" and office is None:
        read.warn("office", f"皖{text[1]} 不是已知的发牌机关", f"皖{text[1]} is no known office", 2)
    read.shown = f"{text[:2]}·{text[2:]}"
    (_ordinary if len(text) == 7 else _new_energy)(read)


def _ordinary(read: Reading) -> None:
    letters = [place for place, char in enumerate(read.value[2:], 3) if char in LETTERS]
    if len(letters) > 2:
        read.error(
            "letters",
            f"普通号牌后 5 位最多 2 个字母，第 {letters[2]} 位是第 3 个",
            f"an ordinary plate has two letters at most, place {letters[2]} is the third",
            letters[2],
        )
        return
    read.say("种类", "Kind", read.value[2:], Text("普通号牌", "Ordinary plate"))


def _new_energy(read: Reading) -> None:
    text = read.value
    energies = BATTERY + OTHER_ENERGY
    small = text[2] in energies and text[4:].isdigit()
    large = text[7] in energies and text[2:7].isdigit()
    if not (small or large):
        place = 3 if text[3:].isdigit() or text[2] in LETTERS else 8
        read.error(
            "energy",
            f"8 位号牌为新能源号牌：小型车第 3 位、大型车第 8 位须为能源字母（{energies}），"
            f"第 {place} 位“{text[place - 1]}”不是或其余不是数字",
            "a plate of 8 is for new energy: place 3 (small) or 8 (large) must be one of "
            f"{energies} with digits beside it; place {place} is '{text[place - 1]}'",
            place,
        )
        return
    letter = text[2] if small else text[7]
    size = (
        Text("小型新能源汽车", "Small new-energy car")
        if small
        else Text("大型新能源汽车", "Large new-energy vehicle")
    )
    read.say("种类", "Kind", text[2:], size)
    battery = letter in BATTERY
    energy = Text("纯电动", "battery") if battery else Text("非纯电动", "plug-in or fuel cell")
    read.say("能源", "Energy", letter, energy)
