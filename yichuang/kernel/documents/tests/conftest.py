"""One office, one day, one folder for the tests of documents."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.test import override_settings

from yichuang.base import clock
from yichuang.base.text import Text
from yichuang.kernel.documents.contracts import PaperRequest
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import Actor, Department

SYSTEM = Actor("system:test", "平台")
CASE = "2023110134010404010000012"
TEMPLATE = (
    "<article><h1>外国人工作许可证</h1><p>{{ foreigner.name }} · {{ job.class }} 类</p></article>"
)


@pytest.fixture(autouse=True)
def _place(tmp_path: Path) -> Iterator[None]:
    moment = clock.at(date(2023, 11, 24), 9, 30)
    with override_settings(FILES_DIR=tmp_path), clock.travel(moment):
        yield


@pytest.fixture
def office(db: None) -> Department:
    """The science office of a city, with its code."""
    people.ensure_region(SYSTEM, code="340100", name=Text("合肥市", "Hefei"), kind="city")
    return people.ensure_department(
        SYSTEM,
        key="science",
        region="340100",
        name=Text("合肥市科学技术局", "Hefei Science and Technology Bureau"),
        usci="113401040029863956",
    )


def request_of(office: Department, key: str = "work_permit", **more: object) -> PaperRequest:
    """A work permit of the given office, ready to be issued."""
    values: dict[str, object] = {
        "key": key,
        "name": Text("外国人工作许可证", "Work permit"),
        "template": "papers/work_permit.html",
        "adopted_set": "set-1",
        "pack": "h07_foreign_talent",
        "case": CASE,
        "region": "340100",
        "issuer": office.id,
        "holder_subject": 7,
        "holder_name": "约翰·测试",
        "data": {"foreigner": {"name": "约翰·测试"}, "job": {"class": "A"}},
        "certificate": True,
        "source": TEMPLATE,
    }
    return PaperRequest(**{**values, **more})  # type: ignore[arg-type]
