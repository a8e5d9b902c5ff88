"""The power company's own system: hands in works through the API, reads what became of them."""

from __future__ import annotations

import base64
import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from tests.stories.house import House
from tests.stories.papers import PDF
from tests.town import CHUZHOU, FIRMS, WORKS, Town

ITEM = f"{WORKS}.works"
# A line of 10 kV of an ordinary user, 500 m along the route, that crosses nothing.
LINE: Mapping[str, str] = {
    "works.name": "来安食品厂区 10 千伏接入工程(测试)",
    "works.site": "滁州市来安县食品园一号(测试)",
    "works.voltage": "10kv",
    "works.user_kind": "ordinary",
    "works.capacity": "315 kVA",
    "works.route": '{"type":"LineString","coordinates":[[118.43,32.45],[118.434,32.452]]}',
    "works.route_length": "500 m",
    "works.laying": "duct",
    "works.crosses.trunk_road": "no",
    "works.crosses.expressway": "no",
    "works.crosses.railway": "no",
    "works.crosses.river": "no",
    "works.crosses.old_tree": "no",
    "works.crosses.heritage": "no",
    "works.digs_road": "no",
    "works.occupies_road": "no",
    "works.uses_green": "no",
    "works.by_highway": "no",
    "works.restoration_plan": "按原样恢复路面和绿地",
}
# The same at low voltage, where only a protected crossing matters.
LOW: Mapping[str, str] = {
    **{k: v for k, v in LINE.items() if not k.startswith("works.crosses")},
    "works.name": "来安食品门店低压接入(测试)",
    "works.voltage": "low",
    "works.capacity": "100 kVA",
    "works.route_length": "120 m",
    "works.touches_protected": "no",
}
# Longer than what is filed only, over road, green and river: five departments.
LONG: Mapping[str, str] = {
    **LINE,
    "works.route_length": "501 m",
    "works.digs_road": "yes",
    "works.uses_green": "yes",
    "works.crosses.river": "yes",
    "works.river_plan": "顶管下穿河床三米",
}
PAPERS = ("route_map", "construction_plan", "traffic_plan")


@dataclass
class Grid:
    """The company's program with its key."""

    house: House
    town: Town

    def call(
        self, method: str, path: str, body: object = None, key: str = "", language: str = "zh"
    ) -> tuple[int, Any]:
        """One call; status and JSON."""
        headers = {
            "Authorization": f"Bearer {self.town.grid_key}",
            "Content-Type": "application/json",
            "Accept-Language": language,
        }
        if key:
            headers["Idempotency-Key"] = key
        asked = urllib.request.Request(
            f"{self.house.url}/api/v1{path}",
            method=method,
            headers=headers,
            data=None if body is None else json.dumps(body).encode(),
        )
        try:
            with urllib.request.urlopen(asked, timeout=30) as answer:
                return answer.status, json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as refused:
            return refused.code, json.loads(refused.read() or b"null")

    def application(
        self, answers: Mapping[str, str], firm: str = "food", papers: tuple[str, ...] = PAPERS
    ) -> dict[str, Any]:
        """A whole application for a firm; the dates of the works lie after today."""
        start, end = self.house.clock.days.add_working_days(self.house.clock.today(), 9).day, None
        end = self.house.clock.days.add_working_days(start, 20).day
        content = base64.b64encode(PDF).decode()
        return {
            "item": ITEM,
            "region": CHUZHOU,
            "applicant": {"kind": "enterprise", "code": FIRMS[firm][0]},
            "answers": {
                **answers,
                "works.start_date": start.isoformat(),
                "works.end_date": end.isoformat(),
            },
            "materials": {k: {"name": f"{k}.pdf", "content": content} for k in papers},
            "signed": ["applicant"],
        }

    def hand_in(
        self, answers: Mapping[str, str], firm: str = "food", papers: tuple[str, ...] = PAPERS
    ) -> str:
        """Hands it in; gives the number of the case."""
        status, said = self.call(
            "POST", "/cases", self.application(answers, firm, papers), key=uuid4().hex
        )
        assert status == 201, said
        return str(said["number"])

    def case(self, number: str) -> dict[str, Any]:
        """The case as the company sees it."""
        status, said = self.call("GET", f"/cases/{number}")
        assert status == 200, said
        return dict(said)
