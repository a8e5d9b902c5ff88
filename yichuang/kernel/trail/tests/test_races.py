"""Several at once, in threads with connections of their own; PostgreSQL shows what SQLite hides."""

import threading
from collections import Counter

import pytest
from django.db import transaction

from yichuang.kernel.trail import api
from yichuang.kernel.trail.models import Line, Pending
from yichuang.kernel.trail.record import listening
from yichuang.kernel.trail.testing import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_racers_under_one_key_do_one_deed() -> None:
    answers: list[tuple[str, str]] = []

    def deed(number: int) -> None:
        for key in map(str, range(15)):
            with transaction.atomic():
                known = api.once("account:1", key, "same")
                if known is None:
                    api.record(f"made:{key}", "made", {"by": number}, actor="account:1")
                    known = {"by": str(number)}
                    api.remember("account:1", key, known)
            answers.append((key, str(known["by"])))

    assert together(6, deed) == []
    assert Counter(Line.objects.values_list("about", flat=True)) == {
        f"made:{key}": 1 for key in range(15)
    }
    assert len(answers) == 90
    assert len(set(answers)) == 15


def test_sealers_and_writers_at_once_leave_a_whole_record() -> None:
    def deed(number: int) -> None:
        for n in range(40):
            if number < 2:
                api.seal(7)
            else:
                with transaction.atomic():
                    about = f"case:{number}"
                    api.record(about, "case.done", {"n": n}, actor="account:1", seq=n + 1)

    assert together(5, deed) == []
    while api.seal():
        pass
    verdict = api.verify()
    assert verdict.ok, verdict.faults
    assert (verdict.lines, verdict.unsealed) == (120, 0)


def test_claimers_never_share_a_row_nor_overtake_a_stream() -> None:
    def one(_kind: str) -> tuple[api.Interest, ...]:
        return (api.Interest("tell", lambda ref, body: str(ref)),)

    with listening(one):
        for n in range(60):
            with transaction.atomic():
                api.record(f"thing:{n % 20}", "thing.done", {"n": n}, actor="account:1")
    taken: list[tuple[str, int]] = []
    lock = threading.Lock()

    def deed(_number: int) -> None:
        while Pending.objects.exists():
            for work in api.claim(5):
                with lock:
                    taken.append((work.stream, work.line))
                with transaction.atomic():
                    api.finish(work)

    assert together(4, deed) == []
    assert len(taken) == 60
    assert len(set(taken)) == 60
    for stream in {stream for stream, _ in taken}:
        lines = [line for of, line in taken if of == stream]
        assert lines == sorted(lines)
