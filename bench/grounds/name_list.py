"""Names of made-up enterprises in the manner of the register, from a seed."""

from __future__ import annotations

import random

SEED = 20231019
PLACES = "合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 阜阳 宿州 滁州 六安 宣城 池州 亳州 肥西 长丰 天长 来安".split()
FIRST = "安和华中明新天恒瑞宏泰鑫永盛正德金科东方江淮庐皖徽星云海辰创启"
SECOND = "达远信成业诚丰源隆兴通润康景阳光辉腾飞翔立邦凯利昌荣健源宇博"
TRADES = (
    "新能源汽车 智能装备 生物医药 电子科技 建筑工程 精密机械 现代农业 物流运输 环保设备 软件开发 电力工程 食品加工 "
    "半导体材料 商务咨询 文化传媒 纺织服装 化工产品 不动产评估 招标代理 人力资源"
).split()
ENDS = ("有限公司", "股份有限公司", "科技有限公司", "集团有限公司", "合作社")


def make_names(count: int, seed: int = SEED) -> tuple[str, ...]:
    """`count` different names."""
    chance = random.Random(seed)
    names: dict[str, None] = {}
    while len(names) < count:
        word = "".join(
            chance.choice(signs) for signs in (FIRST, SECOND, FIRST)[: chance.choice((2, 2, 3))]
        )
        names[f"{chance.choice(PLACES)}{word}{chance.choice(TRADES)}{chance.choice(ENDS)}"] = None
    return tuple(names)


def make_words(
    names: tuple[str, ...], length: int, count: int, seed: int = SEED
) -> tuple[str, ...]:
    """`count` different words of `length` characters out of the middle of names, as people type them."""
    chance = random.Random(seed + length)
    words: dict[str, None] = {}
    while len(words) < count:
        name = chance.choice(names)
        begin = chance.randrange(len(name) - length + 1)
        words[name[begin : begin + length]] = None
    return tuple(words)
