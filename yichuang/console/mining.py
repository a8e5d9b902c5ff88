"""`yichuang mining`: how cases really went in a region, their events as a file, everything counted anew."""

import argparse
import sys
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from yichuang.base.errors import NotFound
from yichuang.base.text import Text
from yichuang.blocks.mining import api as mining
from yichuang.blocks.mining.contracts import Flow, ItemCount, StepTimes
from yichuang.console.migrated import refuse_old_tables
from yichuang.kernel.people import api as people

PROVINCE = "340000"
HOUR = 3600
CONSOLE = people.system_actor("console")


def add_parser(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """show, export, recount."""
    parser = subparsers.add_parser("mining", help="how cases really went")
    deeds = parser.add_subparsers(required=True)
    show = deeds.add_parser("show", help="事项一览或一个事项 items, or one of them")
    show.add_argument("item", nargs="?", default="", help="none: the items that have cases")
    add_selection(show)
    show.add_argument("--json", action="store_true")
    show.set_defaults(run=run_show)
    exported = deeds.add_parser("export", help="导出事件 the events as CSV or XES (IEEE 1849)")
    exported.add_argument("format", choices=sorted(mining.FORMATS))
    exported.add_argument("--item", default="", help="none: all items")
    exported.add_argument("--numbers", action="store_true", help="带办件号 with the cases' numbers")
    exported.add_argument("--out", default="", metavar="FILE", help="none: to the screen")
    add_selection(exported)
    exported.set_defaults(run=run_export)
    recount = deeds.add_parser("recount", help="重新统计 count all cases that are over anew")
    recount.add_argument(
        "--from-nothing", action="store_true", help="清空后重算 empty the sums first"
    )
    recount.set_defaults(run=run_recount)


def add_selection(parser: argparse.ArgumentParser) -> None:
    """Region and months."""
    parser.add_argument("--region", default=PROVINCE, help="地区，含下级 with all that lies in it")
    first, last = (mining.show_month(m) for m in mining.last_year())
    parser.add_argument("--from", dest="first", default=first, metavar="2023-10")
    parser.add_argument("--to", dest="last", default=last, metavar="2023-12")


def months_of(arguments: argparse.Namespace) -> tuple[int, int]:
    """First and last month as the sums write them. Raises Invalid for what is no month."""
    return mining.read_month(arguments.first), mining.read_month(arguments.last)


def run_show(arguments: argparse.Namespace) -> int:
    """The items with how many cases, or the steps of one; 1 where there is none."""
    refuse_old_tables()
    months = months_of(arguments)
    if not arguments.item:
        rows = mining.list_mined(CONSOLE, arguments.region, months)
        for row in rows:
            shown = f"{row.cases:>8}  {row.item}  {row.name.zh}"
            print(_json(ItemCount, row) if arguments.json else shown)
        return 0 if rows else 1
    flow = mining.read_flow(CONSOLE, arguments.region, arguments.item, months)
    if not flow.cases:
        raise NotFound(
            "mining.no_cases",
            Text("这段时间没有这个事项的办结件", "no case of this item ended in these months"),
            remedy=Text(
                "不带事项运行，看哪些事项有", "run it without an item to see which have cases"
            ),
        )
    if arguments.json:
        print(_json(Flow, flow))
        return 0
    print(f"{flow.name.zh}  {flow.cases} 件 cases")
    for step in flow.steps:
        print(_row(step, flow.bottleneck))
    for way in flow.ways:
        steps = " → ".join(s.node + ("↻" if s.again else "") for s in way.steps)
        print(f"  {way.cases:>6} × {steps} → {way.result}")
    return 0


def _row(step: StepTimes, bottleneck: str) -> str:
    t = step.times
    hours = " ".join(f"{s / HOUR / t.rounds:>7.1f}" for s in (t.working, t.waiting, t.paused))
    mark = "  ◀ 瓶颈 bottleneck" if step.node == bottleneck else ""
    return f"  {step.node:<16} {t.rounds:>6} ({t.again} 返工 again) {hours} h{mark}"


def run_export(arguments: argparse.Namespace) -> int:
    """Writes the events of the cases that ended in these months, as they are read."""
    refuse_old_tables()
    write, _ = mining.FORMATS[arguments.format]
    traces = mining.list_traces(
        CONSOLE, arguments.region, arguments.item, months_of(arguments), numbers=arguments.numbers
    )
    if not arguments.out:
        sys.stdout.writelines(write(traces))
        return 0
    with Path(arguments.out).open("w", encoding="utf-8", newline="") as out:
        out.writelines(write(traces))
    print(f"✓ {arguments.out}")
    return 0


def run_recount(arguments: argparse.Namespace) -> int:
    """Counts all cases that are over; may run beside the portal and be broken off."""
    refuse_old_tables()

    def tell(counted: int) -> None:
        print(f"… {counted}", file=sys.stderr, flush=True)

    counted = mining.recount(from_nothing=arguments.from_nothing, tell=tell)
    print(f"✓ 已统计 counted {counted}")
    return 0


def _json(kind: Any, value: object) -> str:
    return TypeAdapter(kind).dump_json(value).decode()
