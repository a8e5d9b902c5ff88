"""`packs publish|adopt|withdraw|versions`: what the province publishes and a city takes over, on tables."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from yichuang.base.errors import Invalid
from yichuang.base.text import Text
from yichuang.packs.api import publish_packs


def add_parsers(verbs: Any, measures: Path) -> None:
    """Add the verbs that change tables."""
    publish = verbs.add_parser("publish", help="检查并发布就绪的包 check and publish what is ready")
    publish.add_argument("packs", nargs="*", metavar="PACK")
    publish.set_defaults(run=lambda a: run_publish(measures, a.packs))
    versions = verbs.add_parser("versions", help="列出已发布的版本 what is published")
    versions.add_argument("pack", nargs="?", default="")
    versions.set_defaults(run=lambda a: run_versions(a.pack))
    adopt = verbs.add_parser("adopt", help="一个市采用一个包 a city adopts a pack")
    adopt.add_argument("pack")
    adopt.add_argument("--region", required=True, help="区划代码 code of the region")
    adopt.add_argument("--version", default="", help="默认最新 the newest by default")
    adopt.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", help="参数 a parameter"
    )
    adopt.add_argument(
        "--post", action="append", default=[], metavar="POST=POST", help="岗位对应 a post mapped"
    )
    adopt.add_argument("--dry-run", action="store_true", help="只看变化 tell what would change")
    adopt.set_defaults(run=run_adopt)
    withdraw = verbs.add_parser("withdraw", help="停止采用；在办的照办 running cases go on")
    withdraw.add_argument("pack")
    withdraw.add_argument("--region", required=True, help="区划代码 code of the region")
    withdraw.set_defaults(run=run_withdraw)


def _start() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yichuang.config.settings")
    os.environ.setdefault("YICHUANG_MODE", "demo")
    django.setup()
    from yichuang.console.migrated import refuse_old_tables

    refuse_old_tables()


def run_publish(measures: Path, packs: Sequence[str]) -> int:
    """Publishes the packs named, or all that are ready; what is published already keeps its version."""
    _start()
    from yichuang.kernel.people.api import system_actor

    for version in publish_packs(system_actor("console"), measures, packs):
        print(f"{version.pack} {version.version} {version.digest[:12]}")
    return 0


def run_versions(pack: str) -> int:
    """Lists what is published, newest last."""
    _start()
    from yichuang.kernel.catalogue import api as catalogue

    for version in catalogue.list_pack_versions(pack):
        print(f"{version.pack} {version.version} {version.published_at:%Y-%m-%d %H:%M}")
    return 0


def run_adopt(arguments: argparse.Namespace) -> int:
    """Adopts, or with --dry-run tells every fault and every change; 1 when it cannot be adopted."""
    _start()
    from yichuang.kernel.catalogue import api as catalogue
    from yichuang.kernel.people.api import system_actor

    published = catalogue.list_pack_versions(arguments.pack)
    if not published:
        raise Invalid(
            "not_published",
            Text(f"没有发布过包 {arguments.pack}", f"no pack {arguments.pack} is published"),
            remedy=Text("先运行 packs publish", "run packs publish first"),
        )
    version = arguments.version or published[-1].version
    values, posts = _pairs(arguments.set, "--set"), _pairs(arguments.post, "--post")
    if arguments.dry_run:
        wanted = (arguments.region, arguments.pack, version)
        problems = (
            *catalogue.check_adoption(*wanted, values, {}, posts),
            *catalogue.check_staffing(*wanted, posts),
        )
        for problem in problems:
            print(f"✗ {problem.where}: {problem.message.zh} {problem.message.en}")
        if not problems:
            for change in catalogue.what_would_change(*wanted, values, {}):
                print(f"· {change.text.zh}")
        return 1 if problems else 0
    adopted = catalogue.adopt(
        system_actor("console"),
        region=arguments.region,
        pack=arguments.pack,
        version=version,
        parameters=values,
        posts=posts,
    )
    print(f"{arguments.region} 已采用 adopted {arguments.pack} {version}: {adopted.id}")
    return 0


def run_withdraw(arguments: argparse.Namespace) -> int:
    """No new applications from now on; running cases end in peace."""
    _start()
    from yichuang.kernel.catalogue import api as catalogue
    from yichuang.kernel.people.api import system_actor

    left = catalogue.withdraw(system_actor("console"), region=arguments.region, pack=arguments.pack)
    print(f"{arguments.region} 已停止采用 withdrew {arguments.pack}: {left.id}")
    return 0


def _pairs(given: Sequence[str], option: str) -> Mapping[str, str]:
    pairs = {}
    for text in given:
        key, sign, value = text.partition("=")
        if not sign or not key.strip():
            raise Invalid(
                "not_a_pair",
                Text(f"{option} 要写成 名称=值：{text}", f"{option} takes KEY=VALUE, not {text!r}"),
                remedy=Text(f"例如 {option} days=5", f"such as {option} days=5"),
            )
        pairs[key.strip()] = value.strip()
    return pairs
