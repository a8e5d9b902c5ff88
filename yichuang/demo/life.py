"""What the scripts of cases share: who is at which desk, when people work, how an application comes in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from yichuang.base import clock
from yichuang.demo.names import Firm
from yichuang.demo.offices import PROVINCE, short_name
from yichuang.demo.papers import content_of
from yichuang.demo.province import Province
from yichuang.journeys.hand_in import Application, Who, hand_in
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.contracts import Done
from yichuang.kernel.documents import api as documents
from yichuang.kernel.documents.contracts import FileInfo
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import Actor

OPENS, CLOSES = 9, 17
YES = (
    "经审查，材料齐全，符合规定，同意。",
    "现场情况与申报一致，同意。",
    "符合相关规范要求，同意办理。",
    "资料完整，审查通过。",
    "无异议，同意。",
)
NO = (
    "路由与已批准的地下管线走廊冲突，不同意。",
    "施工方案缺少对既有设施的保护措施，不同意。",
    "占用范围超出可批准范围，不同意。",
)
REMARKS = (
    "施工期间保留不少于一条通行车道",
    "夜间二十二时后不得破路施工",
    "开挖前与管线单位现场交底",
)


@dataclass
class Life:
    """One case's surroundings in one city. The chance is the case's own, so that cases do not disturb one another.

    `pinned` is the login of a sample enterprise that the case is of; "" for any of the city.
    """

    province: Province
    region: str
    chance: Random
    pinned: str = ""

    @property
    def city(self) -> str:
        """The city in logins."""
        return short_name(self.region)

    def at(self, department: str, post: str = "reviewer") -> Actor:
        """Who holds a post in a department of the city."""
        return self.province.actor(f"{post}.{department}.{self.city}")

    def in_province(self, department: str, post: str) -> Actor:
        """Who holds a post in a department of the province."""
        return self.province.actor(f"{post}.{department}.{short_name(PROVINCE)}")

    def window(self) -> Actor:
        """Who sits at the city's windows."""
        return self.province.actor(f"window.{self.city}")

    def grid(self) -> Actor:
        """The power company's program."""
        return people.actor_for_key(self.province.grid_key)

    def later(self, working_days: int = 0) -> datetime:
        """Some moment in office hours so many working days on; 0: later today, tomorrow when the office is closing."""
        days, now = self.province.days, clock.now()
        if working_days:
            day = days.add_working_days(now.date(), working_days).day
            return clock.at(day, self.chance.randint(OPENS, CLOSES - 1), self.chance.randint(0, 59))
        soon = now + timedelta(minutes=self.chance.randint(7, 95))
        if days.is_working_day(soon.date()) and OPENS <= soon.hour < CLOSES:
            return soon
        first = days.next_working_day(now.date() + timedelta(days=now.hour >= OPENS))
        return clock.at(first, OPENS, self.chance.randint(5, 55))

    def yes(self) -> str:
        """An opinion in favour."""
        return self.chance.choice(YES)

    def no(self) -> str:
        """An opinion against, with its ground."""
        return self.chance.choice(NO)

    def firm(self, *, small: bool | None = None) -> Firm:
        """An enterprise of the city; `small`: only (no) small and micro ones."""
        if self.pinned:
            return self.province.samples[self.pinned]
        firms = self.province.firms[self.region]
        fits = [f for f in firms if small is None or (f.employees < 20) == small]
        return self.chance.choice(fits or firms)

    def file(self, name: str) -> FileInfo:
        """A small real file that was handed in under this name."""
        content = content_of(name.rpartition(".")[2], f"{name} {self.chance.random()}")
        return documents.store(people.system_actor("demo"), name, content)

    def hand_in(self, actor: Actor, application: Mapping[str, Any]) -> Done:
        """A whole application by whoever acts."""
        parties = application.get("parties", {})
        return hand_in(
            actor,
            Application(
                item=application["item"],
                region=application["region"],
                applicant=Who(**application["applicant"]),
                scene=application.get("scene", ""),
                answers=application["answers"],
                materials={k: self.file(n) for k, n in application["materials"].items()},
                signed=tuple(application["signed"]),
                parties={role: Who(**who) for role, who in parties.items()},
            ),
        )

    def decide(
        self, actor: Actor, number: str, node: str, outcome: str = "approve", **said: Any
    ) -> Done:
        """Take a task and complete it."""
        cases.claim(actor, number=number, node=node)
        opinion = said.pop("opinion", "") or (self.yes() if outcome != "refuse" else self.no())
        return cases.complete(
            actor, number=number, node=node, outcome=outcome, opinion=opinion, **said
        )

    def open_nodes(self, number: str) -> list[str]:
        """The tasks of a case that are open now."""
        case = cases.read_case(people.system_actor("demo"), number)
        return [n.key for n in case.nodes if n.state == "open"]
