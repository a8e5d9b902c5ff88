"""The one family of refusals: what a person did that cannot be done, why, and what they can do next.

Anything that is not a Refusal is a bug and is not caught. The doors (web, api) alone decide the HTTP status.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yichuang.base.text import Text

NOTHING: Mapping[str, Any] = {}


class Refusal(Exception):
    """A deed that is refused. `code` is stable, `message` and `remedy` are for people, `basis` is law or record."""

    # What a kind of refusal says where the place that raises it knows nothing better.
    usual_remedy: Text | None = None

    def __init__(
        self,
        code: str,
        message: Text,
        *,
        data: Mapping[str, Any] = NOTHING,
        remedy: Text | None = None,
        basis: str = "",
    ) -> None:
        super().__init__(f"{code}: {message.zh}")
        self.code = code
        self.message = message
        self.data = dict(data)
        self.remedy = remedy or self.usual_remedy
        self.basis = basis


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with what was handed in. `where` names the field, e.g. `works.route_length`."""

    where: str
    message: Text
    remedy: Text | None = None
    code: str = "invalid"


class Invalid(Refusal):
    """What was handed in cannot be taken as it is; `problems` names every fault at once."""

    usual_remedy = Text(
        "请按每一处的提示改好后再提交", "mend what is named at each place, then send it again"
    )

    def __init__(
        self,
        code: str,
        message: Text,
        *,
        problems: tuple[Problem, ...] = (),
        data: Mapping[str, Any] = NOTHING,
        remedy: Text | None = None,
        basis: str = "",
    ) -> None:
        super().__init__(code, message, data=data, remedy=remedy, basis=basis)
        self.problems = problems


class NotPermitted(Refusal):
    """The person is known and may see the thing, but their post may not do this."""


class NotFound(Refusal):
    """There is no such thing, or none that this person may know of: the two are never told apart."""

    usual_remedy = Text(
        "请核对编号或者网址；您能看的都列在自己的页面里",
        "check the number or the address; all that you may see is listed on your own pages",
    )


class Conflict(Refusal):
    """Somebody was faster, or the state has moved on; `data` says who did what and when."""


class OutOfTime(Refusal):
    """The day for this has passed or has not come."""


class Unavailable(Refusal):
    """A part that is needed does not answer now; nothing was changed."""
