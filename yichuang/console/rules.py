"""`rules ask EXPRESSION --facts FILE.json`: yes, no or unknown, with every clause and what is missing from whom."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from yichuang.base import clock
from yichuang.base.text import Text
from yichuang.console.dictionary import read_words_of
from yichuang.console.tables import read_published_calendar
from yichuang.engines.rules import ANSWERS, Answer, Explanation, ask, names_of, parse_rule
from yichuang.engines.values import Fault, Value

MARKS = {"yes": "✓", "no": "✗", "unknown": "?", "moot": "-", "value": "="}


def add_parser(subparsers: Any) -> None:
    """Add `rules` with its verb."""
    parser = subparsers.add_parser("rules", help="问一条规则 ask one rule about a set of facts")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    verb = verbs.add_parser("ask", help="对一组事实求答案 the answer for a set of facts")
    verb.add_argument("expression", metavar="EXPRESSION", help="规则或算式 a rule or expression")
    verb.add_argument(
        "--facts", metavar="FILE.json", help="事实 facts by dotted name; none without"
    )
    verb.add_argument("--as-of", metavar="DATE", help="基准日 the day asked about, 2023-10-19")
    verb.add_argument("--json", action="store_true", help="输出 JSON as JSON")
    verb.set_defaults(run=run_ask)


def run_ask(arguments: argparse.Namespace) -> int:
    """0 with the answer (whatever it is), 2 where the expression or the facts cannot be read."""
    facts = _read_facts(arguments.facts)
    day = _read_day(arguments.as_of)
    if isinstance(facts, Text):
        return _refuse(facts)
    if isinstance(day, Text):
        return _refuse(day)
    try:
        names = names_of(parse_rule(arguments.expression))
        words = read_words_of(names | set(facts))
        answer = ask(
            arguments.expression,
            facts,
            as_of=day,
            typing=words.type_of,
            naming=words,
            hooks={"working_days_between": _working_days},
        )
    except Fault as fault:
        return _refuse_fault(fault, arguments.expression)
    if arguments.json:
        print(json.dumps(answer.as_json(), ensure_ascii=False))
    else:
        _tell(answer)
    return 0


def _working_days(first: date, last: date) -> Value:
    return read_published_calendar().working_days_between(first, last)


def _read_facts(path: str | None) -> Mapping[str, Any] | Text:
    if path is None:
        return {}
    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text("utf-8-sig")
        facts = json.loads(text, parse_float=Decimal)
    except OSError as error:
        return Text(f"读不到 {path}：{error.strerror}", f"Cannot read {path}: {error.strerror}.")
    except UnicodeDecodeError:
        return Text(f"{path} 不是 UTF-8 文本。", f"{path} is not UTF-8 text.")
    except json.JSONDecodeError as error:
        place = f"{error.lineno}:{error.colno}"
        return Text(f"{path}:{place} 不是 JSON。", f"{path}:{place} is not JSON: {error.msg}.")
    if not isinstance(facts, dict):
        return Text(f"{path} 须是一个 JSON 对象。", f"{path} must hold one JSON object.")
    return facts


def _read_day(text: str | None) -> date | Text | None:
    if text is None:
        return clock.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        return Text(
            f"“{text}”不是日期，请写作 2023-10-19。", f"{text!r} is not a date; write 2023-10-19."
        )


def _tell(answer: Answer) -> None:
    """The answer on the first line alone, for scripts; then the clauses and what is missing."""
    print(answer.answer if answer.value is None else answer.value.zh)
    for clause in answer.explanation.parts or (answer.explanation,):
        _tell_clause(clause, 1)
    for missing in answer.missing:
        owner = missing.owner or Text("谁能提供尚不清楚", "nobody is known to have it")
        print(f"  缺 missing {missing.path}  {missing.name.zh} {missing.name.show('en')}")
        print(f"     由 from {owner.zh} {owner.show('en')}")


def _tell_clause(clause: Explanation, depth: int) -> None:
    word = ANSWERS[clause.answer]
    print(f"{'  ' * depth}{MARKS[clause.answer]} {clause.text.zh} — {word.zh}")
    print(f"{'  ' * depth}  {clause.text.show('en')}: {word.en}")
    for part in clause.parts:
        _tell_clause(part, depth + 1)


def _refuse(sentence: Text) -> int:
    print(f"✗ {sentence.zh} {sentence.en}", file=sys.stderr)
    return 2


def _refuse_fault(fault: Fault, expression: str) -> int:
    """The fault with the place in the expression."""
    print(f"✗ {fault.show('zh')}", file=sys.stderr)
    print(f"  {fault.show('en')}", file=sys.stderr)
    if fault.position <= len(expression):
        print(f"  {expression}\n  {' ' * fault.position}^", file=sys.stderr)
    return 2
