"""Places of a plan: what every node may say, and what each kind adds."""

from __future__ import annotations

from yichuang.packs.grammar.notation import NAMED, REMARKS, place

OWN_HEAD = """
do* text ; 节点种类 ; kind of the node
optional yes ; 由人决定是否开启 ; opened by a person
opened_by refs people ; 谁可以开启 ; who may open it
only word mode ; 只在某种模式 ; in one mode only
after after ; 前序节点，rest 为其余全部 ; nodes before it; rest is all that nobody else waits for
when rule ; 何时进行 ; when it takes place
for_each loop ; 清单每项一个 ; one for each element
"""
OWN_TAIL = """
reads names ; 只读哪些 ; what alone it reads
limit value span ; 时限 ; its limit
statutory value span ; 法定时限 ; limit in law
statutory_basis text ; 法定依据 ; its basis
at_most value span ; 最长等待 ; the longest it may take
then then ; 到期怎么办 ; what then
takes word node_takes ; all：前序停止也进行 ; all: goes on although a predecessor stopped
redo word redo ; always：每次都重做 ; always: never carried over
beside yes ; 决定之后也可继续 ; goes on after the decision
into into ; 所得放入何处 ; where the answers go
sets map value ; 完成时写入的事实 ; facts set at settling
yields names ; 产生的事实 ; facts it yields
issues refs paper ; 出具的文书 ; papers it issues
result value ; 案件结果 ; the result of the case
clock text ; 共用时限的名称 ; name of a budget of time shared with other nodes
"""
HEAD = NAMED + OWN_HEAD
TAIL = REMARKS + OWN_TAIL
NODE = HEAD + TAIL

TASK = place("task", "人办理的节点", "a person decides", like=HEAD, tail=TAIL, table="""
department value_ref department ; 办理部门 ; the department
post ref post ; 办理岗位 ; the post
seats seats ; 会签的席位 ; seats of a countersigning
chair ref people ; 主持人 ; who chairs
passes seats_rule ; 怎样算通过 ; what passes
fails seats_rule ; 怎样算不通过 ; what fails
distinct yes ; 一人一席 ; one person, one seat
asks names ; 办理时须填写的数据 ; data asked of the person
asks_for ref table ; 按哪张表逐行询问 ; the table whose rows are asked
rule rule ; 完成前须成立的规则 ; must hold when it is completed
ground text ; 不成立时的说明 ; what is said where it does not
ground_en text ; 英文说明 ; the same in English
basis text ; 依据 ; basis
outcomes outcomes ; 结论及其作用 ; outcomes and their effect
redo_at_most value count ; 退回次数上限 ; how often it may be sent back
silent place silent ; 逾期不答视为什么 ; what silence means
proposes place proposes ; 系统建议 ; the proposal
may_not texts ; 不得做的事 ; what must not be done
on_refuse word on_refuse ; 有人反对时是否等齐意见 ; whether refusals are collected
sends refs_or_names paper ; 送出的文书 ; papers it sends
brings refs paper ; 带来的材料 ; papers it brings
checklist texts ; 核对单 ; checklist
opens refs any_item ; 开启的案件 ; items that it opens
gives map name ; 交给所开案件的数据 ; what the opened case receives
mode word node_mode ; commitment_check 承诺核查 ; commitment_check
broken place broken ; 承诺不实的后果 ; what a broken commitment does
""")  # fmt: skip

CHECK = place("check", "规则核对的节点", "rules decide", like=HEAD, tail=TAIL, table="""
rule rule ; 规则 ; the rule
findings map condition ; 逐项核对 ; findings
table ref table ; 按表核对 ; findings by a table
on_no then ; 不符 ; on a no
on_unknown then ; 缺数据 ; where a fact is missing
on_note then ; 有提示 ; on a note
on_person then ; 需要人看 ; where a person must look
on_block then ; 阻断 ; on a block
presume text ; 逾期视为受理：时限和依据 ; presumed after a time, with its basis
ranks text ; 排序 ; ranking
tie text ; 并列时 ; ties
keeps int ; 取前几名 ; how many are kept
department value_ref department ; 由谁处理 ; who looks
post ref post ; 由谁处理 ; who looks
""")  # fmt: skip

ASK = place("ask", "当事人做的节点", "a party acts", like=HEAD, tail=TAIL, table="""
party* party ; 谁 ; who
ask* word ask ; 填写、签名、缴费、表决或确认 ; fills, signs, pays, votes or confirms
fee ref fee ; 哪项收费 ; which fee
refund_on words on ; 哪些结果退费 ; results on which it is refunded
seats seats ; 表决席位 ; seats of a vote
choices loop ; 可选项 ; what may be chosen
choices_where rule ; 可选条件 ; which of them
passes seats_rule ; 怎样算通过 ; what passes
fails seats_rule ; 怎样算不通过 ; what fails
leaves_out rule ; 谁不参加 ; who is left out
rows loop ; 逐行填写 ; filled row by row
rows_where rule ; 哪些行 ; which rows
means text ; 以何种方式 ; by what means
may_dissent yes ; 可附异议 ; may dissent
blind blind ; yes，或 until 某时 ; yes, or until a moment
outcomes outcomes ; 结论及其作用 ; outcomes and their effect
redo_at_most value count ; 退回次数上限 ; how often it may be sent back
silent place silent ; 逾期不答视为什么 ; what silence means
sends refs_or_names paper ; 送出的文书 ; papers it sends
""")  # fmt: skip

WAIT = place("wait", "等待", "waits", like=HEAD, tail=TAIL, table="""
for+what rule ; 等到规则成立 ; until a rule holds
until+what value moment ; 等到某时 ; until a moment
for_answer+what ref people ; 等谁答复 ; until somebody answers
publishes ref paper ; 公示什么 ; what is published
on_objection text ; 有异议时 ; on an objection
reminds refs people ; 提醒谁 ; who is reminded
""")  # fmt: skip

SERVICE = place("service", "外部系统", "another system", like=HEAD, tail=TAIL, table="""
ask+what service ; 可重复的询问 ; safe to repeat
act+what service ; 只做一次的动作 ; done once
sends names ; 送出的数据 ; data sent
took_effect rule ; 怎样算已生效 ; how one sees that it took effect
again_by ref people ; 谁可以再做一次 ; who may do it again
state service ; 如何询问状态 ; how its state is asked
retry value ; 重试次数 ; how often it is tried again
every value span ; 间隔 ; how often it is asked
undo service ; 怎样撤销 ; how it is undone
to refs people ; 送给谁 ; to whom
""")  # fmt: skip

CASE = place("case", "另一事项的案件", "a case of another item", like=HEAD, tail=TAIL, table="""
item* ref any_item ; 事项 ; the item
region value ; 在何地区 ; in which region
gives map name ; 交给它的数据 ; what it receives
gets map any ; 由它取回的数据 ; what comes back
on_no then ; 不予时 ; on a refusal
together_with ref node ; 与哪个节点同时发出 ; issued together with
""")  # fmt: skip

TOGETHER = place("together", "同时发出", "issued together", like=HEAD, tail=TAIL, table="""
issues* refs paper ; 出具的文书 ; papers
one_refused word one_refused ; 一项不予时 ; where one is refused
in_force text ; 何时生效 ; when it is in force
voids refs_or_names pack_paper ; 使哪些失效 ; what it voids
checks_again names ; 最后再核对的数据 ; data looked up once more
ends_case text ; 终结哪一事项的案件 ; the item whose case it ends
""")  # fmt: skip

DRAW = place("draw", "随机抽取", "a draw", like=HEAD, tail=TAIL, table="""
draw* ref draw ; draws 中的文件 ; a file of draws/
witnessed_by ref post ; 由谁见证 ; who witnesses
""")  # fmt: skip

STAGE = place("stage", "阶段", "groups nodes", like=HEAD, tail=TAIL, table="""
nodes* refs node ; 包含的节点 ; the nodes
""")  # fmt: skip

FOREIGN = place("foreign", "功能块的节点", "a kind that a block brings", like=HEAD, tail=TAIL, table="""
... any
""")  # fmt: skip

SILENT = place("silent", "逾期不答", "silence", like=REMARKS, table="""
after* value span ; 多久 ; after what time
outcome* text ; 视为什么 ; what it counts as
basis text ; 依据 ; basis
""")  # fmt: skip

BROKEN = place("broken", "承诺不实", "a broken commitment", like=REMARKS, table="""
revokes refs pack_paper ; 撤销的证照 ; papers revoked
credit text ; 信用记录 ; what is put on record
bars ref party ; 谁不再适用承诺 ; who may no longer commit
bars_for value span ; 多久 ; for how long
""")  # fmt: skip

PROPOSES = place("proposes", "系统建议", "a proposal", like=REMARKS, table="""
table refs table ; 按哪些表 ; by which tables
outcome text ; 建议的结论，或表的列 ; the outcome, or a column of the table
of texts ; 哪些值 ; which values of the column
otherwise text ; 否则 ; otherwise
departing word departing ; 不采纳须说明理由 ; departing from it wants a reason
compare names ; 同类案件按哪些数据比较 ; data by which like cases are found
when rule ; 何时建议 ; when
""")  # fmt: skip

PLACES = (
    TASK, CHECK, ASK, WAIT, SERVICE, CASE, TOGETHER, DRAW, STAGE, FOREIGN, SILENT, BROKEN, PROPOSES,
)  # fmt: skip
