"""Publishing what lies in `measures/`: checked first, then handed to the catalogue. Only ready packs, never drafts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from yichuang.base.errors import Invalid, NotFound, Problem
from yichuang.base.text import Text
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.catalogue.contracts import PackVersion
from yichuang.kernel.people.contracts import Actor
from yichuang.packs.check_packs import check_packs
from yichuang.packs.contracts import Report

READY = "ready"


def publish_packs(actor: Actor, root: Path, packs: Iterable[str] = ()) -> tuple[PackVersion, ...]:
    """Publishes the dictionary and the packs named (all that are ready where none is), each with its examples.

    Content that is published already keeps its version. Raises Invalid where a check finds a fault or a pack is a
    draft, NotFound for a pack that is not there.
    """
    report = check_packs(root)
    wanted = list(packs) or [k for k, p in report.packs.items() if p.measure.stage == READY]
    _refuse(report, wanted)
    catalogue.publish_dictionary(actor, report.dictionary)
    return tuple(catalogue.publish_pack(actor, report.packs[key]) for key in wanted)


def _refuse(report: Report, wanted: list[str]) -> None:
    for key in wanted:
        if key not in report.packs:
            raise NotFound("no_such_pack", Text(f"没有事项包 {key}", f"there is no pack {key}"))
    grounds = (*(f for key in wanted for f in report.of(key)), *report.of("dictionary"))
    if grounds:
        raise Invalid(
            "packs_have_faults",
            Text(
                f"有 {len(grounds)} 处错误，不能发布",
                f"{len(grounds)} faults, nothing is published",
            ),
            problems=tuple(Problem(f"{f.file}:{f.line}", f.message) for f in grounds),
            remedy=Text("按提示改正后再发布", "mend them, then publish again"),
        )
    drafts = [key for key in wanted if report.packs[key].measure.stage != READY]
    if drafts:
        names = ", ".join(drafts)
        raise Invalid(
            "pack_is_draft",
            Text(f"{names} 还是草稿", f"{names}: still a draft"),
            remedy=Text("在 measure.yaml 写 stage: ready", "say stage: ready in measure.yaml"),
        )
