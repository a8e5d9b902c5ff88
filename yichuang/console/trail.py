"""`yichuang trail`: prove that the record was kept, show the lines about a thing, seal, look at waiting work."""

import argparse
import json
from dataclasses import asdict
from typing import Any

from django.db import transaction

from yichuang.base.errors import Invalid
from yichuang.base.refs import Ref
from yichuang.base.text import Text
from yichuang.console.migrated import refuse_old_tables
from yichuang.kernel.trail import api as trail
from yichuang.kernel.trail.contracts import Fault, Line, Verdict

WORDS = {
    "content": Text("内容被改", "content changed"),
    "missing": Text("记录缺失", "line missing"),
    "place": Text("位置越界", "place past the end"),
    "tree": Text("与封存不符", "not what was sealed"),
    "stored": Text("与所存树根不符", "not as the stored root"),
    "published": Text("与公布树根不符", "not as the published root"),
    "truncated": Text("尾部被截断", "end cut off"),
    "signature": Text("树根签名无效", "root not signed by us"),
    "gap": Text("编号中断", "gap in the count"),
    "trigger": Text("防改触发器缺失", "guard missing"),
}


def add_parser(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """verify, show, seal, erase, backlog."""
    parser = subparsers.add_parser("trail", help="verify the trail")
    deeds = parser.add_subparsers(required=True)
    verify = deeds.add_parser("verify", help="hold the whole record against what was sealed")
    verify.add_argument("--json", action="store_true")
    verify.set_defaults(run=run_verify)
    show = deeds.add_parser("show", help="the lines about a thing, e.g. case:12")
    show.add_argument("ref")
    show.add_argument("--json", action="store_true")
    show.set_defaults(run=run_show)
    deeds.add_parser("seal", help="seal what waits, publish the root").set_defaults(run=run_seal)
    erase = deeds.add_parser("erase", help="delete the body of a line by law; a tombstone stays")
    erase.add_argument("line", type=int)
    erase.add_argument("--basis", required=True, help="law and order, for everybody to read")
    erase.set_defaults(run=run_erase)
    backlog = deeds.add_parser("backlog", help="work that waits, and what keeps failing")
    backlog.add_argument("--json", action="store_true")
    backlog.set_defaults(run=run_backlog)


def run_verify(arguments: argparse.Namespace) -> int:
    """0 when the record is whole, 1 with every fault located."""
    refuse_old_tables()
    verdict = trail.verify()
    if arguments.json:
        print(json.dumps(asdict(verdict), ensure_ascii=False))
    else:
        print(_sentence(verdict))
        for fault in verdict.faults:
            print(_fault(fault))
    return 0 if verdict.ok else 1


def _sentence(verdict: Verdict) -> str:
    counts = Text(
        f"{verdict.lines} 条记录（{verdict.unsealed} 条待封存）",
        f"{verdict.lines} lines ({verdict.unsealed} not sealed yet)",
    )
    if verdict.ok:
        erased = f"\n  依法删除内容 erased by law {verdict.erased}" if verdict.erased else ""
        return f"✓ {counts.zh}：完整 {counts.en}: whole\n  树根 root {verdict.root}{erased}"
    return f"✗ {counts.zh}：{len(verdict.faults)} 处不符 {counts.en}: {len(verdict.faults)} faults"


def _fault(fault: Fault) -> str:
    words = WORDS[fault.what]
    line = f" #{fault.line}" if fault.line is not None else ""
    return f"  {words.zh} {words.en}{line}: {fault.detail}"


def run_show(arguments: argparse.Namespace) -> int:
    """Prints the lines about a thing, oldest first; 1 when there are none."""
    try:
        about = Ref.parse(arguments.ref)
    except ValueError:
        raise Invalid(
            "not_a_reference",
            Text(f"{arguments.ref} 不是引用", f"{arguments.ref} is not a reference"),
            remedy=Text("写作 kind:id，例如 case:12", "Write kind:id, e.g. case:12"),
        ) from None
    lines = trail.list_lines(about, limit=0).rows
    for line in lines:
        print(json.dumps(_as_json(line), ensure_ascii=False) if arguments.json else _row(line))
    return 0 if lines else 1


def _as_json(line: Line) -> dict[str, Any]:
    return {**asdict(line), "at": line.at.isoformat(), "body": dict(line.body)}


def _row(line: Line) -> str:
    place = "·" if line.pos is None else str(line.pos)
    body = json.dumps(dict(line.body), ensure_ascii=False)
    seq = "" if line.seq is None else f" {line.seq}"
    node = f" {line.node}" if line.node else ""
    return f"{line.at:%Y-%m-%d %H:%M:%S} [{place}]{seq} {line.kind}{node} {line.actor} {body}"


def run_seal(arguments: argparse.Namespace) -> int:
    """Seals all that waits and publishes the newest root."""
    sealed = 0
    while count := trail.seal():
        sealed += count
    published = trail.publish_head()
    newest = trail.head()
    print(f"✓ 封存 sealed {sealed} · {newest.size} · 树根 root {newest.root}")
    if published:
        print("  树根已公布 root published")
    return 0


def run_erase(arguments: argparse.Namespace) -> int:
    """Empties the line's body and prints the number of the tombstone. On PostgreSQL the tables' owner runs it."""
    refuse_old_tables()
    with transaction.atomic():
        tombstone = trail.erase(arguments.line, basis=arguments.basis, actor="system:console")
    print(f"✓ 已删除内容 erased {arguments.line} · 删除标记 tombstone {tombstone}")
    return 0


def run_backlog(arguments: argparse.Namespace) -> int:
    """Prints what waits and, row by row, what keeps failing; 1 when something does."""
    refuse_old_tables()
    waiting, stuck, timers = trail.backlog(), trail.list_stuck(), trail.list_stuck_timers()
    if arguments.json:
        print(json.dumps(asdict(waiting) | {"failing_timers": len(timers)}))
        for row in stuck:
            shown = asdict(row) | {"due": row.due.isoformat(), "since": row.since.isoformat()}
            print(json.dumps(shown, ensure_ascii=False))
    else:
        print(
            f"待办 waiting {waiting.rows} · 到期 due {waiting.due} · 失败 failing {waiting.failing}"
            f" · 最久 oldest {waiting.oldest:.0f} s"
        )
        for row in stuck:
            print(
                f"  {row.handler} #{row.line} ×{row.tries} → {row.due:%m-%d %H:%M:%S} {row.error}"
            )
        for timer, fails, error in timers:
            print(f"  {timer.kind} {timer.ref} ×{fails} → {timer.due:%m-%d %H:%M:%S} {error}")
    return 1 if stuck or timers else 0
