"""Two adoptions at once: each builds on the other, none is lost."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.db import connection

from yichuang.base.text import Text
from yichuang.kernel.catalogue import api
from yichuang.kernel.catalogue.contracts import Measure, PackContent
from yichuang.kernel.catalogue.testing import SYSTEM
from yichuang.kernel.catalogue.tests.small import DICTIONARY

REGION = "341100"


def pack(key: str) -> PackContent:
    measure = Measure(key.upper(), Text(key, key), "s", "d", (), (), {})
    return PackContent(key, measure, {}, {}, {}, {}, {})


@pytest.mark.django_db(transaction=True)
def test_no_adoption_is_lost() -> None:
    keys = ["a", "b", "c", "d"]
    api.publish_dictionary(SYSTEM, DICTIONARY)
    for key in keys:
        api.publish_pack(SYSTEM, pack(key))
    start = Barrier(len(keys))
    failed: list[BaseException] = []

    def adopt(key: str) -> None:
        try:
            start.wait(10)
            api.adopt(SYSTEM, region=REGION, pack=key, version="1")
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [Thread(target=adopt, args=(key,)) for key in keys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failed == []
    assert sorted(api.current_set(REGION).packs) == keys
    sets = api.list_sets(REGION)
    assert [len(s.packs) for s in sets] == [4, 3, 2, 1]
