"""A pack for tests of pages: works across a park and a river, a parameter with bounds, opinions, a chief, a permit."""

from __future__ import annotations

from yichuang.base.text import Text
from yichuang.kernel.catalogue.contracts import (
    AboutDef,
    CheckSpec,
    CodeEntry,
    ConditionDef,
    DatumDef,
    Dictionary,
    Expression,
    FormBlock,
    Item,
    Limits,
    MaterialDef,
    Measure,
    Node,
    PackContent,
    PaperDef,
    ParameterDef,
    PartyDef,
    Proposes,
    SubjectDef,
    TaskSpec,
    TogetherSpec,
)

PACK = "road_works"
ITEM = f"{PACK}.dig"


def rule(text: str) -> Expression:
    """A slot."""
    return Expression(text)


def datum(key: str, type_: str, owner: str = "applicant") -> DatumDef:
    """A datum named by its key."""
    return DatumDef(key, Text(f"数据{key}", key), type_, owner)


DICTIONARY = Dictionary(
    1,
    {
        "enterprise": SubjectDef(
            "enterprise",
            Text("企业", "Enterprise"),
            "usci",
            {
                d.key: d
                for d in (
                    datum("usci", "code usci", "market_regulation"),
                    datum("name", "text 200", "market_regulation"),
                )
            },
        )
    },
    {"departments": {"city": CodeEntry("city", Text("城管", "City"))}},
)


def content() -> PackContent:
    """The pack with its one item."""
    works = SubjectDef(
        "works",
        Text("工程", "Works"),
        "number",
        {
            d.key: d
            for d in (
                datum("number", "code case_number"),
                datum("length", "length 0..5000 m"),
                datum("route", "text 200"),
                datum("depth", "length 0..50 m", "river"),
            )
        },
        PACK,
    )
    measure = Measure(
        "S09",
        Text("工程占道", "Works"),
        "notice",
        "city",
        ("city",),
        (),
        {},
        parameters={
            "within": ParameterDef(
                "within",
                Text("承诺时限", "Promised time"),
                "working_days",
                "10 working_days",
                "1 working_days..10 working_days",
                "may_lower",
            ),
            "free_up_to": ParameterDef(
                "free_up_to",
                Text("免审长度", "Free up to"),
                "length 0..900 m",
                "500 m",
                city="fixed",
            ),
        },
        stage="ready",
    )
    item = dig()
    template = "<p>{{ applicant.name }} {{ works.route }} {{ papers.permit.number }}</p>"
    return PackContent(
        PACK, measure, {"works": works}, {}, {item.key: item}, {"p.html": template}, {}
    )


def dig() -> Item:
    """The permit to dig."""
    return Item(
        key=ITEM,
        pack=PACK,
        name=Text("占道挖掘许可", "Permit to dig"),
        kind="permit",
        decided_by="city",
        limits=Limits(rule("20 working_days"), "许可法42", rule("= :within")),
        parties={
            "applicant": PartyDef(
                "applicant", ("enterprise",), Text("申请人", "Applicant"), applicant=True
            )
        },
        about={"works": AboutDef("works", "works", creates=True)},
        form=(FormBlock(Text("工程", "Works"), ("works.length", "works.route")),),
        conditions={
            "sure": ConditionDef(
                "sure",
                Text("长度合理", "Plausible length"),
                rule("works.length > 0 m"),
                Text("长度不合理", "The length is not plausible"),
                "条例第二条",
            )
        },
        materials={"map": MaterialDef("map", Text("路由图", "Map"), "applicant", ("pdf",))},
        accepts="accept",
        decides="decide",
        plan=_plan(),
        papers={
            "permit": PaperDef(
                "permit", Text("占道许可证", "Permit"), "p.html", "applicant", certificate=True
            )
        },
    )


def _plan() -> tuple[Node, ...]:
    accept = CheckSpec(on_no="task window", on_unknown="task window")
    green = TaskSpec(
        department=rule("green"),
        proposes=Proposes(
            outcome="approve", when=rule("works.length <= 800 m"), departing="reason"
        ),
    )
    river = TaskSpec(department=rule("river"), asks=("works.depth",))
    return (
        Node("accept", Text("受理", "Acceptance"), accept),
        Node(
            "green",
            Text("园林意见", "Parks"),
            green,
            after=("accept",),
            limit=rule("2 working_days"),
        ),
        Node(
            "river",
            Text("河道意见", "River"),
            river,
            after=("accept",),
            limit=rule("2 working_days"),
        ),
        Node(
            "chief",
            Text("审定", "Chief"),
            TaskSpec(post="chief"),
            after=("green", "river"),
            takes_all=True,
        ),
        Node("decide", Text("签发", "Issue"), TogetherSpec(("permit",)), after=("chief",)),
    )
