"""Who may subscribe, what an address must be, and the signature as other libraries compute it."""

import base64

import pytest
from pytest_django import Settings

from yichuang.base.errors import Invalid, NotFound, NotPermitted
from yichuang.blocks.notices import api as notices
from yichuang.blocks.notices.signing import headers_of, new_secret, sign
from yichuang.kernel.people.contracts import Actor
from yichuang.kernel.people.testing import SYSTEM


def test_the_signature_is_that_of_standard_webhooks() -> None:
    """The vector of the Standard Webhooks libraries."""
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    signature = sign(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_headers_and_secrets() -> None:
    secret = new_secret()
    assert len(base64.b64decode(secret.removeprefix("whsec_"))) == 24
    headers = headers_of(secret, "msg_1_2", 5, b"{}")
    assert headers["webhook-id"] == "msg_1_2"
    assert headers["webhook-timestamp"] == "5"
    assert headers["webhook-signature"] == sign(secret, "msg_1_2", 5, b"{}")


@pytest.mark.django_db
def test_only_the_operator_subscribes_and_partners_see_their_own() -> None:
    grid = Actor(label="key:1", name="grid", partner="grid")
    water = Actor(label="key:2", name="water", partner="water")
    stranger = Actor(label="account:1", name="x", account=1)
    with pytest.raises(NotPermitted):
        notices.subscribe(grid, partner="grid", url="https://example.org/", kinds=["*"])
    made = notices.subscribe(SYSTEM, partner="grid", url="https://example.org/", kinds=["*"])
    for actor, count in ((SYSTEM, 1), (grid, 1), (water, 0), (stranger, 0)):
        assert len(notices.list_subscriptions(actor)) == count
    assert notices.list_deliveries(grid, subscription=made.id).rows == ()
    for actor in (water, stranger):
        with pytest.raises(NotFound):
            notices.list_deliveries(actor, subscription=made.id)
        with pytest.raises(NotFound):
            notices.try_now(actor, subscription=made.id)
    notices.try_now(grid, subscription=made.id)
    notices.end_subscription(SYSTEM, subscription=made.id)
    with pytest.raises(NotFound):
        notices.end_subscription(SYSTEM, subscription=made.id)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url",
    ["ftp://example.org/", "example.org", "https://", "https://a:b@example.org/", "http://x#y"],
)
def test_unfit_addresses(url: str) -> None:
    with pytest.raises(Invalid):
        notices.subscribe(SYSTEM, partner="grid", url=url, kinds=["*"])


@pytest.mark.django_db
def test_plain_http_only_outside_production(settings: Settings) -> None:
    notices.subscribe(SYSTEM, partner="grid", url="http://localhost:1/", kinds=["*"])
    settings.PRODUCTION = True
    with pytest.raises(Invalid):
        notices.subscribe(SYSTEM, partner="grid", url="http://localhost:1/", kinds=["*"])
