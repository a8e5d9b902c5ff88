"""Logging in: a throttle per account and per address, two hash checks at a time, one answer for all that is wrong."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.http import HttpRequest

from yichuang.base import clock
from yichuang.base.errors import OutOfTime, Unavailable
from yichuang.base.text import Text
from yichuang.kernel.people.models import Account, LoginAttempt
from yichuang.kernel.trail import api as trail

# A check by argon2 takes 0.2 s of a core and 100 MB.
_CHECKS = threading.BoundedSemaphore(2)
_PATIENCE = 10.0

# Misses that cost nothing; each one after them doubles the pause.
FREE_OF_ACCOUNT = 5
FREE_OF_ADDRESS = 20
LONGEST_LOCK = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(hours=24)


class AccountBackend(BaseBackend):
    """Django's door to accounts: by user name and password, only those that are switched on."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **_rest: Any,
    ) -> Account | None:
        """The account, or None when name or password is wrong. Raises OutOfTime while it is locked."""
        if not username or password is None:
            return None
        address = request.META.get("REMOTE_ADDR", "") if request else ""
        return check_login(username, password, address)

    def get_user(self, user_id: int) -> Account | None:
        """The account of a session, None once it is switched off."""
        return Account.objects.filter(pk=user_id, is_active=True).first()


def check_login(username: str, password: str, address: str) -> Account | None:
    """The account of these credentials, None when they are wrong (that too costs a check of a hash).

    Raises OutOfTime with `locked_until` while account or address is locked, whether the password is right or not.
    """
    doors = _doors(username, address)
    _refuse_locked(doors)
    account = Account.objects.filter(username=username, is_active=True).first()
    with _turn():
        if account is None:
            # as long as a real check: the time must not say which names exist
            make_password(password)
            right = False
        else:
            right = check_password(password, account.password)
    if account is None or not right:
        for who, free in doors:
            _count_miss(who, free)
        return None
    LoginAttempt.objects.filter(who=doors[0][0]).delete()
    return account


def _doors(username: str, address: str) -> list[tuple[str, int]]:
    doors = [(f"name:{username.lower()[:100]}", FREE_OF_ACCOUNT)]
    if address:
        doors.append((f"address:{address}", FREE_OF_ADDRESS))
    return doors


@contextmanager
def _turn() -> Iterator[None]:
    if not _CHECKS.acquire(timeout=_PATIENCE):
        raise Unavailable(
            "login_crowded",
            Text("登录的人太多", "Too many people are logging in"),
            remedy=Text("请稍后再试", "Try again in a moment"),
        )
    try:
        yield
    finally:
        _CHECKS.release()


def _refuse_locked(doors: list[tuple[str, int]]) -> None:
    rows = LoginAttempt.objects.filter(
        who__in=[who for who, _ in doors], locked_until__gt=clock.now()
    )
    until = max((row.locked_until for row in rows if row.locked_until), default=None)
    if until is not None:
        raise _locked(until)


def _locked(until: datetime) -> OutOfTime:
    local = until.astimezone(clock.SHANGHAI)
    return OutOfTime(
        "login_locked",
        Text(
            f"多次输入有误，请于 {local:%H:%M:%S} 之后再登录",
            f"Too many misses; log in again after {local:%H:%M:%S}",
        ),
        data={"locked_until": local},
        remedy=Text("忘记密码请联系管理员", "If the password is forgotten, ask the administrator"),
    )


@transaction.atomic
def _count_miss(who: str, free: int) -> None:
    now = clock.now()
    LoginAttempt.objects.bulk_create(
        [LoginAttempt(who=who, failures=0, last_at=now)], ignore_conflicts=True
    )
    row = LoginAttempt.objects.select_for_update(no_key=True).get(who=who)
    if row.last_at < now - FORGOTTEN_AFTER:
        row.failures = 0
    row.failures, row.last_at = row.failures + 1, now
    if row.failures >= free:
        pause = timedelta(minutes=2 ** min(row.failures - free, 10))
        row.locked_until = now + min(LONGEST_LOCK, pause)
        body = {"who": who, "failures": row.failures, "until": row.locked_until}
        trail.record("login:locked", "login.locked", body, actor="system:login")
    row.save()
