"""A small dictionary for the tests of facts: an enterprise, a person, a parcel."""

from __future__ import annotations

from yichuang.base.text import Text
from yichuang.kernel.catalogue.contracts import (
    CodeEntry,
    ComputedDef,
    DatumDef,
    Dictionary,
    SubjectDef,
)


def datum(key: str, type_: str, zh: str = "", **more: object) -> DatumDef:
    """A datum with a Chinese name made from its key where none is given."""
    return DatumDef(key, Text(zh or key, key), type_, **more)  # type: ignore[arg-type]


ENTERPRISE = SubjectDef(
    "enterprise",
    Text("企业", "Enterprise"),
    "usci",
    {
        d.key: d
        for d in (
            datum("usci", "code usci", "统一社会信用代码", owner="market", sensitivity="public"),
            datum("name", "text 60", "名称", owner="market", sensitivity="public"),
            datum("revenue", "money", "营业收入", owner="tax", period="year"),
            datum("employees", "integer 0..1000000 人", "从业人员", owner="statistics"),
            datum(
                "bank_account",
                "code bank_account",
                "银行账号",
                owner="enterprise",
                sensitivity="secret",
            ),
            datum("address", "text 200", "住所", owner="market", valid_for="1 year"),
            datum("legal_person", "reference person", "法定代表人", owner="market"),
            datum(
                "scale",
                "choice small | large",
                "规模",
                choices={"small": Text("小", "small"), "large": Text("大", "large")},
                precedence=("officer", "market"),
            ),
            datum("size", "text", "划型", computed=ComputedDef(table="size")),
            datum("share", "share", "持股比例"),
            datum("founded", "date", "成立日期"),
            datum("exports", "yes_no", "有出口"),
            datum(
                "loans",
                "list",
                "贷款",
                record={"amount": datum("amount", "money"), "until": datum("until", "date")},
            ),
            datum(
                "markets",
                "group",
                "市场",
                members={"home": Text("国内", "home"), "abroad": Text("国外", "abroad")},
            ),
        )
    },
)
PERSON = SubjectDef(
    "person",
    Text("个人", "Person"),
    "code",
    {
        d.key: d
        for d in (
            datum(
                "code",
                "code resident_id",
                "证件号码",
                owner="public_security",
                sensitivity="personal",
            ),
            datum("name", "text", "姓名", owner="public_security", sensitivity="personal"),
            datum("phone", "code phone", "手机号", owner="person", sensitivity="personal"),
            datum("passport", "code passport", "护照号码", owner="person", sensitivity="personal"),
            datum("birth_date", "date", "出生日期", sensitivity="personal"),
            datum("salary", "money", "年薪", sensitivity="personal"),
        )
    },
)
OWNERS = {"market": Text("市场监管部门", "Market regulator"), "tax": Text("税务部门", "Tax office")}
DICTIONARY = Dictionary(
    1,
    {"enterprise": ENTERPRISE, "person": PERSON},
    {"owner": {key: CodeEntry(key, name) for key, name in OWNERS.items()}},
)
