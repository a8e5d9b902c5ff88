"""A small pack: works that cross a road, a park, a river. Acceptance, three opinions, a chief, one permit, a check."""

from __future__ import annotations

from yichuang.base.text import Text
from yichuang.kernel.catalogue.contracts import (
    AboutDef,
    AskSpec,
    Broken,
    CheckSpec,
    CodeEntry,
    ComputedDef,
    ConditionDef,
    DatumDef,
    Dictionary,
    EndDef,
    Expression,
    FeeDef,
    FormBlock,
    Item,
    Limits,
    MaterialDef,
    Measure,
    Node,
    PackContent,
    PaperDef,
    PartyDef,
    PostDef,
    SubjectDef,
    TaskSpec,
    TogetherSpec,
)


def rule(text: str) -> Expression:
    """A slot."""
    return Expression(text)


def named(key: str, type_: str, owner: str = "applicant", **more: object) -> DatumDef:
    """A datum named by its key."""
    return DatumDef(key, Text(key, key), type_, owner, **more)  # type: ignore[arg-type]


def computed(key: str, type_: str, text: str) -> DatumDef:
    """A computed datum."""
    return DatumDef(key, Text(key, key), type_, computed=ComputedDef(rule(text)))


def kind(key: str, identified_by: str, *data: DatumDef, pack: str = "") -> SubjectDef:
    """A kind of subject."""
    return SubjectDef(key, Text(key, key), identified_by, {d.key: d for d in data}, pack)


DICTIONARY = Dictionary(
    1,
    {
        "enterprise": kind(
            "enterprise",
            "usci",
            named("usci", "code usci", "market_regulation"),
            named("name", "text 200", "market_regulation"),
            named("status", "choice normal | revoked", "market_regulation"),
            named("commitment_barred_until", "date", "credit_office"),
        ),
    },
    {"departments": {"city": CodeEntry("city", Text("城管", "City"))}},
)
CROSSES = {
    "road": Text("道路", "road"),
    "green": Text("绿地", "green"),
    "river": Text("河道", "river"),
}


def small_pack(key: str = "small") -> PackContent:
    """The pack, with the item `small.works`."""
    works = kind(
        "works",
        "number",
        named("number", "code case_number"),
        named("length", "length 0..5000 m"),
        named("route", "text 200"),
        named("crosses", "group", members=CROSSES),
        named("safe", "yes_no", "city"),
        named("depth", "length 0..50 m", "water"),
        computed("short", "yes_no", "works.length <= 500 m"),
        pack=key,
    )
    measure = Measure(
        "S01",
        Text("小工程", "Small works"),
        "test",
        "city",
        ("city",),
        (),
        {},
        posts={
            "checker": PostDef("checker", Text("核查", "Checker"), "city", not_same_as=("chief",))
        },
    )
    item = works_item(key)
    return PackContent(
        key,
        measure,
        {"works": works},
        {},
        {item.key: item},
        {"p.html": "<p>{{ applicant.name }} {{ works.route }} {{ papers.permit.number }}</p>"},
        {},
    )


def works_item(pack: str) -> Item:
    """Approval of small works."""
    return Item(
        key=f"{pack}.works",
        pack=pack,
        name=Text("小工程许可", "Permit of small works"),
        kind="permit",
        decided_by="city",
        limits=Limits(
            rule("20 working_days"),
            "许可法42",
            rule("= CASE WHEN works.short THEN 3 working_days ELSE 10 working_days END"),
        ),
        parties={
            "applicant": PartyDef(
                "applicant", ("enterprise",), Text("申请人", "Applicant"), applicant=True
            )
        },
        about={"works": AboutDef("works", "works", creates=True)},
        form=(
            FormBlock(Text("工程", "Works"), ("works.length", "works.crosses")),
            FormBlock(Text("路由", "Route"), ("works.route",), when=rule("works.length > 100 m")),
        ),
        conditions=_conditions(),
        materials=_materials(),
        fees=_fees(),
        accepts="accept",
        decides="decide",
        plan=_plan(),
        ends={
            "tell": EndDef(
                "tell",
                "notices.send",
                ("applicant",),
                ("granted", "refused", "withdrawn", "revoked", "not_accepted", "lapsed"),
            )
        },
        papers={
            "permit": PaperDef(
                "permit", Text("施工许可", "Permit"), "p.html", "applicant", certificate=True
            )
        },
    )


def _fees() -> dict[str, FeeDef]:
    return {
        "dig": FeeDef(
            "dig",
            Text("费", "Fee"),
            "applicant",
            rule("100 元"),
            "law 3",
            when=rule("works.crosses.road"),
        )
    }


def _conditions() -> dict[str, ConditionDef]:
    return {
        "normal": ConditionDef(
            "normal",
            Text("登记正常", "Normal"),
            rule("applicant.status = 'normal'"),
            Text("登记状态不正常", "Not in normal standing"),
            "law 1",
        ),
        "sure": ConditionDef(
            "sure",
            Text("长度合理", "Length"),
            rule("works.length > 0 m"),
            Text("长度不合理", "The length is not plausible"),
            "law 2",
            level="person",
        ),
    }


def _materials() -> dict[str, MaterialDef]:
    return {
        "map": MaterialDef(
            "map",
            Text("路由图", "Map"),
            "applicant",
            ("pdf",),
            deficient=rule("5 working_days"),
        ),
        "promise": MaterialDef(
            "promise",
            Text("承诺书", "Promise"),
            "template",
            template="p.html",
            signed_by=("applicant",),
        ),
    }


def _plan() -> tuple[Node, ...]:
    def opinion(key: str, *reads: str) -> Node:
        return Node(
            key,
            Text(f"{key}意见", f"{key} opinion"),
            TaskSpec(department=rule(key)),
            after=("accept",),
            when=rule(f"works.crosses.{key}"),
            reads=tuple(reads) or None,
            limit=rule("2 working_days"),
        )

    broken = Broken(("permit",), "承诺不实", "applicant", rule("2 years"))
    return (
        Node(
            "accept",
            Text("受理", "Acceptance"),
            CheckSpec(
                on_no="task window", on_unknown="task window", presume="5 working_days 许可法32"
            ),
        ),
        opinion("road", "works.route"),
        opinion("green", "works.length"),
        opinion("river"),
        Node(
            "pay",
            Text("缴费", "Pay"),
            AskSpec("applicant", "pay", fee="dig"),
            after=("accept",),
            at_most=rule("10 working_days"),
            then="lapse",
        ),
        Node(
            "chief",
            Text("审定", "Chief"),
            TaskSpec(post="chief"),
            after=("accept", "road", "green", "river"),
            takes_all=True,
        ),
        Node("decide", Text("签发", "Issue"), TogetherSpec(("permit",)), after=("chief", "pay")),
        Node(
            "check",
            Text("核查承诺", "Check"),
            TaskSpec(post="checker", mode="commitment_check", broken=broken),
            after=("decide",),
            when=rule("papers.promise.signed"),
        ),
    )
