"""Messages: once per key, seen by those they are for and nobody else."""

import pytest

from yichuang.base.errors import NotFound
from yichuang.base.text import Text
from yichuang.blocks.notices import api as notices
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import OPERATOR
from yichuang.kernel.people.testing import SYSTEM, make_clerk, make_person
from yichuang.kernel.trail import api as trail

pytestmark = pytest.mark.django_db


def send(key: str, **to: object) -> bool:
    return notices.send(
        SYSTEM,
        key=key,
        title=Text("受理通知", "Accepted"),
        body=Text("已受理"),
        **to,  # type: ignore[arg-type]
    )


def test_the_same_message_twice_is_one() -> None:
    wang = make_clerk("wang")
    assert send("case:1:accepted", account=wang, about="case:1")
    assert not send("case:1:accepted", account=wang)
    actor = people.actor_for(wang)
    (message,) = notices.list_messages(actor).rows
    assert (message.title.en, message.about, message.read_at) == ("Accepted", "case:1", None)
    assert [line.kind for line in trail.list_lines(f"message:{message.id}").rows] == [
        "message.sent"
    ]
    with pytest.raises(ValueError, match="receiver"):
        send("nobody")


def test_only_those_it_is_for_see_it() -> None:
    zhao, qian = make_person("zhao", 1), make_person("qian", 2)
    operator = people.actor_for(make_clerk("op", roles=(OPERATOR,)))
    send("a", subject=1)
    send("b", account=qian.account)
    send("c", role=OPERATOR)
    people.grant_mandate(
        zhao, subject=1, kind="person", account=qian.account or 0, items=["only_this"]
    )
    qian = people.actor_for(qian.account or 0)
    seen = {
        actor.name: [m.id for m in notices.list_messages(actor).rows]
        for actor in (zhao, qian, operator)
    }
    assert [len(ids) for ids in seen.values()] == [1, 1, 1]
    assert len({ids[0] for ids in seen.values()}) == 3
    with pytest.raises(NotFound):
        notices.mark_read(zhao, messages=seen["qian"])
    assert notices.count_unread(qian) == 1
    assert notices.mark_read(qian, messages=seen["qian"]) == 1
    assert notices.mark_read(qian, messages=seen["qian"]) == 0
    assert notices.count_unread(qian) == 0
    assert notices.list_messages(qian, unread=True).rows == ()


def test_newest_first_in_pages() -> None:
    zhao = make_person("zhao", 1)
    for n in range(5):
        send(str(n), subject=1)
    first = notices.list_messages(zhao, limit=3)
    rest = notices.list_messages(zhao, after=first.after, limit=3)
    ids = [m.id for m in (*first.rows, *rest.rows)]
    assert ids == sorted(ids, reverse=True)
    assert (len(ids), rest.after) == (5, None)
