"""The packs below `measures/`, checked, formatted, compared, begun anew; published and adopted in `adopting`."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from pathlib import Path
from typing import Any

from yichuang.base.errors import Invalid
from yichuang.base.text import Text
from yichuang.console.adopting import add_parsers
from yichuang.console.tables import measures_folder
from yichuang.packs.api import (
    Answers,
    PackFault,
    Report,
    check_packs,
    diff_packs,
    format_folder,
    json_schema,
    reference,
    write_skeleton,
)

ROOT = Path(__file__).resolve().parents[2]
MEASURES = measures_folder()
REFERENCE = ROOT / "docs" / "reference"


def add_parser(subparsers: Any) -> None:
    """Add `packs` with its verbs."""
    parser = subparsers.add_parser("packs", help="检查、排版事项包 check and format packs")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    _check_parser(verbs)
    form = verbs.add_parser("format", help="写成统一格式 write the accepted form")
    form.add_argument("path", nargs="?", type=Path, default=MEASURES)
    form.add_argument("--check", action="store_true", help="只看不改 tell, do not write")
    form.set_defaults(run=run_format)
    for name, run, zh, en in (
        ("list", run_list, "列出事项包", "list the packs"),
        ("schema", run_schema, "写出 JSON Schema", "write the JSON Schema"),
        ("reference", run_reference, "写出语言手册", "write the reference"),
    ):
        verb = verbs.add_parser(name, help=f"{zh} {en}")
        verb.set_defaults(run=run)
    add_parsers(verbs, MEASURES)
    new = verbs.add_parser("new", help="问几句话，生成一个事项包 a new pack from a few answers")
    for field in ("key", "measure", "zh", "en", "department", "item", "subject"):
        new.add_argument(f"--{field}")
    new.add_argument("--root", type=Path, default=MEASURES)
    new.set_defaults(run=run_new)
    diff = verbs.add_parser("diff", help="两个版本差在哪里 what differs between two packs")
    diff.add_argument("before", type=Path)
    diff.add_argument("after", type=Path)
    diff.set_defaults(run=run_diff)


def _check_parser(verbs: Any) -> None:
    check = verbs.add_parser("check", help="检查全部事项包 check all packs")
    check.add_argument(
        "path",
        nargs="?",
        type=Path,
        default=MEASURES,
        help="measures 或一个包 the folder, or one pack",
    )
    check.add_argument("--json", action="store_true", help="输出 JSON as JSON")
    check.add_argument("--quiet", action="store_true", help="不列提醒 without warnings")
    check.set_defaults(run=run_check)


def run_check(arguments: argparse.Namespace) -> int:
    """0 when there is no fault, 1 when there is one. Of one pack its own faults; the others are its ground."""
    path: Path = arguments.path.resolve()
    if not path.is_dir():
        raise Invalid(
            "no_such_folder",
            Text(f"没有文件夹 {path}", f"there is no folder {path}"),
            remedy=Text("请写 measures 或其中一个包的路径", "name measures, or one pack in it"),
        )
    alone = (path / "measure.yaml").exists()
    report = check_packs(path.parent if alone else path)
    faults = report.of(path.name) if alone else report.faults
    warnings = tuple(w for w in report.warnings if not alone or f"/{path.name}/" in w.file)
    if arguments.json:
        print(json.dumps(_as_json(report, faults, warnings), ensure_ascii=False))
    else:
        _tell(report, faults, () if arguments.quiet else warnings)
    return 1 if faults else 0


def _as_json(
    report: Report, faults: tuple[PackFault, ...], warnings: tuple[PackFault, ...]
) -> dict[str, Any]:
    return {
        "ok": not faults,
        "seconds": round(report.seconds, 3),
        "packs": sorted(report.packs),
        "faults": [_fault(f) for f in faults],
        "warnings": [_fault(w) for w in warnings],
    }


def _fault(fault: PackFault) -> dict[str, Any]:
    return {
        **dataclasses.asdict(fault),
        "message": {"zh": fault.message.zh, "en": fault.message.en},
    }


def _tell(report: Report, faults: tuple[PackFault, ...], warnings: tuple[PackFault, ...]) -> None:
    for fault in faults:
        print(f"{fault.show()}  [{fault.link}]")
    for warning in warnings:
        print(f"提醒 warning {warning.show()}")
    examples = sum(len(p.examples) for p in report.packs.values())
    print(
        f"{len(faults)} 处错误 faults, {len(warnings)} 处提醒 warnings; "
        f"{len(report.packs)} 个包 packs, {examples} 个示例 examples, {report.seconds:.2f} s CPU"
    )


def run_format(arguments: argparse.Namespace) -> int:
    """Writes the accepted form; with --check 1 when something would change."""
    changed = format_folder(arguments.path.resolve(), write=not arguments.check)
    for name in changed:
        print(name)
    words = ("需要整理", "to be formatted") if arguments.check else ("已整理", "formatted")
    print(f"{len(changed)} 个文件{words[0]} files {words[1]}")
    return 1 if changed and arguments.check else 0


def run_list(arguments: argparse.Namespace) -> int:
    """Every pack with its measure, items and state."""
    report = check_packs(MEASURES)
    for key, content in sorted(report.packs.items()):
        measure = content.measure
        faults = len(report.of(key))
        state = (
            f"{faults} 处错误 faults"
            if faults
            else "就绪 ready"
            if measure.stage == "ready"
            else "草稿 draft"
        )
        items = f"{len(content.items)} 个事项 items"
        print(
            f"{measure.key:<4} {key:<26} {state:<12} {items}  {measure.name.zh} {measure.name.en}"
        )
    return 0


def run_schema(arguments: argparse.Namespace) -> int:
    """Writes docs/reference/pack.schema.json."""
    return _write(
        "pack.schema.json", json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"
    )


def run_reference(arguments: argparse.Namespace) -> int:
    """Writes docs/reference/packs.md."""
    return _write("packs.md", reference())


def _write(name: str, text: str) -> int:
    REFERENCE.mkdir(parents=True, exist_ok=True)
    (REFERENCE / name).write_text(text, "utf-8")
    print(f"docs/reference/{name}")
    return 0


QUESTIONS = {
    "key": Text("文件夹名（英文小写，如 a01_example）", "Name of the folder, such as a01_example"),
    "measure": Text("举措编号", "Number of the measure"),
    "zh": Text("中文名称", "Chinese name"),
    "en": Text("英文名称", "English name"),
    "department": Text("决定部门（词典里的键）", "Deciding department (a key of the dictionary)"),
    "item": Text("事项键", "Key of the item"),
    "subject": Text("所办之事（主体键）", "What it is about (key of the subject)"),
}


def run_new(arguments: argparse.Namespace) -> int:
    """Asks what is not given and writes the folder."""
    given = {}
    for name, question in QUESTIONS.items():
        value = getattr(arguments, name)
        if value is None and sys.stdin.isatty():
            value = input(f"{question.zh} {question.en}: ").strip()
        if not value:
            raise Invalid(
                "answer_missing",
                Text(f"缺少 --{name}：{question.zh}", f"--{name} is missing: {question.en}"),
                remedy=Text(f"请加上 --{name} 内容", f"add --{name} with its text"),
            )
        given[name] = value
    folder = arguments.root / given["key"]
    if folder.exists():
        raise Invalid(
            "pack_exists",
            Text(f"{folder} 已存在", f"{folder} exists already"),
            remedy=Text(
                "请换一个 --key，或者先移走旧文件夹", "take another --key, or move it away"
            ),
        )
    print(write_skeleton(arguments.root, Answers(**given)))
    return 0


def run_diff(arguments: argparse.Namespace) -> int:
    """What differs, in plain words; 0 when nothing does."""
    sentences = diff_packs(arguments.before, arguments.after)
    for sentence in sentences:
        print(sentence.zh)
    return 1 if sentences else 0
