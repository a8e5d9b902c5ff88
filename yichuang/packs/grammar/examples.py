"""Places of examples/: bases, examples and their variants."""

from __future__ import annotations

from yichuang.packs.grammar.notation import MAY_BE_NAMED, REMARKS, place

GIVEN = """
on day ; 受理日 ; day of receipt
region text ; 地区代码 ; region
city text ; 以哪个城市的参数 ; the city whose parameters hold
parameters map text ; 参数值 ; values of parameters
given given ; 已知的事实 ; facts
papers map text ; 材料：present、absent、signed ; materials
"""

FACTS = MAY_BE_NAMED + REMARKS + GIVEN

BASE = place("base", "示例的底", "a base of examples", like=FACTS, order="zh en base", table="""
base ref base ; 建立在哪个之上 ; what it builds on
""")  # fmt: skip

BASES = place("bases", "示例的底", "bases of examples", like=REMARKS, table="""
bases* map base ; 各个底 ; the bases
""")  # fmt: skip

SCRIPT = """
mode word mode ; formal、simulated ; mode
proves refs clause ; 证明哪些条款 ; clauses it proves
do do ; 依次做什么 ; what is done
expect* expect ; 应得什么 ; what must come out
"""

ORDER = "zh en proves item policy group table base mode on region city parameters given papers do expect variants"

EXAMPLE = place("example", "示例", "a worked example", like=FACTS + SCRIPT, order=ORDER, table="""
item+of ref item ; 哪个事项 ; which item
policy+of ref policy ; 哪条政策 ; which policy
group+of ref group ; 哪个互斥组 ; which group
table+of ref table ; 哪张表 ; which table
base ref base ; 建立在哪个之上 ; what it builds on
variants map variant ; 变体 ; variants
""")  # fmt: skip

VARIANT = place("variant", "变体", "a variant", like=FACTS + SCRIPT, order=ORDER, table="")

PLACES = (BASE, BASES, EXAMPLE, VARIANT)
