"""Places of items/: the item and everything in it but the nodes of its plan."""

from __future__ import annotations

from yichuang.packs.grammar.notation import MAY_BE_NAMED, NAMED, REMARKS, place

COLUMNS = """
proves refs clause ; 体现哪些条款 ; clauses it proves
basic_code text ; 基本目录编码，unknown 为待核 ; code of the national catalogue; unknown is shown as to be confirmed
kind word kind ; 事项类型 ; kind of item
handling word handling ; 办件类型 ; how it is handled
served words served ; 服务对象 ; whom it serves
area word area ; 通办范围 ; where it may be handled
level word level ; 行使层级 ; level that exercises it
visits int ; 到现场次数 ; visits needed
visit_reason text ; 必须到场的原因 ; why a visit is needed
visit_reason_en text ; 英文原因 ; the reason in English
windows refs window ; 办理窗口 ; windows
contact* ref contact ; 咨询处 ; post, window, department or deciding_department
complaints ref contact ; 投诉渠道 ; who takes complaints
delivery words delivery ; 结果送达方式 ; how results are delivered
remedy file_or_none ; 救济途径的文字 ; text about review and court
special_procedures words special ; 特别程序 ; special procedures
applies text ; 适用的规定 ; what it applies
fees* fees ; 收费：none、of_cases 或逐项 ; none, of_cases, or fees by key
"""

DEFAULTS = place("defaults", "共有栏目", "shared keys", like="", table=COLUMNS.replace("*", ""))

ITEM_ORDER = (
    "item zh en proves basic_code kind handling served area level opened_by opens_when schedule for_each identity "
    "intake modes carry_for scenes parties about decided_by joint_with windows contact complaints visits visit_reason "
    "visit_reason_en limits fees delivery remedy special_procedures applies conditions form materials accepts decides "
    "plan ends papers results events uses"
)

ITEM = place("item", "事项", "a service item", like=NAMED + REMARKS + COLUMNS, order=ITEM_ORDER, table="""
item* text ; 事项名 ; key of the item
scenes map scene ; 情形 ; situations
opened_by word opened_by ; 由谁启动，缺省申请人 ; who opens a case, the applicant if not said
opens_when rule ; 何时启动 ; when a case opens
schedule text ; 定时启动 ; when it is looked at
for_each loop ; 逐个启动 ; over what
identity names ; 视为同一件的数据 ; a second one with the same is the same
intake place intake ; 合并受理 ; merging of requests
modes words mode ; formal、simulated ; modes
carry_for value span ; 模拟结果有效期 ; how long simulated results last
parties* map party ; 当事人 ; roles in the case
about map about ; 案件所涉主体 ; subjects that the case is about
decided_by* value_ref department ; 决定机关和层级 ; deciding department and level
joint_with value_refs department ; 会同部门 ; departments that act with it
limits* place limits ; 时限 ; time limits
conditions map condition ; 受理条件 ; conditions
form* form ; 申请表 ; the form
materials materials ; 材料 ; materials
accepts ref node ; 受理节点 ; the node that is acceptance
decides* ref node ; 决定节点 ; the node that decides
plan* plan ; 办理过程 ; the plan
ends map end ; 结果出来后做的事 ; what follows a result
papers map paper ; 出具的文书 ; papers issued
results map result ; 事项自己的结果词 ; own words for results
events map event ; 事实变化时触发 ; what fires when facts change
uses map use ; 电子证照的用途 ; uses of its certificates
""")  # fmt: skip

SCENE = place("scene", "情形", "a situation", like=NAMED + REMARKS, table="""
code text ; 情形代码 ; its code
rule rule ; 何时适用 ; when it applies
""")  # fmt: skip

PARTY = place("party", "当事人", "a role in the case", like=MAY_BE_NAMED + REMARKS, table="""
is* kinds ; 是什么主体，或同于另一角色 ; which subjects it may be, or another role
applicant yes ; 是否申请人 ; whether it applies
signs yes ; 是否签名 ; whether it signs
fills names ; 由其填写的数据 ; data that it fills
submits_for ref party ; 代谁提交 ; for whom it submits
acts_for ref party ; 代理谁 ; for whom it acts
informed yes ; 仅知情 ; is informed only
optional yes ; 可以没有 ; may be absent
from value ; 由何处得来 ; where it comes from
many text ; 人数，如 1..20 ; how many, such as 1..20
carries map record_field ; 随人携带的数据 ; data of each of them
weight value ; 表决权重 ; weight of the vote
needed rule ; 何时必须有 ; when it is needed
hidden_from refs party ; 对谁隐去 ; from whom it is hidden
""")  # fmt: skip

ABOUT = place("about", "所涉主体", "a subject of the case", like=REMARKS, table="""
is* ref subject ; 主体 ; the subject
creates yes ; 由本案建立 ; the case makes it
from value ; 由何处得来 ; where it comes from
identity names ; 视为同一个的数据 ; what makes it the same one
... value
""")  # fmt: skip

LIMITS = place("limits", "时限", "time limits", like=REMARKS, table="""
statutory* value span ; 法定时限 ; limit in law
statutory_basis text ; 法定依据 ; its basis
promised* value span ; 承诺时限 ; promised limit
clock_from ref node ; 从哪个节点起算 ; the node from which it runs
simulated value span ; 模拟审批时限 ; limit in simulated mode
""")  # fmt: skip

FEE = place("fee", "收费", "a fee", like=NAMED + REMARKS, table="""
payer* ref party ; 缴费人 ; who pays
amount* value money ; 金额 ; the amount
basis* text ; 依据 ; basis
when rule ; 何时收取 ; when it is due
""")  # fmt: skip

FORM_BLOCK = place("form_block", "表单一栏", "a block of the form", like=REMARKS, table="""
en text ; 英文标题 ; English title
when rule ; 何时出现 ; when it is shown
fields* names ; 填写的数据 ; data asked
""")  # fmt: skip

INTAKE = place("intake", "合并受理", "merging of requests", like=REMARKS, table="""
channels texts ; 渠道 ; channels
same* names ; 哪些相同即合并 ; what must be the same
within* value span ; 多久之内 ; within what time
then* then ; 合并后 ; what then
""")  # fmt: skip

RULE_KEYS = """
when rule ; 何时适用 ; when it applies
only word mode ; 只在某种模式 ; in one mode only
ground* text ; 不符时的理由 ; ground where it fails
ground_en* text ; 英文理由 ; ground in English
basis* text ; 依据 ; basis
level word level_of_condition ; 不符的后果 ; what a no means
names_missing text ; 以何名指明缺哪一项 ; by which name missing elements are told
"""

CONDITION = place("condition", "条件", "a condition or finding", like=MAY_BE_NAMED + REMARKS + RULE_KEYS,
                  order="zh en when only rule level on_no ground ground_en names_missing basis", table="""
rule* rule ; 须成立的规则 ; the rule that must hold
on_no then ; 不符时转往何处 ; what a no does instead
""")  # fmt: skip

MATERIAL = place("material", "材料", "a material", like=NAMED + REMARKS, table="""
from* material_from ; 由谁提供：当事人、template、shared KEY、officer ; a party, template, shared KEY, officer
formats texts ; 格式 ; formats
when rule ; 何时需要 ; when it is asked
only word mode ; 只在某种模式 ; in one mode only
unless name ; 已有哪个数据即不需要 ; a datum that answers it
valid rule ; 何时有效 ; when it is valid
required rule ; 是否必须 ; whether it is required
original word original ; 是否核验原件 ; whether the original is shown or kept
signed_by refs party ; 由谁签名 ; who signs it
template file ; 模板 ; template
replaced_by ref paper ; 可由什么替代 ; what may replace it
replaced_when rule ; 何时可替代 ; when
deficient value span ; 容缺期限 ; how long it may be missing
deficient_then then ; 容缺到期后 ; what then
basis text ; 依据 ; basis
""")  # fmt: skip

PAPER = place("paper", "文书", "a paper", like=NAMED + REMARKS, table="""
template* file ; 模板 ; template
when rule ; 何时出具 ; when it is issued
only word mode ; 只在某种模式 ; in one mode only
certificate certificate ; yes、no 或证照类型代码 ; yes, no, or the code of the kind of certificate
number pattern ; 编号式样 ; pattern of its number
holder* ref party ; 持有人 ; who holds it
granted_by refs node ; 由哪个节点给予 ; the nodes that grant it
valid_until value date ; 有效期至 ; valid until
start_by value date ; 须于何时前开工 ; must be begun by
quotes names ; 引用的编号 ; what it quotes
copy_of ref pack_paper ; 哪份文书的副本 ; of which it is a copy
watermark text ; 水印 ; watermark
public yes ; 是否公开 ; whether everyone may see it
made_by ref department ; 由谁制作 ; who makes it
sealed_until value moment ; 何时之前封存 ; sealed until
one_per text ; 每个对象一份 ; one for each
voids refs_or_names pack_paper ; 使哪些失效 ; what it voids
keeps_current yes ; 随所读数据更新 ; a view that is kept current
of name ; 属于哪个主体 ; the subject whose view it is
contains names ; 包含的数据 ; what it contains
""")  # fmt: skip

END = place("end", "结果之后", "what follows a result", like=MAY_BE_NAMED + REMARKS, table="""
do* text ; service ; service
act* service ; 做什么 ; what is done
to* refs people ; 告知谁 ; who is told
on* words on ; 哪些结果 ; on which results
when rule ; 何时 ; when
""")  # fmt: skip

RESULT = place("result", "结果", "a result", like=NAMED + REMARKS, table="""
effect* word effect ; 给予、不予或办结 ; given, refused or done
""")  # fmt: skip

EVENT = place("event", "事件", "an event", like=NAMED + REMARKS, table="""
when+fires rule ; 何时触发 ; when it fires
during refs node ; 在哪些节点期间 ; during which nodes
act text ; 做什么 ; what is done
verb+fires text ; 动作 ; verb
redo refs node ; 重做节点 ; nodes done again
of text ; 对象 ; of what
ground text ; 理由 ; ground
ground_en text ; 英文理由 ; ground in English
basis text ; 依据 ; basis
""")  # fmt: skip

USE = place("use", "证照用途", "a use of a certificate", like=NAMED + REMARKS, table="""
paper* ref any_paper ; 哪种证照 ; which certificate
receiver* ref department ; 谁接收 ; who receives
shows* names ; 出示的数据 ; what is shown
consent ref party ; 谁同意 ; who consents
valid value span ; 有效期 ; how long
basis text ; 依据 ; basis
""")  # fmt: skip

PLACES = (
    DEFAULTS, ITEM, SCENE, PARTY, ABOUT, LIMITS, FEE, FORM_BLOCK, INTAKE, CONDITION, MATERIAL, PAPER, END,
    RESULT, EVENT, USE,
)  # fmt: skip
