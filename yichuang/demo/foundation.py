"""The ground of every demonstration: regions, what the province publishes, offices, what cities adopt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from yichuang.base.errors import Invalid, Problem
from yichuang.base.text import Text
from yichuang.demo.names import Names
from yichuang.demo.offices import PROVINCE, SYSTEM, Staff, short_name, staff_place
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import OPERATOR, PEOPLE_ADMIN
from yichuang.packs.api import Report, check_packs

WORKS, TALENT = "c03_power_works", "h07_foreign_talent"
HEFEI, WUHU, CHUZHOU = "340100", "340200", "341100"
PASSWORD = "yichuang-demo-2023"  # noqa: S105 - shown to everybody who starts the demonstration
GRID = "grid"
# What each city must say for itself; the fee is made up, for the handbook names none.
PARAMETERS: Mapping[str, Mapping[str, str]] = {TALENT: {"residence_fee": "400 元"}}


def read_measures(root: Path) -> Report:
    """All packs, checked. Raises Invalid with the faults that `packs check` would name."""
    report = check_packs(root)
    if not report.ok:
        raise Invalid(
            "demo.packs",
            Text("事项包有错误，不能演示", "the packs have faults"),
            problems=tuple(Problem(f"{f.file}:{f.line}", f.message) for f in report.faults[:20]),
            remedy=Text("运行 bin/yichuang packs check", "run bin/yichuang packs check"),
        )
    return report


def begin(report: Report, root: Path, seed: int) -> Staff:
    """Regions, the province's own offices and the operator, in an empty database."""
    people.load_regions(SYSTEM, (root / "regions" / "regions.csv").read_text("utf-8"))
    staff = Staff(report, Names(seed), people.hash_password(PASSWORD))
    staff_place(staff, (), PROVINCE, whole=True)
    staff.account("operator", "平台运维", (OPERATOR, PEOPLE_ADMIN))
    return staff


def publish(staff: Staff, packs: Sequence[str]) -> None:
    """The province publishes these packs, by its own office."""
    office = staff.actor(f"office.{short_name(PROVINCE)}")
    catalogue.publish_dictionary(office, staff.report.dictionary)
    for key in packs:
        catalogue.publish_pack(office, staff.report.packs[key])


def adopt(staff: Staff, region: str, packs: Iterable[str]) -> None:
    """A city's office adopts packs, with what it must say for itself. Raises Invalid where somebody is missing."""
    office = staff.actor(f"office.{short_name(region)}")
    for key in packs:
        newest = catalogue.list_pack_versions(key)[-1]
        catalogue.adopt(
            office,
            region=region,
            pack=key,
            version=newest.version,
            parameters=PARAMETERS.get(key, {}),
        )


def grid_key() -> str:
    """A key by which the power company's own system hands in works, and vouches for signatures given there."""
    item = f"{WORKS}.works"
    return people.issue_key(
        SYSTEM, partner=GRID, scopes=(f"submit:{item}", f"sign:{item}", "webhooks")
    )
