"""`yichuang people found`: the regions and the first account of a bare installation, who then makes the others."""

import argparse
import sys
from getpass import getpass
from pathlib import Path
from typing import Any

from yichuang.base.errors import Invalid
from yichuang.base.text import Text
from yichuang.console.migrated import refuse_old_tables
from yichuang.kernel.people import api as people

ROLES = ("operator", "people_admin")


def add_parser(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Add `people` with its verb."""
    parser = subparsers.add_parser("people", help="第一个账号 the first account")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    found = verbs.add_parser(
        "found", help="载入区划并建第一个运维账号 load the regions, make the first operator"
    )
    found.add_argument("login", help="用户名 the user name")
    found.add_argument("--name", default="平台运维", help="显示的姓名 the name that is shown")
    found.add_argument("--regions", type=Path, help="regions.csv; that of the measures if left out")
    found.add_argument(
        "--password-stdin",
        action="store_true",
        help="从标准输入读一行密码 read the password, one line, from standard input",
    )
    found.set_defaults(run=run_found)


def run_found(arguments: argparse.Namespace) -> int:
    """0 when the account is there and can log in. The regions may be loaded already."""
    refuse_old_tables()
    regions = _regions(arguments.regions)
    hashed = people.hash_password(_password(from_stdin=arguments.password_stdin))
    system = people.system_actor("console")
    loaded = people.load_regions(system, regions)
    people.create_account(
        system, username=arguments.login, name=arguments.name, hashed=hashed, roles=ROLES
    )
    done = Text(
        f"载入 {loaded} 个区划；{arguments.login} 可以登录了",
        f"{loaded} regions loaded; {arguments.login} can log in",
    )
    print(f"✓ {done.zh} {done.en}")
    return 0


def _regions(given: Path | None) -> str:
    from django.conf import settings

    path = given or Path(settings.MEASURES_DIR) / "regions" / "regions.csv"
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid(
            "people.no_regions",
            Text(f"读不了区划表 {path}", f"the list of regions {path} cannot be read: {error}"),
            remedy=Text("用 --regions 指明 CSV 文件", "name a CSV file with --regions"),
        ) from error


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass("密码 password: ")
    if getpass("再输一次 once more: ") != first:
        raise Invalid(
            "people.differ",
            Text("两次输入不一致", "the two are not the same"),
            remedy=Text("请重新运行", "run it again"),
        )
    return first
