"""Written notices that deeds of a case owe: in the same transaction, numbered, to the applicant."""

from __future__ import annotations

from typing import Any

from yichuang.base.text import Text
from yichuang.kernel.cases.findings import Finding
from yichuang.kernel.cases.issuing import SIMULATED
from yichuang.kernel.cases.move import Move
from yichuang.kernel.documents import api as documents
from yichuang.kernel.documents.contracts import Notice

BASIS = {
    "refusal": "《中华人民共和国行政许可法》第三十八条",
    "not_accepted": "《中华人民共和国行政许可法》第三十二条",
    "revocation": "《中华人民共和国行政许可法》第六十九条",
    "termination": "《中华人民共和国行政许可法》",
}


def write(move: Move, kind: str, **data: Any) -> Notice | None:
    """Write a notice to the applicant; None where no office is known that could write it."""
    if move.case.department is None:
        return None
    words = {"item": move.plan.item.name, **data}
    if kind in BASIS:
        words["basis"] = data.get("basis") or BASIS[kind]
    notice = documents.write_notice(
        move.actor,
        kind,
        move.case.number,
        move.case.applicant,
        words,
        region=move.case.region,
        department=move.case.department,
        at=move.at,
        receiver_name=move.case.applicant_name,
        watermark=SIMULATED if move.case.mode == "simulated" else "",
    )
    move.numbers[f"notice.{kind}"] = notice.number
    move.detail.setdefault("notices", []).append([kind, notice.number])
    return notice


def grounds(move: Move) -> tuple[list[Text], str]:
    """Every ground of a refusal in one list, and the bases: opinions of those who refused, clauses not met."""
    found: dict[str, Text] = {}
    bases: dict[str, None] = {}
    move.all_nodes()
    for row in move.in_order():
        if not (row.settled and row.effect == "stop"):
            continue
        if row.opinion:
            found.setdefault(row.opinion, Text(row.opinion, row.opinion))
        for finding in map(Finding.read, row.findings):
            if finding.answer == "no" and finding.level != "note" and not row.opinion:
                found.setdefault(finding.ground.zh, finding.ground)
                if finding.basis:
                    bases[finding.basis] = None
    return list(found.values()), "；".join(bases)
