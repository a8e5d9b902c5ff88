"""What a person may hear from this room, in both languages, each with what can be done next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yichuang.base.errors import Conflict, Invalid, NotFound, NotPermitted, Problem, Unavailable
from yichuang.base.text import Text

LOOK_AGAIN = Text(
    "请刷新页面，看清现在的状态后再办", "load the page again and look at the present state"
)


def no_such_case() -> NotFound:
    """There is no such case, or none that this person may know of."""
    return NotFound(
        "cases.not_found",
        Text("没有这个办件", "there is no such case"),
        remedy=Text("请核对办件编号", "check the number of the case"),
    )


def no_such_draft() -> NotFound:
    """There is no such draft, or it is another's."""
    return NotFound(
        "cases.no_draft",
        Text("没有这份草稿", "there is no such draft"),
        remedy=Text("请到“我的办件”查看", "see your own cases"),
    )


def no_such_node(key: str) -> NotFound:
    """The plan of the case has no such node."""
    return NotFound(
        "cases.no_node",
        Text(f"办件没有“{key}”这个环节", f"the case has no step {key}"),
        remedy=Text("请从办件页选择环节", "choose a step on the page of the case"),
    )


def not_your_post(what: Text) -> NotPermitted:
    """The post of the person may not do this."""
    return NotPermitted(
        "cases.not_your_post",
        Text(f"您的岗位不能办理“{what.zh}”", f"your post may not do “{what.show('en')}”"),
        remedy=Text("请交由承办岗位的人员办理", "leave it to the post whose work it is"),
    )


def moved_on(text: Text, data: Mapping[str, Any]) -> Conflict:
    """The state is no longer what the person saw."""
    return Conflict("cases.moved_on", text, data=data, remedy=LOOK_AGAIN)


def not_now(code: str, zh: str, en: str, **data: object) -> Conflict:
    """The deed is not possible in the present state."""
    return Conflict(f"cases.{code}", Text(zh, en), data=data, remedy=LOOK_AGAIN)


def invalid(code: str, zh: str, en: str, *problems: Problem, remedy: Text | None = None) -> Invalid:
    """What was handed in cannot be taken."""
    return Invalid(
        f"cases.{code}",
        Text(zh, en),
        problems=tuple(problems),
        remedy=remedy or Text("请按提示改正后再提交", "mend what is said and send again"),
    )


def reason_missing(zh: str, en: str, where: str = "opinion") -> Invalid:
    """A reason must be given in writing."""
    problem = Problem(where, Text(zh, en), Text("请写明理由", "write the reason"), "reason_missing")
    return invalid("reason_missing", zh, en, problem, remedy=Text("请写明理由", "write the reason"))


def needs_ability(kind: str) -> Unavailable:
    """A kind of node that nobody has brought yet."""
    return Unavailable(
        "cases.kind_not_here",
        Text(
            f"这类环节（{kind}）需要尚未安装的能力",
            f"this kind of step ({kind}) needs an ability that is not installed",
        ),
        data={"kind": kind},
        remedy=Text("请联系平台管理员", "ask the operator of the platform"),
    )
