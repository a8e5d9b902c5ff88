"""Places of measure.yaml: the measure, its clauses, posts, parameters, tables and indicators."""

from __future__ import annotations

from yichuang.packs.grammar.notation import MAY_BE_NAMED, NAMED, REMARKS, place

MEASURE = place(
    "measure", "一项举措", "a measure of the notice", like=NAMED + REMARKS, table="""
measure* text ; 举措编号，如 C03 ; number of the measure, such as C03
stage word stage ; ready 可以发布，draft 还不行（缺省） ; ready may be published, draft (the default) may not
source* text ; 文件和条款 ; document and section
province_department* ref department ; 省级牵头部门 ; the province's lead department
departments refs department ; 参与部门 ; departments that take part
pilots texts ; 试点地区代码 ; codes of the pilot regions
needs map text ; 依赖的词典和其他包的版本 ; versions of the dictionary and of other packs it builds on
defaults place defaults ; 本包各事项共有的栏目 ; keys that every item of the pack shares
clauses* map clause ; 条款，编号如 C03.1 ; clauses, numbered like C03.1
posts map post ; 本包用到的岗位 ; posts that the pack brings
parameters map parameter ; 参数，城市可在界限内调整 ; values that a city may set within bounds
must_hold map must_hold ; 参数之间须成立的规则 ; rules that parameters must keep
tables map table ; 决策表和清单 ; decision tables and lists
indicators map indicator ; 由平台自身记录算出的指标 ; figures computed from the platform's own records
""")  # fmt: skip

CLAUSE = place("clause", "条款", "a clause", like=NAMED + REMARKS, table="""
text* notice ; 通知原文，逐字核对 ; the notice's own words, checked letter by letter
""")  # fmt: skip

POST = place("post", "岗位", "a post", like=NAMED + REMARKS, table="""
department value_ref department ; 所属部门和层级 ; its department and level
backup text ; yes 须设 B 岗，或 B 岗名称 ; yes where a B post is demanded, or its name
backup_after value span ; A 岗缺勤多久转 B 岗 ; after how long work goes to the B post
not_same_as refs post ; 同一案件中不得为同一人的岗位 ; posts that another person must hold in one case
""")  # fmt: skip

PARAMETER = place("parameter", "参数", "a parameter", like=NAMED + REMARKS, table="""
type* type ; 类型，带单位 ; type with unit
default+value literal ; 缺省值，unknown 只与 must_set 同用 ; default; unknown only with must_set
keyed+value file ; 按键取值的表 ; CSV of values by key, read as :name.key
bounds bounds ; 界限，如 1 working_days..20 working_days ; both ends, with units
city* word city ; 城市可否调整 ; whether a city may change it
source* text ; 依据 ; where it comes from
status* word status ; 是否已确认 ; whether it is confirmed
choices map choice ; 选项名称，每个选项都要有 ; names of the choices, one for each
""")  # fmt: skip

MUST_HOLD = place("must_hold", "参数须满足的规则", "a rule over parameters", like=MAY_BE_NAMED + REMARKS, table="""
rule* rule ; 规则 ; the rule
ground text ; 不成立时的说明 ; what is said where it fails
ground_en text ; 英文说明 ; the same in English
basis text ; 依据 ; basis
""")  # fmt: skip

TABLE = place("table", "决策表或清单", "a decision table or list", like=NAMED + REMARKS, table="""
file* file ; CSV 文件 ; the CSV
hits* word hits ; 命中方式 ; which hits count
dated_by name ; 按哪一天选行，缺省为受理日 ; the day that picks rows, the day of receipt if not said
also rule ; 每行另须成立的规则 ; a rule that every row needs too
key text ; 行的键所在列 ; the column that names a row
of name ; slices 所切分的数 ; the number that slices divide
public word public ; 是否公开 ; whether everyone may see it
city word table_city ; 城市可否增改 ; whether a city may add or replace
""")  # fmt: skip

INDICATOR = place("indicator", "指标", "an indicator", like=NAMED + REMARKS, table="""
of refs item ; 统计哪些事项 ; items counted
share+measure text ; 占比 ; a share
count+measure text ; 件数 ; a count
sum+measure text ; 合计 ; a sum
median+measure text ; 中位数 ; a median
value+measure text ; 取值 ; a value
outliers+measure text ; 离群 ; cases that stand apart
where rule ; 哪些算入 ; which count
among rule ; 在哪些之中 ; among which
by names ; 分组 ; grouped by
same names ; 视为同样事实的数据 ; data that make cases alike
goal text ; 期望的方向，或目标值 ; rise, fall, or the value aimed at
aim text ; 目标值 ; the value aimed at
""")  # fmt: skip

CODE_ENTRY = place(
    "code_entry", "代码项", "an entry of a code list", like=NAMED + REMARKS, table=""
)

PLACES = (MEASURE, CLAUSE, POST, PARAMETER, MUST_HOLD, TABLE, INDICATOR, CODE_ENTRY)
