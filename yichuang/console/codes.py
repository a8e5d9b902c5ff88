"""`codes check KIND VALUE`: what an official code means, or what is wrong at which place; `codes kinds` lists them."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from yichuang.base import clock
from yichuang.base.errors import NotFound
from yichuang.console.tables import read_lookups
from yichuang.engines.codes import KINDS, CodeProblem, CodeResult, check_code


def add_parser(subparsers: Any) -> None:
    """Add `codes` with its verbs."""
    parser = subparsers.add_parser("codes", help="查验代码 check an official code")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    check = verbs.add_parser("check", help="查验一个代码 check one code")
    check.add_argument("kind", metavar="KIND", help=f"代码种类 one of {', '.join(KINDS)}")
    check.add_argument("value", metavar="VALUE", help="代码 the code")
    check.add_argument("--json", action="store_true", help="输出 JSON as JSON")
    check.add_argument(
        "--entry",
        action="store_true",
        help="按人工录入处理：个别存量代码校验不符只提醒 as for a person typing: known real exceptions only warn",
    )
    check.set_defaults(run=run_check)
    kinds = verbs.add_parser("kinds", help="列出代码种类 list the kinds")
    kinds.set_defaults(run=run_kinds)


def run_check(arguments: argparse.Namespace) -> int:
    """0 when the code stands, 1 when it does not, 2 when there is no such kind."""
    try:
        result = check_code(
            arguments.kind,
            arguments.value,
            today=clock.today(),
            strict=not arguments.entry,
            lookups=read_lookups(),
        )
    except NotFound as refusal:
        print(f"✗ {refusal.message.zh} {refusal.message.en}", file=sys.stderr)
        if refusal.remedy:
            print(f"  {refusal.remedy.zh} {refusal.remedy.en}", file=sys.stderr)
        return 2
    if arguments.json:
        print(json.dumps(_as_json(result), ensure_ascii=False))
    else:
        _tell(result)
    return 0 if result.ok else 1


def run_kinds(arguments: argparse.Namespace) -> int:
    """Every kind with its name and an example."""
    for kind in KINDS.values():
        print(f"{kind.key:<20} {kind.name.zh} {kind.name.en}  {kind.example}")
    return 0


def _tell(result: CodeResult) -> None:
    name = KINDS[result.kind].name
    print(f"{'✓' if result.ok else '✗'} {name.zh} {name.en}: {result.shown}")
    for part in result.meaning:
        named = f" {part.name.zh} {part.name.en}".rstrip()
        print(f"  {part.label.zh} {part.label.en}: {part.value}{named}")
    for problem in result.problems:
        mark = "✗" if problem.level.value == "error" else "!"
        print(f"  {mark} {problem.message.zh}\n    {problem.message.en}")


def _as_json(result: CodeResult) -> dict[str, object]:
    return {
        "ok": result.ok,
        "kind": result.kind,
        "value": result.value,
        "shown": result.shown,
        "meaning": [
            {
                "label": part.label.zh,
                "label_en": part.label.en,
                "value": part.value,
                "name": part.name.zh,
                "name_en": part.name.en,
            }
            for part in result.meaning
        ],
        "problems": [_problem(problem) for problem in result.problems],
    }


def _problem(problem: CodeProblem) -> dict[str, object]:
    return {
        "code": problem.code,
        "position": problem.position,
        "level": problem.level.value,
        "message": problem.message.zh,
        "message_en": problem.message.en,
    }
