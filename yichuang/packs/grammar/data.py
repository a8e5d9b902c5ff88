"""Places of the dictionary and of data/: subjects and their data."""

from __future__ import annotations

from yichuang.packs.grammar.notation import MAY_BE_NAMED, NAMED, REMARKS, place

SUBJECT = place("subject", "主体", "a kind of subject", like=MAY_BE_NAMED + REMARKS, table="""
subject+subject text ; 主体名 ; key of the subject
extends+subject ref subject ; 为词典中的主体增加数据 ; adds data to a subject of the dictionary
identified_by text ; 以哪个数据识别 ; the datum that identifies it
data* map datum ; 数据 ; its data
""")  # fmt: skip

DATUM = place("datum", "数据项", "a datum", like=NAMED + REMARKS, table="""
type* type ; 类型 ; type
owner+source owner ; 谁提供 ; who supplies it
computed+source computed ; 由规则或表算出 ; computed by a table or an expression
sensitivity word sensitivity ; 敏感程度，缺省 internal ; how sensitive, internal if not said
valid_for value span ; 有效期 ; how long it stays valid
period word period ; 按年 ; yearly data
choices map choice ; 选项名称，每个选项都要有 ; names of the choices, one for each
members map member ; 组的成员，各为 yes_no ; members of a group, yes_no each
record map record_field ; 清单各条的字段 ; fields of the entries of a list
precedence texts ; 来源优先次序 ; order of sources
hint text ; 填写提示 ; hint for those who fill it
hint_en text ; 英文提示 ; the hint in English
sealed_until value moment ; 何时之前不可见 ; the moment until which it is sealed
""")  # fmt: skip

RECORD_FIELD = place("record_field", "清单字段", "a field of a record", like=NAMED + REMARKS, table="""
type* type ; 类型 ; type
computed computed ; 由表达式算出 ; computed
choices map choice ; 选项名称，每个选项都要有 ; names of the choices, one for each
members map member ; 组的成员 ; members of a group
""")  # fmt: skip

MEMBER = place("member", "组的成员", "a member of a group", like=NAMED + REMARKS, table="""
type* type ; 类型 ; type
""")  # fmt: skip

CHOICE = place("choice", "选项", "a choice", like=NAMED + REMARKS, table="")

PLACES = (SUBJECT, DATUM, RECORD_FIELD, MEMBER, CHOICE)
