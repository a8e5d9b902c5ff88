"""What the demonstration's applicants say: power works of every kind, jobs of foreigners; dates relative to today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from yichuang.demo.foundation import CHUZHOU, HEFEI, TALENT, WORKS

ITEM, PERMITS, PERMANENT = f"{WORKS}.works", f"{TALENT}.permits", f"{TALENT}.permanent"
Said = Mapping[str, str]
ROUTE = '{"type":"LineString","coordinates":[[118.43,32.45],[118.434,32.452]]}'
CROSSINGS = ("trunk_road", "expressway", "railway", "river", "old_tree", "heritage")
EFFECTS = ("digs_road", "occupies_road", "uses_green", "by_highway")
# Everything a line may need; what the way of the case does not need is simply kept.
ROUTE_MAP = ("route_map",)
ALL_PLANS = ("route_map", "construction_plan", "traffic_plan")


def line(name: str, site: str, today: date, **more: str) -> dict[str, str]:
    """A 10 kV line of an ordinary user, 500 m along its route, that crosses and disturbs nothing, but for `more`."""
    said = {
        "works.name": name,
        "works.site": site,
        "works.voltage": "10kv",
        "works.user_kind": "ordinary",
        "works.capacity": "315 kVA",
        "works.route": ROUTE,
        "works.route_length": "500 m",
        "works.laying": "duct",
        **{f"works.crosses.{one}": "no" for one in CROSSINGS},
        **{f"works.{one}": "no" for one in EFFECTS},
        "works.start_date": (today + timedelta(days=14)).isoformat(),
        "works.end_date": (today + timedelta(days=45)).isoformat(),
        "works.restoration_plan": "按原样恢复路面和绿地，竣工后三日内清场",
    }
    return said | {f"works.{key}": value for key, value in more.items()}


def low_voltage(name: str, site: str, today: date, *, protected: bool = False) -> dict[str, str]:
    """A low-voltage connection; only where it touches something protected are its crossings asked for."""
    said = line(name, site, today, voltage="low", capacity="100 kVA", route_length="120 m")
    if not protected:
        said = {k: v for k, v in said.items() if not k.startswith("works.crosses.")}
    return said | {"works.touches_protected": "yes" if protected else "no"}


def over_everything(name: str, site: str, today: date) -> dict[str, str]:
    """501 m over road, green and river: five departments."""
    said = line(name, site, today, route_length="501 m", digs_road="yes", uses_green="yes")
    return said | {"works.crosses.river": "yes", "works.river_plan": "顶管下穿河床三米"}


def works(
    code: str, answers: Said, papers: tuple[str, ...] = ALL_PLANS, region: str = CHUZHOU
) -> dict[str, Any]:
    """A whole application of an enterprise for power works, as the power company's system sends it.

    `materials` are names of files, by material.
    """
    return {
        "item": ITEM,
        "region": region,
        "applicant": {"kind": "enterprise", "code": code},
        "answers": dict(answers),
        "materials": {key: f"{key}-{code[-6:]}.pdf" for key in papers},
        "signed": ["applicant"],
    }


def job(today: date, **more: str) -> dict[str, str]:
    """An engineer's job and what the engineer has done before; 82 points, class B, but for `more` (`job.`-data)."""
    said = {
        "foreigner.degree": "master",
        "foreigner.work_years": "8",
        "foreigner.hsk": "4",
        "foreigner.top_university": "no",
        "foreigner.global_500": "yes",
        "foreigner.holds_patent": "no",
        "foreigner.years_in_china": "1",
        "job.title": "首席机器人工程师",
        "job.occupation": "robot_engineer",
        "job.annual_salary": "36 万元",
        "job.months_per_year": "9",
        "job.place_kind": "ordinary",
        "job.in_talent_plan": "no",
        "job.contract_until": (today + timedelta(days=3 * 365)).isoformat(),
        "job.stay_until": (today + timedelta(days=3 * 365 - 1)).isoformat(),
        "foreigner.health_checked_on": (today - timedelta(days=30)).isoformat(),
    }
    return said | {f"job.{key}": value for key, value in more.items()}


def permits(
    employer: str, passport: str, answers: Said, *, no_crime: bool = True, region: str = HEFEI
) -> dict[str, Any]:
    """Work and residence permit of a foreigner, all papers at one window; `no_crime`: with the foreign proof."""
    papers = ["passport_copy.pdf", "contract.pdf", "health.pdf", "photo.jpg"]
    papers += ["no_crime.pdf"] if no_crime else []
    return {
        "item": PERMITS,
        "region": region,
        "scene": "first",
        "applicant": {"kind": "enterprise", "code": employer},
        "parties": {"foreigner": {"kind": "person", "code": passport}},
        "answers": dict(answers),
        "materials": {name.partition(".")[0]: f"{passport}-{name}" for name in papers},
        "signed": ["foreigner", "employer"],
    }


def permanent(passport: str, today: date, region: str = HEFEI) -> dict[str, Any]:
    """A stay for good on the ground of a post held, with all papers at one window."""
    papers = ("passport_copy.pdf", "ground_proof.pdf", "no_crime.pdf", "health.pdf", "photo.jpg")
    return {
        "item": PERMANENT,
        "region": region,
        "applicant": {"kind": "person", "code": passport},
        "answers": {
            "stay.ground": "post",
            "stay.job": "none",
            "foreigner.residence_until": (today + timedelta(days=400)).isoformat(),
            "foreigner.health_checked_on": (today - timedelta(days=20)).isoformat(),
        },
        "materials": {name.partition(".")[0]: f"{passport}-{name}" for name in papers},
        "signed": ["foreigner"],
    }
