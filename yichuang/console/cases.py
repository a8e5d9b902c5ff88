"""`yichuang cases`: listed, shown, a task completed as somebody, the record held against the tables."""

import argparse
from collections.abc import Iterable
from typing import Any

from pydantic import TypeAdapter

from yichuang.base.errors import NotFound
from yichuang.base.text import Text
from yichuang.console.migrated import refuse_old_tables
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.contracts import CaseRow, CaseView, Done, NodeView
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import Actor

STEP = {
    "idle": "·",
    "waiting": "…",
    "open": "○",
    "held": "‖",
    "done": "✓",
    "carried_over": "✓",
    "skipped": "—",
    "called_off": "✗",
}


def add_parser(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """list, show, complete, check."""
    parser = subparsers.add_parser("cases", help="look at cases")
    deeds = parser.add_subparsers(required=True)
    listed = _command(deeds, "list", "办件列表 cases, newest first", run_list)
    listed.add_argument("--state", default="", help="running, decided, or one state")
    listed.add_argument("--item", default="")
    listed.add_argument("--region", default="")
    listed.add_argument("--search", default="", metavar="TEXT")
    listed.add_argument("--limit", type=int, default=20, choices=range(1, 101), metavar="1..100")
    shown = _command(deeds, "show", "一个办件 one case", run_show)
    shown.add_argument("number")
    done = _command(deeds, "complete", "办理环节 complete a task", run_complete)
    done.add_argument("number")
    done.add_argument("node")
    done.add_argument("outcome")
    done.add_argument("--as", dest="login", required=True, help="用户名 the login that does it")
    done.add_argument("--opinion", default="")
    checked = _command(
        deeds, "check", "记录与现状是否一致 does the record imply the state", run_check
    )
    checked.add_argument("number")


def _command(deeds: Any, name: str, told: str, run: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = deeds.add_parser(name, help=told)
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)
    return parser


def _console() -> Actor:
    refuse_old_tables()
    return people.system_actor("console")


def run_list(arguments: argparse.Namespace) -> int:
    """One line a case; 1 when there is none."""
    found = cases.list_cases(
        _console(),
        state=arguments.state,
        item=arguments.item,
        region=arguments.region,
        q=arguments.search,
        limit=arguments.limit,
    )
    for row in found.rows:
        print(_json(CaseRow, row) if arguments.json else _row(row))
    return 0 if found.rows else 1


def run_show(arguments: argparse.Namespace) -> int:
    """The case with its steps and papers."""
    case = cases.read_case(_console(), arguments.number)
    if arguments.json:
        print(_json(CaseView, case))
    else:
        print("\n".join(_lines(case)))
    return 0


def run_complete(arguments: argparse.Namespace) -> int:
    """Completes a task with the rights of the login, no more."""
    _console()
    account = people.find_account(arguments.login)
    if account is None:
        raise NotFound("no_account", Text("没有这个账号", "there is no such account"))
    done = cases.complete(
        people.actor_for(account),
        number=arguments.number,
        node=arguments.node,
        outcome=arguments.outcome,
        opinion=arguments.opinion,
    )
    if arguments.json:
        print(_json(Done, done))
    else:
        print(f"✓ {done.number} #{done.seq} {done.state} → {' '.join(done.opened)}".rstrip())
    return 0


def run_check(arguments: argparse.Namespace) -> int:
    """0 when the state folded from the record is that of the tables, 1 with both where they differ."""
    _console()
    now, implied = cases.state_of(arguments.number), cases.replay(arguments.number)
    if arguments.json:
        print(_json(dict[str, Any], {"ok": now == implied, "now": now, "implied": implied}))
    elif now == implied:
        print(f"✓ {arguments.number}：记录与现状一致 record and state agree")
    else:
        print(f"✗ {arguments.number}：记录与现状不符 they differ\n  {now}\n  {implied}")
    return 0 if now == implied else 1


def _json(kind: Any, value: object) -> str:
    return TypeAdapter(kind).dump_json(value).decode()


def _row(row: CaseRow) -> str:
    due = f" ≤{row.due}" if row.due and row.light else ""
    return f"{row.number}  {row.state_name.zh} {row.state_name.show('en')}{due}  {row.title}"


def _lines(case: CaseView) -> Iterable[str]:
    yield f"{case.number} #{case.seq}  {case.title}"
    result = f" · {case.result_name.zh} {case.result_name.show('en')}" if case.result_name else ""
    yield f"  {case.state_name.zh} {case.state_name.show('en')}{result} · {case.region} · {case.adopted_set}"
    for node in case.nodes:
        yield f"  {STEP.get(node.state, '?')} {node.key:<14} {_node(node)}"
    for paper in case.papers:
        yield f"  § {paper.number} {paper.name.zh} {paper.status}"


def _node(node: NodeView) -> str:
    parts = [node.name.zh, node.outcome, node.department, node.holder]
    why = node.why.zh if node.why else ""
    due = str(node.due.state.due or "") if node.due else ""
    return " · ".join(part for part in [*parts, why, due] if part)
