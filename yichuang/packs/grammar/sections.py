"""Places of sections that blocks will own (policies, draws, accounts, reconcile) and of partners."""

from __future__ import annotations

from yichuang.packs.grammar.item import RULE_KEYS
from yichuang.packs.grammar.notation import MAY_BE_NAMED, NAMED, REMARKS, place

POLICY = place("policy", "一条政策", "a policy", like=NAMED + REMARKS, table="""
policy* text ; 政策名 ; key of the policy
number text ; 文号 ; number
level* word level ; 层级 ; level
region* text ; 适用地区 ; region
responsible* ref department ; 主管部门 ; responsible department
helpers refs department ; 协办部门 ; departments that help
from day ; 起 ; from
until day ; 止 ; until
source* text ; 出处 ; source
evidence* word evidence ; 真实或虚构 ; real or invented
for* kinds ; 对象 ; whom it serves
way* word way ; 免申、即申或限时 ; free, instant or timed
each loop ; 逐个计算 ; counted for each
once_per texts ; 每个只享一次 ; once for each
cap value money ; 上限 ; cap
cap_per texts ; 上限按什么计 ; cap for each
cap_total value money ; 总上限 ; cap over all
least value money ; 下限 ; least amount
below_least word below_least ; 低于下限时 ; below it
amount* value money ; 金额，judged 由人核定 ; amount; judged by people
budget value money ; 预算 ; budget
shares any ; 分担 ; shares of city and county
who* map who ; 条件 ; conditions
asks names ; 须填写的数据 ; data asked
materials map material ; 材料 ; materials
parameters map parameter ; 参数 ; parameters
""")  # fmt: skip

WHO = place("who", "享受条件", "a condition of a policy", like=MAY_BE_NAMED + REMARKS + RULE_KEYS,
            order="zh en each when rule level ground ground_en basis", table="""
rule* rule ; 规则 ; the rule
each text ; 只对逐个计算此类的政策 ; only for policies counted by this
""")  # fmt: skip

GROUPS = place("groups", "互斥组", "groups of policies", like=REMARKS, table="""
groups* map group ; 组 ; groups
""")  # fmt: skip

GROUP = place("group", "互斥组", "a group of policies", like=NAMED + REMARKS, table="""
of* map name ; 各政策的同一对象 ; the object of each policy
takes* word group_takes ; 怎样取 ; what is taken
tie text ; 相等时 ; ties
unknown_counts_as text ; 未知的按什么算 ; what an unknown member counts as
basis text ; 依据 ; basis
""")  # fmt: skip

COMMON = place("common", "通用规则", "what holds for all policies", like=NAMED + REMARKS, table="""
common* text ; 名称 ; its key
source text ; 出处 ; source
who* map who ; 条件 ; conditions
never_above texts ; 不得超过 ; never above
rounding text ; 取整 ; rounding
""")  # fmt: skip

DRAW_FILE = place("draw_file", "一次抽取", "a draw", like=NAMED + REMARKS, table="""
draw* text ; 抽取名 ; key of the draw
of* ref subject ; 抽什么 ; what is drawn
pool* place pool ; 抽取池 ; the pool
seats* value ; 几名 ; how many
unit text ; 单位 ; unit
quotas map quota ; 名额要求 ; quotas
avoid ref table ; 回避表 ; table of avoidance
avoid_levels texts ; 哪些级别须回避 ; levels that exclude
avoid_unknown word avoid_unknown ; 未知时 ; where it is unknown
alternates value ; 备选人数 ; alternates
order yes ; 是否排序 ; whether in order
seed place seed ; 随机种子 ; the seed
window place draw_window ; 抽取时间 ; when it is drawn
sealed_until value moment ; 何时之前封存 ; sealed until
sees_before text ; 谁可先见 ; who sees it before
replace place draw_replace ; 替换 ; replacement
""")  # fmt: skip

POOL = place("pool", "抽取池", "the pool", like=REMARKS, table="""
where rule ; 谁在池中 ; who is in it
basis text ; 依据 ; basis
frozen value moment ; 何时冻结 ; when it is frozen
published word published ; 公布什么 ; what is published
""")  # fmt: skip

QUOTA = place("quota", "名额要求", "a quota", like=NAMED + REMARKS, table="""
where rule ; 哪些人 ; which
per name ; 按什么 ; per what
for_each loop ; 逐个 ; for each
exactly value ; 恰好 ; exactly
at_least value ; 至少 ; at least
at_most value ; 至多 ; at most
basis text ; 依据 ; basis
""")  # fmt: skip

SEED = place("seed", "种子", "the seed", like=REMARKS, table="""
parts texts ; 由哪些组成 ; its parts
public_random text ; 公开随机数 ; the public random number
""")  # fmt: skip

DRAW_WINDOW = place("draw_window", "抽取时间", "when it is drawn", like=REMARKS, table="""
not_before value moment ; 不早于 ; not before
not_after value moment ; 不晚于 ; not after
""")  # fmt: skip

DRAW_REPLACE = place("draw_replace", "替换", "replacement", like=REMARKS, table="""
when texts ; 何种情形 ; when
from text ; 从何处 ; from where
reason word reason ; 理由 ; reason
""")  # fmt: skip

ACCOUNTS = place("accounts", "账户", "accounts", like=REMARKS, table="""
accounts+what map account ; 账户 ; accounts
reconcile+what map reconcile ; 对账 ; reconciliations
split map split ; 分账 ; splits
bank_file place bank_file ; 银行文件 ; bank file
""")  # fmt: skip

ACCOUNT = place("account", "账户", "an account", like=NAMED + REMARKS, table="""
holder value_ref department ; 户主 ; holder
overdraft word overdraft ; 可否透支 ; overdraft
opens_with text ; 以何开户 ; what opens it
one_per texts ; 每个一户 ; one for each
""")  # fmt: skip

SPLIT = place("split", "分账", "a split", like=NAMED + REMARKS, table="""
of* name ; 分什么 ; what is split
into* map value ; 分到哪些账户 ; into which accounts
remainder text ; 尾差 ; remainder
tie text ; 相等时 ; ties
""")  # fmt: skip

BANK_FILE = place("bank_file", "银行文件", "a bank file", like=REMARKS, table="""
format text ; 格式 ; format
key texts ; 键 ; key
""")  # fmt: skip

RECONCILE = place("reconcile", "对账", "a reconciliation", like=NAMED + REMARKS, table="""
at text ; 何时 ; when
parties texts ; 各方 ; parties
key name ; 键 ; key
compare names ; 比较什么 ; what is compared
of ref item ; 哪个事项 ; which item
difference then ; 有差异时 ; on a difference
goal text ; 目标 ; goal
""")  # fmt: skip

PARTNER = place("partner", "外部系统", "a foreign system", like=NAMED + REMARKS, table="""
partner* text ; 系统名 ; key of the system
messages* map message ; 消息 ; its messages
""")  # fmt: skip

MESSAGE = place("message", "消息", "a message", like=NAMED + REMARKS, table="""
direction word direction ; out 由平台发出（缺省），in 由对方发来 ; out from the platform (default), in from the partner
sends texts ; 送出的数据 ; data sent
yields texts ; 得到的数据 ; data that come back
answers_in value span ; 多久答复 ; answers within
idempotent yes ; 重复发送是否无害 ; whether sending twice is harmless
state text ; 询问状态的消息 ; the message that asks for its state
twin place twin ; 模拟对方的行为 ; how the simulated partner behaves
""")  # fmt: skip

TWIN = place("twin", "模拟对方", "a simulated partner", like=REMARKS, table="""
answers map text ; 答复 ; what it answers
after value span ; 多久之后 ; after what time
fails_first int ; 先失败几次 ; failures before it answers
doubles yes ; 是否重复答复 ; whether it answers twice
never yes ; 是否不答 ; whether it never answers
""")  # fmt: skip

PLACES = (
    POLICY, WHO, GROUPS, GROUP, COMMON, DRAW_FILE, POOL, QUOTA, SEED, DRAW_WINDOW, DRAW_REPLACE, ACCOUNTS, ACCOUNT,
    SPLIT, BANK_FILE, RECONCILE, PARTNER, MESSAGE, TWIN,
)  # fmt: skip
