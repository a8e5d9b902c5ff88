"""Many take numbers at once: none is given twice, none is left out."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from yichuang.kernel.documents import api as documents

EACH, THREADS = 15, 6


@pytest.mark.django_db(transaction=True)
def test_numbers_taken_at_once_have_neither_doubles_nor_gaps() -> None:
    taken: list[int] = []
    lock = threading.Lock()

    def take() -> None:
        try:
            for turn in range(EACH):
                with transaction.atomic():
                    serial = documents.next_serial("race", "340100", "2023")
                    if turn % 5 == 4:
                        transaction.set_rollback(True)
                        continue
                with lock:
                    taken.append(serial)
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == list(range(1, len(taken) + 1))
    assert len(taken) == THREADS * EACH * 4 // 5
