"""Logging in: what locks, for how long, what a wrong name looks like, how many hashes run at once."""

import threading
import time
from datetime import datetime, timedelta

import pytest
from django.contrib.auth import authenticate
from django.http import HttpRequest

from yichuang.base import clock
from yichuang.base.errors import Invalid, OutOfTime
from yichuang.kernel.people import api as people
from yichuang.kernel.people import login
from yichuang.kernel.people.models import LoginAttempt
from yichuang.kernel.people.testing import SYSTEM
from yichuang.kernel.trail import api as trail

pytestmark = pytest.mark.django_db
START = datetime(2024, 6, 3, 9, tzinfo=clock.SHANGHAI)
GOOD = "correct horse battery"


@pytest.fixture(autouse=True)
def _june():  # type: ignore[no-untyped-def]
    with clock.travel(START):
        yield


@pytest.fixture
def wang() -> int:
    return people.create_account(SYSTEM, username="wang", name="王", password=GOOD)


def attempt(password: str, username: str = "wang", address: str = "10.0.0.1") -> int | None:
    request = HttpRequest()
    request.META["REMOTE_ADDR"] = address
    account = authenticate(request, username=username, password=password)
    return account.pk if account else None


def test_right_and_wrong(wang: int) -> None:
    assert attempt(GOOD) == wang
    assert attempt("wrong") is None
    assert attempt(GOOD, "nobody") is None
    assert attempt("") is None
    people.deactivate(SYSTEM, account=wang)
    assert attempt(GOOD) is None


def test_five_misses_lock_the_account_and_pauses_double(wang: int) -> None:
    for _ in range(5):
        assert attempt("wrong") is None
    with pytest.raises(OutOfTime) as refused:
        attempt(GOOD, address="10.0.0.2")
    assert refused.value.data["locked_until"] == START + timedelta(minutes=1)
    assert "09:01:00" in refused.value.message.zh
    pauses = []
    for _ in range(8):
        row = LoginAttempt.objects.get(who="name:wang")
        assert row.locked_until is not None
        pauses.append(int((row.locked_until - clock.now()).total_seconds() // 60))
        clock.advance(row.locked_until - clock.now())
        assert attempt("wrong") is None
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]
    assert len(trail.list_lines("login:locked").rows) == 9
    clock.advance(timedelta(hours=1))
    assert attempt(GOOD) == wang
    assert not LoginAttempt.objects.filter(who="name:wang").exists()


def test_misses_are_forgotten_after_a_day(wang: int) -> None:
    for _ in range(4):
        attempt("wrong")
    clock.advance(timedelta(hours=25))
    attempt("wrong")
    assert LoginAttempt.objects.get(who="name:wang").failures == 1


def test_an_address_that_tries_many_names_is_locked(wang: int) -> None:
    for n in range(20):
        assert attempt("wrong", f"name{n}") is None
    with pytest.raises(OutOfTime):
        attempt(GOOD)
    assert attempt(GOOD, address="10.0.0.2") == wang


def test_a_name_that_is_none_costs_a_hash_too(wang: int, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    monkeypatch.setattr(login, "make_password", lambda password: hashed.append(password))
    attempt("wrong", "nobody")
    assert hashed == ["wrong"]


def test_two_hashes_at_a_time() -> None:
    running, most = 0, 0
    lock = threading.Lock()

    def check() -> None:
        nonlocal running, most
        with login._turn():
            with lock:
                running += 1
                most = max(most, running)
            time.sleep(0.02)
            with lock:
                running -= 1

    threads = [threading.Thread(target=check) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 2


def test_weak_passwords_are_refused_in_both_languages(wang: int) -> None:
    with pytest.raises(Invalid) as refused:
        people.change_password(people.actor_for(wang), account=wang, password="12345")
    assert [p.code for p in refused.value.problems] == [
        "password_too_short",
        "password_too_common",
        "password_entirely_numeric",
    ]
    assert all(p.message.zh != p.message.en and p.remedy for p in refused.value.problems)
    people.change_password(people.actor_for(wang), account=wang, password="another long one")
    assert attempt("another long one") == wang
