"""A small dictionary and packs built by hand: power works, and a sale with buyers who hold shares."""

from __future__ import annotations

from collections.abc import Mapping

from yichuang.base.text import Text
from yichuang.kernel.catalogue.contracts import (
    AboutDef,
    CheckSpec,
    ClauseDef,
    CodeEntry,
    ComputedDef,
    ConditionDef,
    DatumDef,
    Dictionary,
    Expression,
    FeeDef,
    Item,
    Limits,
    MaterialDef,
    Measure,
    Node,
    PackContent,
    PaperDef,
    ParameterDef,
    PartyDef,
    SubjectDef,
    TableDef,
    TaskSpec,
    TogetherSpec,
)


def datum(key: str, type_: str, zh: str = "", **more: object) -> DatumDef:
    """A datum; `computed` may be the text of an expression or `table NAME.COLUMN`."""
    computed = more.pop("computed", None)
    if isinstance(computed, str):
        table, _, column = computed.removeprefix("table ").partition(".")
        is_table = computed.startswith("table ")
        more["computed"] = (
            ComputedDef(table=table, column=column) if is_table else ComputedDef(rule(computed))
        )
    more.setdefault("owner", "" if computed else "applicant")
    return DatumDef(key, Text(zh or key, key), type_, **more)  # type: ignore[arg-type]


def subject(key: str, zh: str, *data: DatumDef, pack: str = "") -> SubjectDef:
    """A kind of subject with its data."""
    return SubjectDef(
        key, Text(zh, key), data[0].key if data else "", {d.key: d for d in data}, pack
    )


def rule(text: str) -> Expression:
    """A slot."""
    return Expression(text)


def parameter(key: str, type_: str, default: str, **more: object) -> ParameterDef:
    """A parameter named by its key."""
    name = more.pop("name", Text(key, key))
    return ParameterDef(key, name, type_, default, **more)  # type: ignore[arg-type]


def condition(key: str, text: str, ground: str, **more: object) -> ConditionDef:
    """A condition with the ground of its refusal."""
    return ConditionDef(key, Text(key, key), rule(text), Text(ground, ground), "law 1", **more)  # type: ignore[arg-type]


DICTIONARY = Dictionary(
    1,
    {
        "enterprise": subject(
            "enterprise",
            "企业",
            datum("usci", "code usci", "统一社会信用代码", owner="market_regulation"),
            datum("name", "text 200", "名称", owner="market_regulation"),
            datum("region", "code region", "所在县区", owner="market_regulation"),
            datum("revenue", "money", "营业收入", owner="tax", period="year"),
            datum("grew", "yes_no", "增长", computed="enterprise.revenue > prior(enterprise.revenue)"),
            datum("violations", "list of violation", "违法记录", owner="enforcement"),
            datum("clean", "yes_no", "无严重违法",
                  computed="every_of(v in enterprise.violations, NOT v.serious)"),
        ),
        "person": subject("person", "自然人", datum("name", "text", "名称"), datum("age", "integer", "年龄")),
        "violation": subject("violation", "违法记录", datum("serious", "yes_no", "严重"), datum("date", "date")),
        "region": subject(
            "region", "行政区", datum("code", "code region", "代码"), datum("wage", "money", "平均工资")
        ),
    },
    {
        "departments": {
            "city_management": CodeEntry("city_management", Text("城市管理", "City management")),
            "water": CodeEntry("water", Text("水利", "Water")),
        },
        "owners": {"applicant": CodeEntry("applicant", Text("申请人", "Applicant"))},
    },
)  # fmt: skip

WAY = """works.voltage,works.route_length,works.crosses.river,way,days,because_zh,because_en,basis,from,until
110kv,,,none,none,不适用,Not covered,C03.1,,
,,yes,parallel,= :parallel_days,跨越河道,Crosses a river,C03.1,,
low,<= :filing_distance,,filing,0 working_days,低压短距离,Low voltage and short,C03.1,,
10kv,<= :filing_distance,,filing,0 working_days,短距离,Short,C03.1,,
,,,parallel,= :parallel_days,并联办理,In parallel,C03.1,,
"""
DEPARTMENTS = """entry,department,rule,basis,from,until
d1,city_management,,C03.1,,
d2,water,works.crosses.river,C03.1,,
d3,old,,C03.1,,2020-12-31
"""


def works_item() -> Item:
    """The item of the power works: two branches that meet, one condition, one fee, a commitment for a drawing."""
    return Item(
        key="c03.works",
        pack="c03",
        name=Text("电力接入工程审批", "Approval of power connection works"),
        kind="permit",
        decided_by="city_management county",
        handling="committed",
        proves=("C03.1",),
        visits=0,
        served=("enterprise",),
        limits=Limits(rule("20 working_days"), "许可法42", rule("works.promised")),
        parties={
            "applicant": PartyDef(
                "applicant", ("enterprise",), Text("用户", "Applicant"), applicant=True
            ),
            "grid": PartyDef("grid", ("enterprise",), Text("供电企业", "Grid"), optional=True),
        },
        about={
            "works": AboutDef("works", "works", creates=True, gives={"owner": rule("applicant")}),
        },
        conditions={
            "supported": condition("supported", "works.voltage <> '110kv'", "不适用本事项"),
            "clean": condition("clean", "applicant.clean", "有严重违法", when=rule("works.way = 'filing'")),
        },
        fees={
            "dig": FeeDef("dig", Text("挖掘费", "Digging fee"), "applicant", rule(":dig_fee"), "law 2")
        },
        materials=_materials(),
        papers={
            "permit": PaperDef("permit", Text("施工许可", "Works permit"), "p.html", "applicant", certificate=True)
        },
        accepts="accept",
        decides="decide",
        plan=_plan(),
    )  # fmt: skip


def _materials() -> dict[str, MaterialDef]:
    return {
        "map": MaterialDef("map", Text("路由图", "Route map"), "applicant",
                           replaced_by="promise", replaced_when=rule("works.way = 'filing'")),
        "promise": MaterialDef("promise", Text("承诺书", "Commitment"), "template"),
        "licence": MaterialDef("licence", Text("营业执照", "Licence"), "applicant",
                               unless=rule("applicant.name")),
        "plan": MaterialDef("plan", Text("恢复方案", "Plan"), "applicant",
                            when=rule("works.crosses.river"), required=rule("no")),
    }  # fmt: skip


def _plan() -> tuple[Node, ...]:
    return (
        Node("accept", Text("受理", "Acceptance"), CheckSpec()),
        Node("river", Text("河道意见", "River"), TaskSpec(department=rule("'water'"), post="reviewer"),
             after=("accept",), when=rule("works.crosses.river")),
        Node("planning", Text("规划意见", "Planning"), TaskSpec(post="reviewer"), after=("accept",)),
        Node("decide", Text("签发", "Issue"), TogetherSpec(issues=("permit",)),
             after=("river", "planning"), takes_all=True),
    )  # fmt: skip


def works_pack(**parameters: ParameterDef) -> PackContent:
    """The pack of the power works; `parameters` replace its own."""
    own = {
        "filing_distance": parameter("filing_distance", "length", "500 m", bounds="100 m..500 m"),
        "parallel_days": parameter(
            "parallel_days", "working_days", "5 working_days",
            name=Text("并联审批", "Approval in parallel"),
            bounds="1 working_days..20 working_days", city="may_lower",
        ),
        "dig_fee": parameter("dig_fee", "money", "unknown", bounds="0 元..2000 元", city="must_set"),
        "weights": parameter("weights", "share", "", rows={"a": "40 %", "b": "60 %"}, city="may_set"),
    }  # fmt: skip
    own.update(parameters)
    works = subject(
        "works",
        "接入工程",
        datum("number", "text", "编号"),
        datum("owner", "reference enterprise", "用户单位"),
        datum("voltage", "choice low | 10kv | 110kv", "电压等级"),
        datum("route_length", "length", "路由长度"),
        datum("crosses", "group", "穿越", members={"river": Text("河道", "River"), "road": Text("道路", "Road")}),
        datum("way", "choice filing | parallel", "办理方式", computed="table way"),
        datum("promised", "working_days", "承诺时限", computed="table way.days"),
        datum("owner_clean", "yes_no", "用户无严重违法", computed="works.owner.clean"),
        datum("local", "yes_no", "本地", computed="within(works.owner.region, region.code)"),
        datum("ring", "integer", "环", computed="works.ring_two"),
        datum("ring_two", "integer", "环二", computed="works.ring + 1"),
        datum("asked", "integer", "部门数", computed="count_of(d in tables.departments)"),
        pack="c03",
    )  # fmt: skip
    tables = {
        "way": TableDef("way", Text("办理方式表", "Ways"), "way.csv", "first", WAY, city="may_add", pack="c03"),
        "departments": TableDef("departments", Text("部门", "Departments"), "d.csv", "all", DEPARTMENTS,
                                key_column="entry", pack="c03"),
    }  # fmt: skip
    measure = Measure(
        "C03", Text("优化企业电力接入工程审批办理", "Power connection"), "source", "energy", ("energy",), ("341100",),
        {"C03.1": ClauseDef("C03.1", Text("放宽审批办理条件", "Easier approval"), "……")},
        parameters=own,
        must_hold={
            "sum": ConditionDef("sum", Text("权重", "Weights"), rule(":weights.a + :weights.b = 1"),
                                Text("权重之和须为 1", "weights add up to 1"), ""),
        },
        needs={"dictionary": ">=1"},
    )  # fmt: skip
    item = works_item()
    return PackContent("c03", measure, {"works": works}, tables, {item.key: item}, {}, {})


def sale_pack() -> PackContent:
    """A sale: many buyers with shares carried in the case, a seller who may be person or enterprise, an alias."""
    item = Item(
        key="sale.transfer",
        pack="sale",
        name=Text("转移登记", "Transfer"),
        kind="confirm",
        decided_by="water",
        plan=(Node("decide", Text("登簿", "Enter"), TogetherSpec(issues=())),),
        decides="decide",
        parties={
            "buyer": PartyDef(
                "buyer", ("person",), Text("买方", "Buyer"), applicant=True, at_most=20,
                carries={"share": datum("share", "share", "份额")},
            ),
            "seller": PartyDef("seller", ("person", "enterprise"), Text("卖方", "Seller")),
            "holder": PartyDef("holder", ("buyer",), Text("权利人", "Holder"), from_=rule("buyer")),
        },
        about={"deal": AboutDef("deal", "deal", gives={"kind": rule("'sale'")})},
    )  # fmt: skip
    deal = subject(
        "deal",
        "交易",
        datum("number", "text"),
        datum("kind", "text"),
        datum("shares_ok", "yes_no", "份额合计为一", computed="sum_of(b in buyer, b.share) = 1"),
        datum("notes", "list", "备注", record={"text": datum("text", "text"), "open": datum("open", "yes_no")}),
        datum("open", "yes_no", "有未了事项", computed="any_of(n in deal.notes, n.open)"),
        datum("slow", "yes_no", "慢", computed=":c03.parallel_days > 3 working_days"),
        pack="sale",
    )  # fmt: skip
    measure = Measure(
        "P08", Text("登记", "Registration"), "s", "d", (), (), {}, needs={"c03": ">=1"}
    )
    return PackContent("sale", measure, {"deal": deal}, {}, {item.key: item}, {}, {})


GIVEN: Mapping[str, str] = {
    "works.voltage": "10kv",
    "works.route_length": "500 m",
    "works.crosses": "none",
    "applicant.violations": "none",
    "applicant.region": "341102",
}
