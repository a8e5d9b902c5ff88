"""What the library of licences has told is found again, and only that."""

import pytest

from yichuang.base.refs import Ref
from yichuang.outside import api as outside
from yichuang.outside.models import LicenceEntry

FIRM, OTHER = Ref("subject", "1"), Ref("subject", "2")


@pytest.mark.django_db
def test_a_paper_told_twice_is_one_entry_of_its_holder_alone() -> None:
    outside.keep_licence(FIRM, "business_licence", simulated=True)
    outside.keep_licence(FIRM, "business_licence", simulated=True)
    assert LicenceEntry.objects.count() == 1
    assert outside.has_licence([OTHER, FIRM], "business_licence")
    assert not outside.has_licence([OTHER], "business_licence")
    assert not outside.has_licence([FIRM], "residence_permit")
    assert not outside.has_licence([], "business_licence")
