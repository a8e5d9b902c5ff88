"""`demo`: the province is made when there is none of these packs and this code, then served until Ctrl-C."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from yichuang.base.errors import Conflict, Unavailable
from yichuang.base.text import Text
from yichuang.demo.build import CARD, ROOT, Card, read_card, stamp
from yichuang.demo.build import build as build_province
from yichuang.demo.serving import Portal, environment, running

if TYPE_CHECKING:
    from yichuang.demo.receiver import Receiver

DATABASE = "yichuang.sqlite3"
# What belongs to one province and is kept or put aside together.
PARTS = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", "files", "heads", CARD)
KEY = "secret_key"
CONSOLE = Console()
# Whom to show first: login, and what to do as them.
SHOWN: Sequence[tuple[str, str, str]] = (
    (
        "laian",
        "来安食品 经办人",
        "小微企业的低压、10 千伏接入申请\na small firm's power applications",
    ),
    ("luzhou", "庐州智能装备 经办人", "聘用外国人的单位\nan employer of foreigners"),
    ("talent", "外国专家", "签署、查看谁看过我的数据\nsigns, sees who looked"),
    ("window.hefei", "合肥政务服务中心 窗口", "代收件、受理\nhands in for visitors, accepts"),
    ("window.chuzhou", "滁州政务服务中心 窗口", "同上\nthe same"),
    ("reviewer.science.hefei", "合肥市科技局", "工作许可\nwork permits"),
    ("reviewer.public_security.hefei", "合肥市公安局", "居留许可\nresidence permits"),
    ("checker.public_security.hefei", "合肥市公安局 核查", "核查承诺\nchecks commitments"),
    (
        "reviewer.natural_resources.chuzhou",
        "滁州市自然资源局",
        "电力工程并联意见\nopinions on power works",
    ),
    (
        "chief.city_management.chuzhou",
        "滁州市城管局 负责人",
        "汇总审定电力工程\ndecides power works",
    ),
    ("checker.city_management.chuzhou", "滁州市城管局 核查", "核查承诺\nchecks commitments"),
    ("office.chuzhou", "滁州市营商环境办", "采用举措、设置参数\nadopts measures, sets parameters"),
    ("office.anhui", "省营商环境办", "发布事项包\npublishes measures"),
    ("operator", "平台运维", "账号、密钥、推送、积压\naccounts, keys, webhooks, backlog"),
)


def data_folder() -> Path:
    """Where the installation keeps its data."""
    return Path(os.environ.get("YICHUANG_DATA") or ROOT / ".yichuang").expanduser().resolve()


def run(port: int, *, fresh: bool = False) -> int:
    """Serve the province until Ctrl-C; 0 at the end. Raises Unavailable, Conflict in plain words."""
    # also where it was started in the background, which ignores Ctrl-C, and when its terminal is closed
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    _refuse_port(port)
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder) as lock:
        card = _province(folder, fresh=fresh)
        fcntl.flock(lock, fcntl.LOCK_SH)
        os.environ.update(environment(folder, port))
        for name in ("YICHUANG_DATABASE", "YICHUANG_FILES", "YICHUANG_HEADS"):
            os.environ.pop(name, None)
        _serve(folder, port, card)
    return 0


def build(folder: Path) -> int:
    """Only make the data, in the folder to which this process's settings point."""
    return build_province(folder)


def _refuse_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Unavailable(
                "demo.port",
                Text(f"端口 {port} 不能使用", f"port {port} cannot be used: {error.strerror}"),
                remedy=Text("换一个：--port 8001", "take another one: --port 8001"),
            ) from error


@contextmanager
def _alone(folder: Path) -> Iterator[int]:
    """Nobody else changes the province of this folder meanwhile; those who only serve it may do so together."""
    lock = os.open(folder / "demo.lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            # somebody serves it: that is no hindrance as long as nothing must be made
            fcntl.flock(lock, fcntl.LOCK_SH)
            if _fits(folder) is None:
                raise Conflict(
                    "demo.running",
                    Text("另一个演示正在使用这份数据", "another demonstration uses these data"),
                    remedy=Text("先按 Ctrl-C 结束它", "end it first, with Ctrl-C"),
                ) from None
        yield lock
    finally:
        os.close(lock)


def _fits(folder: Path) -> Card | None:
    """The card of the finished province of this folder, when it is of these packs and this code."""
    card = read_card(folder)
    fits = card is not None and card.stamp == stamp() and (folder / DATABASE).exists()
    return card if fits else None


def _province(folder: Path, *, fresh: bool) -> Card:
    card = None if fresh else _fits(folder)
    if card is not None:
        CONSOLE.print(
            f"✓ 沿用 {card.built_at[:16]} 建成的演示省 the province of that day is used again"
        )
        return card
    if read_card(folder) is not None and not fresh:
        CONSOLE.print(
            "… 事项包或程序已更新，重建演示省 packs or code have changed, it is made anew"
        )
    building = folder / "building"
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir()
    key = building / KEY
    # heads of the record are signed with the installation's key: it must be the one that stays
    if (folder / KEY).exists():
        shutil.copy2(folder / KEY, key)
    _build_in(building)
    if not (folder / KEY).exists():
        key.rename(folder / KEY)
    aside = _put_aside(folder)
    if aside is not None:
        CONSOLE.print(f"  原有数据保留在 what was there is kept in {aside}")
    for part in PARTS:
        if (building / part).exists():
            (building / part).rename(folder / part)
    shutil.rmtree(building, ignore_errors=True)
    made = read_card(folder)
    if made is None:
        raise Unavailable(
            "demo.not_built",
            Text("演示省没有建成", "the province was not made"),
            remedy=Text("运行 bin/demo --fresh 重新建一次", "run bin/demo --fresh to make it anew"),
        )
    CONSOLE.print(f"✓ 演示省建成：{made.cases} 件办件，{made.seconds} 秒 made, {made.cases} cases")
    for line in made.stopped:
        CONSOLE.print(f"  ! {line}", markup=False)
    return made


def _build_in(building: Path) -> None:
    # the copies of papers name the usual address, whatever port serves them first
    env = environment(building, 8000, {"YICHUANG_LOG": "ERROR"})
    command = [sys.executable, "-m", "yichuang", "demo", "--build", str(building)]
    done = subprocess.run(command, env=env, check=False)
    if done.returncode != 0:
        raise Unavailable(
            "demo.not_built",
            Text("演示省没有建成", "the province was not made"),
            remedy=Text("原因见上", "see above why"),
        )


def _put_aside(folder: Path) -> Path | None:
    """Move what is there into a folder of its own; nothing is thrown away."""
    there = [part for part in PARTS if (folder / part).exists()]
    if DATABASE not in there:
        return None
    aside = folder / "kept" / time.strftime("%Y%m%d-%H%M%S")
    aside.mkdir(parents=True)
    for part in there:
        (folder / part).rename(aside / part)
    return aside


def _serve(folder: Path, port: int, card: Card) -> None:
    import django

    django.setup()
    from yichuang.demo.receiver import Receiver

    receiver = Receiver().start()
    try:
        with CONSOLE.status("启动服务 starting") as status, running(folder, port) as portal:
            _listen(portal, card, receiver)
            status.stop()
            _show(portal, card, receiver.address)
            while True:
                time.sleep(0.5)
                portal.check()
    except KeyboardInterrupt:
        CONSOLE.print("\n✓ 演示结束 ended")
    finally:
        receiver.close()


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _listen(portal: Portal, card: Card, receiver: Receiver) -> None:
    """The power company's program says where it listens now."""
    from yichuang.demo.client import Caller, WentWrong

    grid = Caller(portal.url, "grid").with_key(card.grid_key)
    try:
        for old in grid.call("GET", "/webhooks")["rows"]:
            if old["active"]:
                grid.call("DELETE", f"/webhooks/{old['id']}", want=204)
        body = {"url": receiver.url, "kinds": ["*"]}
        receiver.secret = grid.call("POST", "/webhooks", body, want=201)["secret"]
    except WentWrong as wrong:
        CONSOLE.print(f"! {wrong}", markup=False)


def _show(portal: Portal, card: Card, receiver: str) -> None:
    table = Table()
    table.add_column("登录名 login", no_wrap=True)
    table.add_column("是谁 who", overflow="fold")
    table.add_column("做什么 what for", overflow="fold")
    for login, who, what in SHOWN:
        table.add_row(login, who, what)
    CONSOLE.print(table)
    CONSOLE.print(f"  密码 password （所有人 everybody）： [bold]{card.password}[/bold]")
    CONSOLE.print(
        "  其他人 others: reviewer.部门.城市 reviewer.DEPARTMENT.CITY, deputy.DEPARTMENT.CITY, window.CITY"
    )
    CONSOLE.print(f"  供电企业接口密钥 the power company's key: {card.grid_key}", soft_wrap=True)
    CONSOLE.print(f"  供电企业接收端 its receiver: {receiver}")
    CONSOLE.print(f"\n✓ 门户 the portal: [bold]{portal.url}[/bold]   Ctrl-C 结束 ends it")
