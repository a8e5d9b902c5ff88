"""A notice is in force at once; its PDF follows, once, also when the work is done twice."""

from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings

from yichuang.base.text import Text
from yichuang.kernel.documents import api as documents
from yichuang.kernel.people.testing import SYSTEM, make_city, make_department
from yichuang.kernel.trail import api as trail
from yichuang.kernel.trail.testing import lines_of_kind
from yichuang.reactions.table import TABLE
from yichuang.reactions.tests.setting import wired
from yichuang.reactions.worker import Worker

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.slow
def test_the_copy_of_a_notice(tmp_path: Path) -> None:
    make_city()
    office = make_department("science")
    with override_settings(FILES_DIR=tmp_path), wired(TABLE):
        with transaction.atomic():
            notice = documents.write_notice(
                SYSTEM,
                "receipt",
                "2023110134010404010000012",
                None,
                {
                    "item": Text("某许可", "A permit"),
                    "materials": [Text("合同", "Contract")],
                    "query_code": "482913",
                },
                region="340100",
                department=office.id,
                receiver_name="某人",
            )
        assert documents.read_notice(notice.id).pdf == ""
        Worker(TABLE).run(until_idle=True)
        made = documents.read_notice(notice.id).pdf
        assert documents.read_content(made).startswith(b"%PDF")
        (line,) = lines_of_kind("notice.written")
        assert trail.enqueue(line.id, "documents.copy", args={})
        Worker(TABLE).run(until_idle=True)
        assert documents.read_notice(notice.id).pdf == made
    assert len(lines_of_kind("notice.copied")) == 1
    assert trail.backlog().rows == 0
