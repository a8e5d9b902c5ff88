"""Finds the command that was asked for, loads that one alone, runs it, shows refusals as sentences."""

import argparse
import difflib
import importlib
import importlib.util
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from yichuang.base.errors import Invalid, Refusal
from yichuang.base.text import Text

PROGRAM = "yichuang"


@dataclass(frozen=True, slots=True)
class Command:
    """A word of bin/yichuang. `django`: needs tables. `mode`: what YICHUANG_MODE is when unset."""

    name: str
    help: Text
    django: bool = True
    mode: str = "demo"


# `serve` and `worker` meet strangers: without a mode they are production, and refuse unsafe settings.
_ALL = (
    Command("codes", Text("查验代码", "check an official code"), django=False),
    Command("calendar", Text("推算工作日", "count working days"), django=False),
    Command("rules", Text("问一条规则", "ask one rule about a set of facts"), django=False),
    Command("packs", Text("检查、排版事项包", "check and format packs"), django=False),
    Command("trail", Text("核验办事记录", "verify the trail")),
    Command("cases", Text("查看办件", "look at cases")),
    Command("mining", Text("流程挖掘", "how cases really went")),
    Command("people", Text("第一个账号与区划", "the first account and the regions")),
    Command("house", Text("核对跨室引用", "prove that references between rooms resolve")),
    # starts processes of its own, each on a data folder that is chosen first
    Command("demo", Text("演示省", "the demonstration province"), django=False),
    Command("worker", Text("执行后续动作与定时", "run reactions and timers"), mode="production"),
    Command("serve", Text("提供门户服务", "serve the portal"), mode="production"),
    Command("django", Text("Django 自带命令", "Django's own commands, e.g. migrate")),
)
COMMANDS = {command.name: command for command in _ALL}


def main(arguments: Sequence[str]) -> int:
    """Runs one command; 0 done, 1 refused or found wanting, 2 not understood."""
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(_overview())
        return 0 if arguments else 2
    name = arguments[0]
    command = COMMANDS.get(name)
    if command is None:
        return _not_understood(name)
    module = f"yichuang.console.{name}"
    if importlib.util.find_spec(module) is None:
        sentence = Text(f"这个版本没有命令 {name}。", f"This build has no command {name}.")
        return _say(sentence, None, 2)
    if command.django:
        _start_django(command)
    parser = argparse.ArgumentParser(
        prog=PROGRAM, description=f"{command.help.zh} {command.help.en}"
    )
    importlib.import_module(module).add_parser(parser.add_subparsers(required=True))
    chosen = parser.parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except Refusal as refusal:
        return _refused(refusal)
    except BrokenPipeError:
        # `| head` has read enough; the interpreter must not complain about it while it ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130


def _start_django(command: Command) -> None:
    os.environ.setdefault("YICHUANG_MODE", command.mode)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yichuang.config.settings")
    import django

    django.setup()


def _overview() -> str:
    lines = [f"用法 usage: bin/{PROGRAM} COMMAND ...", ""]
    for command in COMMANDS.values():
        here = importlib.util.find_spec(f"yichuang.console.{command.name}") is not None
        if here:
            lines.append(f"  {command.name:<10} {command.help.zh}  {command.help.en}")
    lines += ["", f"  bin/{PROGRAM} COMMAND --help"]
    return "\n".join(lines)


def _not_understood(name: str) -> int:
    nearest = difflib.get_close_matches(name, COMMANDS, n=1)
    remedy = None
    if nearest:
        remedy = Text(f"您要的是 {nearest[0]} 吗？", f"Did you mean {nearest[0]}?")
    return _say(Text(f"没有命令 {name}。", f"There is no command {name}."), remedy, 2)


def _refused(refusal: Refusal) -> int:
    status = _say(refusal.message, refusal.remedy, 1)
    if isinstance(refusal, Invalid):
        for problem in refusal.problems:
            print(f"  {problem.where}: {problem.message.zh} {problem.message.en}", file=sys.stderr)
    return status


def _say(sentence: Text, remedy: Text | None, status: int) -> int:
    print(f"✗ {sentence.zh} {sentence.en}".rstrip(), file=sys.stderr)
    if remedy:
        print(f"  {remedy.zh} {remedy.en}".rstrip(), file=sys.stderr)
    return status
