"""One faulty place for each check: where, what is put there, which fault must be named, and on which line."""

from __future__ import annotations

from dataclasses import dataclass

MEASURE, ITEM, DATA = "measure.yaml", "items/permit.yaml", "data/weir.yaml"
EXAMPLE, WAY, PAPER = "examples/permit.yaml", "tables/way.csv", "papers/result.html"


@dataclass(frozen=True, slots=True)
class Faulty:
    """`before` in `file` becomes `after`; a fault `code` must stand on the line of `at` in `where` (else `file`)."""

    code: str
    file: str
    before: str
    after: str
    at: str
    where: str = ""
    near: str = ""


F = Faulty
NODE = "  {}:\n    do: {}\n    zh: 环节\n    en: Node\n    after: accept\n    beside: yes\n"
LIMIT = "    limit: = :promised\n"
FORM = (
    F(
        "unknown_key",
        ITEM,
        "basic_code: unknown",
        "basc_code: unknown",
        "basc_code",
        near="basic_code",
    ),
    F("missing_key", ITEM, "decides: decide\n", "", "item: permit"),
    F("missing_key", DATA, "    en: Requirements met\n", "", "    type: yes_no"),
    F("twice", ITEM, "area: city", "area: city\narea: county", "area: county"),
    F("tab", ITEM, "area: city", "area: city\t", "area: city"),
    F("yaml_feature", ITEM, "area: city", "area: &place city", "area:"),
    F("yaml_feature", ITEM, "area: city", "area: !!str city", "area:"),
    F(
        "yaml_feature",
        ITEM,
        "served: enterprise\narea: city",
        "served: &a enterprise\narea: *a",
        "area:",
    ),
    F(
        "flow_map",
        ITEM,
        "limits:\n  statutory: none\n  promised: = :promised",
        "limits: {statutory: none, promised: none}",
        "limits:",
    ),
    F("yaml", ITEM, "area: city", "area: [city", "parties:", ""),
    F("value", ITEM, "handling: committed", "handling: comitted", "handling:", near="committed"),
    F("value", ITEM, "    applicant: yes", "    applicant: true", "    applicant: true"),
    F("value", ITEM, "visits: 0", "visits: few", "visits:"),
    F(
        "shape",
        ITEM,
        "limits:\n  statutory: none\n  promised: = :promised",
        "limits: 5 days",
        "limits:",
    ),
    F(
        "one_of",
        DATA,
        "    computed: table way",
        "    computed: table way\n    owner: applicant",
        "    computed: table way",
    ),
    F("reserved", ITEM, "  examine:\n    do: task", "  all:\n    do: task", "  all:"),
    F("node_kind", ITEM, "    do: task", "    do: tusk", "    do: tusk", near="task"),
    F("csv", WAY, "<= :low,,file", "<= :low,file", "<= :low"),
    F("csv", WAY, "weir.height,weir.ready", "# remark\nweir.height,weir.ready", "# remark"),
    F("file", "notes.txt", "", "something", "something"),
    F("folder", "itms/other.yaml", "", "item: other\n", "item: other", near="items"),
    F("encoding", "texts/guide.zh.md", "", "\ud800", ""),
)
NAMES = (
    F(
        "unknown_department",
        ITEM,
        "    department: water",
        "    department: watter",
        "    department: watter",
        near="water",
    ),
    F(
        "unknown_post",
        ITEM,
        "    post: reviewer",
        "    post: revewer",
        "    post: revewer",
        near="reviewer",
    ),
    F(
        "unknown_window",
        ITEM,
        "windows: [single_window]",
        "windows: [singel_window]",
        "windows:",
        near="single_window",
    ),
    F("unknown_contact", MEASURE, "contact: deciding_department", "contact: somebody", "contact:"),
    F("unknown_clause", ITEM, "proves: Z01.1", "proves: Z01.2", "proves:", near="Z01.1"),
    F("unknown_node", ITEM, "accepts: accept", "accepts: acept", "accepts:", near="accept"),
    F(
        "unknown_node",
        ITEM,
        "    after: accept\n",
        "    after: acept\n",
        "    after: acept",
        near="accept",
    ),
    F(
        "unknown_party",
        ITEM,
        "    signed_by: applicant",
        "    signed_by: aplicant",
        "    signed_by:",
        near="applicant",
    ),
    F(
        "unknown_party",
        ITEM,
        "    from: applicant",
        "    from: aplicant",
        "    from: aplicant",
        near="applicant",
    ),
    F(
        "unknown_shared_paper",
        ITEM,
        "    from: applicant",
        "    from: shared busines_licence",
        "    from: shared",
        near="business_licence",
    ),
    F(
        "unknown_people",
        ITEM,
        "    to: [applicant]",
        "    to: [aplicant]",
        "    to:",
        near="applicant",
    ),
    F(
        "unknown_paper",
        ITEM,
        "    issues: [result]",
        "    issues: [result, reslt]",
        "    issues:",
        near="result",
    ),
    F("unknown_subject", ITEM, "    is: weir\n", "    is: weer\n", "    is: weer", near="weir"),
    F(
        "unknown_subject",
        ITEM,
        "    is: enterprise\n    applicant",
        "    is: enterprize\n    applicant",
        "    is: enterprize",
        near="enterprise",
    ),
    F(
        "unknown_owner",
        DATA,
        "    owner: applicant",
        "    owner: aplicant",
        "    owner: aplicant",
        near="applicant",
    ),
    F(
        "unknown_partner",
        ITEM,
        "    act: notices.result",
        "    act: notises.result",
        "    act:",
        near="notices",
    ),
    F(
        "unknown_message",
        ITEM,
        "    act: notices.result",
        "    act: grid.reslt",
        "    act:",
        near="result",
    ),
    F(
        "no_file",
        ITEM,
        "template: papers/result.html",
        "template: papers/reslt.html",
        "template: papers/reslt",
        near="papers/result.html",
    ),
    F(
        "no_file",
        ITEM,
        "remedy: texts/remedy.md",
        "remedy: texts/remidy.md",
        "remedy:",
        near="texts/remedy.md",
    ),
    F("then", ITEM, "    on_no: task window", "    on_no: give_up", "    on_no:"),
    F(
        "unknown_pack",
        MEASURE,
        "  dictionary: '>=1'",
        "  dictionary: '>=1'\n  z99_other: '>=1'",
        "  z99_other",
    ),
    F(
        "unknown_name",
        ITEM,
        "fields: [weir.ready, weir.height]",
        "fields: [weir.ready, weir.hight]",
        "weir.hight",
        near="weir.height",
    ),
    F(
        "unknown_name",
        EXAMPLE,
        "  weir.ready: yes",
        "  weir.redy: yes",
        "  weir.redy",
        near="weir.ready",
    ),
    F(
        "unknown_verb_or_node",
        EXAMPLE,
        "  - examine: approve",
        "  - exmine: approve",
        "  - exmine",
        near="examine",
    ),
    F(
        "unknown_expectation",
        EXAMPLE,
        "  result: granted",
        "  resalt: granted",
        "  resalt",
        near="result",
    ),
    F(
        "unknown_paper",
        EXAMPLE,
        "  papers: [result]",
        "  papers: [reslt]",
        "  papers: [reslt]",
        near="result",
    ),
    F(
        "unknown_conditions",
        EXAMPLE,
        "conditions.ready",
        "conditions.redy",
        "conditions.redy",
        near="ready",
    ),
    F("unknown_item", EXAMPLE, "item: permit", "item: permt", "item: permt", near="permit"),
    F("template_name", PAPER, "applicant.name", "applicant.nmae", "applicant.nmae"),
    F("template_tag", PAPER, "<h1>", "{% include 'x' %}<h1>", "include"),
    F("unused_template", "papers/other.html", "", "<p>x</p>\n", "<p>x"),
    F("undeclared", "tables/other.csv", "", "key,value\na,1\n", "key,value"),
)
