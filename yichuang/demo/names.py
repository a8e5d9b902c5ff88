"""Made-up people and firms that sound like Anhui and are marked as made up; codes whose check characters hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from yichuang.engines.codes import make_mod_11_2, make_organisation_check, make_usci_check

MARK = "(测试)"
_FAMILY = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史"
)
_GIVEN = (
    "伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 霞 平 刚 桂英 建国 建华 志强 志远 "
    "文静 文博 晓燕 晓东 海燕 海涛 玉兰 玉梅 春梅 秀英 国庆 国强 永红 永康 立新 立群 思远 "
    "思雨 子涵 子轩 雨桐 雨欣 浩然 浩宇 欣怡 嘉怡 嘉豪 俊杰 俊峰 雪梅 丽华 爱华 爱民 安宁 "
    "安然 明辉 明月 卫东 卫国 启明 启航 宏伟 宏图 庆龄 庆丰 守信 守正 怀远 怀民 可心 可欣"
).split()
_FIRM_WORDS = (
    "江淮 徽源 皖江 巢湖 天柱 黄山 琅琊 采石 九华 淮河 新安 大别 龙眠 敬亭 醉翁 亳都 颍川 "
    "姑孰 长临 滨湖 科瑞 恒信 华晟 鼎新 安泰 中徽 同创 远景 启明 万通 金禾 鸿翔 博远 永泰 "
    "信达 盛和 瑞丰 嘉诚 东升 卓越"
).split()
# Line of business, class of GB/T 4754-2017 that the national list has, what goes into the name.
_TRADES = (
    ("C1499", "食品"),
    ("C1361", "水产"),
    ("C1751", "纺织"),
    ("C1810", "服饰"),
    ("C2631", "新材料"),
    ("C2927", "塑业"),
    ("C3311", "金属"),
    ("C3491", "机器人"),
    ("C3670", "汽车零部件"),
    ("C3831", "电缆"),
    ("C3851", "家电"),
    ("C3974", "显示"),
    ("C3975", "光电"),
    ("F5191", "商贸"),
    ("F5212", "便利连锁"),
    ("H6210", "餐饮"),
    ("I6513", "软件"),
    ("L7291", "会展"),
    ("M7320", "研究"),
)
_USCI_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass(frozen=True, slots=True)
class Firm:
    """A made-up enterprise: its code, name, county, line of business and size."""

    code: str
    name: str
    county: str
    industry: str
    employees: int
    revenue: int
    assets: int
    founded: date


class Names:
    """Names and codes from one seed; none is given twice."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self._people: set[str] = set()
        self._firms: set[str] = set()
        self._serial = 0

    def person(self) -> str:
        """A name of two or three characters that nobody else here has."""
        while True:
            name = self.chance.choice(_FAMILY) + self.chance.choice(_GIVEN)
            if len(self._people) > len(_FAMILY) * len(_GIVEN) // 2:
                name += self.chance.choice("安宁华文清")
            if name not in self._people:
                self._people.add(name)
                return name

    def firm(self, city: str, county: str) -> Firm:
        """An enterprise in a county of a city (its name as people say it)."""
        while True:
            word, (industry, trade) = (
                self.chance.choice(_FIRM_WORDS),
                self.chance.choice(_TRADES),
            )
            name = f"{city}{word}{trade}有限公司{MARK}"
            if name not in self._firms:
                self._firms.add(name)
                break
        employees = self.chance.choice((6, 12, 19, 45, 68, 120, 260, 420, 980, 1800))
        revenue = employees * self.chance.randint(30, 160)
        founded = date(self.chance.randint(1998, 2022), self.chance.randint(1, 12), 15)
        code = self.usci(county)
        assets = revenue * self.chance.randint(60, 140) // 100
        return Firm(code, name, county, industry, employees, revenue, assets, founded)

    def usci(self, county: str) -> str:
        """A code of an enterprise registered in a county (GB 32100-2015, both check characters right)."""
        self._serial += 1
        tail = "".join(self.chance.choice(_USCI_DIGITS) for _ in range(3))
        organisation = f"MA{self._serial:03d}{tail}"
        body = f"91{county}{organisation}{make_organisation_check(organisation)}"
        return body + make_usci_check(body)

    def resident_id(self, county: str) -> str:
        """An identity number of somebody born in a county (GB 11643, check character right)."""
        self._serial += 1
        born = date(
            self.chance.randint(1960, 2003), self.chance.randint(1, 12), self.chance.randint(1, 28)
        )
        body = f"{county}{born:%Y%m%d}{self._serial % 1000:03d}"
        return body + make_mod_11_2(body)

    def phone(self) -> str:
        """A number of a range that is given to nobody."""
        return f"1390000{self.chance.randint(0, 9999):04d}"


def department_usci(region: str, serial: int) -> str:
    """A code of a public body (11 and region), its check characters right."""
    organisation = f"00{serial:06d}"
    body = f"11{region}{organisation}{make_organisation_check(organisation)}"
    return body + make_usci_check(body)
