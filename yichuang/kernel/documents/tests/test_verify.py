"""Whether a paper holds: one verdict at one moment, six sentences, and copies that were changed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from yichuang.base import clock
from yichuang.base.text import Text
from yichuang.kernel.documents import api as documents
from yichuang.kernel.documents.contracts import Paper
from yichuang.kernel.documents.models import PaperRow
from yichuang.kernel.documents.tests.conftest import SYSTEM, request_of
from yichuang.kernel.people.contracts import Department
from yichuang.kernel.trail.testing import without_triggers

pytestmark = pytest.mark.django_db
GROUND = Text("以欺骗手段取得", "obtained by deceit")


@pytest.fixture
def permit(office: Department) -> Paper:
    return documents.issue(SYSTEM, [request_of(office, valid_until=date(2024, 11, 23))])[0]


def test_token_number_and_identifier_give_the_same_verdict_with_a_masked_holder(
    permit: Paper,
) -> None:
    for asked in (permit.token, permit.number, f" {permit.identifier} "):
        verdict = documents.verify(asked)
        assert verdict.status == "valid"
        assert verdict.authority == "合肥市科学技术局"
        assert verdict.paper is not None
        assert verdict.paper.holder_name == "约****"
        assert (verdict.paper.data, verdict.paper.holder_subject, verdict.paper.case) == (
            {},
            None,
            "",
        )


def test_a_revocation_shows_at_once_with_day_office_and_ground(permit: Paper) -> None:
    assert documents.verify(permit.token).status == "valid"
    clock.advance(timedelta(minutes=5))
    documents.set_status(SYSTEM, permit.id, "revoked", GROUND)
    verdict = documents.verify(permit.token)
    assert verdict.status == "revoked"
    assert verdict.ground == GROUND
    assert verdict.at == verdict.since == clock.now()
    assert "2023-11-24" in verdict.message.zh
    assert "合肥市科学技术局" in verdict.message.zh
    assert "以欺骗手段取得" in verdict.message.zh


def test_each_state_has_a_sentence_of_its_own(office: Department, permit: Paper) -> None:
    (suspended,) = documents.issue(SYSTEM, [request_of(office)])
    documents.set_status(SYSTEM, suspended.id, "suspended", GROUND)
    (later,) = documents.issue(SYSTEM, [request_of(office, valid_from=date(2024, 1, 1))])
    said = {documents.verify(p.token).message.zh for p in (suspended, later, permit)}
    said |= {documents.verify("3401002023112409999").message.zh}
    assert documents.verify(later.token).status == "not_yet"
    assert documents.verify("").status == "unknown"
    clock.advance(timedelta(days=400))
    expired = documents.verify(permit.token)
    assert expired.status == "expired"
    said.add(expired.message.zh)
    assert len(said) == 5


def test_the_last_day_still_counts(permit: Paper) -> None:
    with clock.travel(clock.at(date(2024, 11, 23), 23, 59)):
        assert documents.verify(permit.token).status == "valid"
    with clock.travel(clock.at(date(2024, 11, 24), 0)):
        assert documents.verify(permit.token).status == "expired"


def test_a_row_changed_behind_our_back_is_found_out(permit: Paper) -> None:
    with without_triggers():
        PaperRow.objects.update(holder_name="李四")
        assert documents.verify(permit.token).status == "altered"


def test_a_copy_is_ours_altered_or_foreign(permit: Paper) -> None:
    content = documents.read_content(documents.make_pdf(permit.id).digest)
    assert documents.verify_copy(content).status == "valid"
    assert documents.verify_copy(content + b"\n% added").status == "altered"
    assert documents.verify_copy(b"%PDF-1.4 nothing of ours").status == "unknown"
    documents.set_status(SYSTEM, permit.id, "cancelled", GROUND)
    assert documents.verify_copy(content).status == "cancelled"
