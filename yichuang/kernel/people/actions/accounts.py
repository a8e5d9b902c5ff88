"""Accounts: made, bound to a person, switched off, given posts. Passwords are hashed before the transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from yichuang.base import clock
from yichuang.base.errors import Conflict, Invalid, NotFound, Problem
from yichuang.base.text import Text
from yichuang.kernel.people.actions.mandates import bind_self
from yichuang.kernel.people.actors import no_account
from yichuang.kernel.people.contracts import Actor
from yichuang.kernel.people.holders import warn_before_absence
from yichuang.kernel.people.models import Account, Post, PostHolding
from yichuang.kernel.people.permits import need_admin
from yichuang.kernel.trail import api as trail


def hash_password(password: str) -> str:
    """The password as it is stored; takes 0.2 s. Raises Invalid, saying what makes it too weak."""
    problems = tuple(_weaknesses(password))
    if problems:
        raise Invalid(
            "password_weak", Text("密码太弱", "The password is too weak"), problems=problems
        )
    return make_password(password)


# Django's own sentences have no Chinese in this version.
_WEAK = {
    "password_too_short": Text("密码太短", "The password is too short"),
    "password_too_common": Text("密码太常见", "The password is too common"),
    "password_entirely_numeric": Text("密码不能全是数字", "The password must not be all digits"),
}
_WEAK_OTHERWISE = Text("密码不合要求", "The password does not meet the rules")


def _weaknesses(password: str) -> Iterator[Problem]:
    try:
        validate_password(password)
    except ValidationError as weak:
        for error in weak.error_list:
            code = error.code or ""
            sentence = _WEAK.get(code, _WEAK_OTHERWISE)
            yield Problem("password", sentence, _STRONGER, code)


_STRONGER = Text("请用较长的一句话，至少十个字符", "Take a longer phrase, at least ten characters")


def create_account(
    actor: Actor,
    *,
    username: str,
    name: str,
    password: str = "",
    hashed: str = "",
    language: str = "zh",
    roles: Sequence[str] = (),
    person: int | None = None,
    person_kind: str = "person",
) -> int:
    """A new account; gives its id. Raises Conflict when the name is taken.

    `hashed` comes from `hash_password` (many accounts, or within a transaction); without any password nobody
    can log in by it. `person` is the subject whom it belongs to, for whom it may then act.
    """
    need_admin(actor)
    stored = hashed or (hash_password(password) if password else make_password(None))
    with transaction.atomic():
        if Account.objects.filter(username=username).exists():
            raise Conflict(
                "username_taken",
                Text(f"用户名 {username} 已被使用", f"The user name {username} is taken"),
                remedy=Text("请换一个用户名", "Choose another user name"),
            )
        account = Account.objects.create(
            username=username,
            name=name,
            password=stored,
            language=language,
            roles=list(roles),
            created_at=clock.now(),
        )
        body = {"username": username, "roles": list(roles)}
        trail.record(f"account:{account.pk}", "account.created", body, actor=actor.label)
        if person is not None:
            bind_self(actor, account, person, person_kind)
    return account.pk


def find_account(username: str) -> int | None:
    """The id of the account of a user name."""
    return Account.objects.filter(username=username).values_list("id", flat=True).first()


def change_password(actor: Actor, *, account: int, password: str) -> None:
    """A new password, by the account itself or whoever looks after people."""
    if actor.account != account:
        need_admin(actor)
    stored = hash_password(password)
    with transaction.atomic():
        row = _locked(account)
        row.password = stored
        row.save(update_fields=["password"])
        trail.record(f"account:{account}", "account.password_changed", {}, actor=actor.label)


@transaction.atomic
def change_language(actor: Actor, *, account: int, language: str) -> None:
    """The language in which an account is addressed."""
    if actor.account != account:
        need_admin(actor)
    row = _locked(account)
    if row.language != language:
        row.language = language
        row.save(update_fields=["language"])
        body = {"language": language}
        trail.record(f"account:{account}", "account.language_changed", body, actor=actor.label)


def _locked(account: int) -> Account:
    row = Account.objects.select_for_update(no_key=True).filter(id=account).first()
    if row is None:
        raise no_account()
    return row


@transaction.atomic
def deactivate(actor: Actor, *, account: int, knowing: bool = False) -> None:
    """Switch an account off: its posts end today, it can no longer log in.

    Raises Conflict naming the work that it holds, unless the actor says that it is known; whoever reads the
    trail line moves that work.
    """
    need_admin(actor)
    row = _locked(account)
    if not row.is_active:
        return
    held = warn_before_absence(account)
    if held and not knowing:
        raise Conflict(
            "account_holds_work",
            Text(
                "该账号名下还有工作：" + "；".join(h.text.zh for h in held),
                "The account still holds work: " + "; ".join(h.text.en or h.text.zh for h in held),
            ),
            data={"held": [{"kind": h.kind, "count": h.count, "refs": h.refs} for h in held]},
            remedy=Text(
                "先移交，或确认停用后由系统转给替补岗位",
                "Hand it over first, or confirm and it goes to the backup posts",
            ),
        )
    row.is_active = False
    row.save(update_fields=["is_active"])
    today = clock.today()
    PostHolding.objects.filter(account=row, until=None, since__gt=today).delete()
    PostHolding.objects.filter(account=row, until=None).update(until=today)
    body = {"held": [{"kind": h.kind, "refs": h.refs} for h in held]}
    trail.record(f"account:{account}", "account.deactivated", body, actor=actor.label)


@transaction.atomic
def reactivate(actor: Actor, *, account: int) -> None:
    """Switch an account on again; posts must be given anew."""
    need_admin(actor)
    row = _locked(account)
    if not row.is_active:
        row.is_active = True
        row.save(update_fields=["is_active"])
        trail.record(f"account:{account}", "account.reactivated", {}, actor=actor.label)


@transaction.atomic
def appoint(
    actor: Actor, *, account: int, post: int, position: str = "A", since: date | None = None
) -> None:
    """Give a post to an account as A or B from a day on (today when None); nothing when it holds it so already."""
    need_admin(actor)
    _locked(account)
    if not Post.objects.filter(id=post).exists():
        raise NotFound("post_not_found", Text("没有这个岗位", "There is no such post"))
    day = since or clock.today()
    held = PostHolding.objects.filter(account=account, post=post, until=None).first()
    if held is not None and held.position == position:
        return
    if held is not None:
        _end_holding(held, day)
    PostHolding.objects.create(account_id=account, post_id=post, position=position, since=day)
    body = {"post": post, "position": position, "since": day}
    trail.record(f"account:{account}", "account.appointed", body, actor=actor.label)


def _end_holding(held: PostHolding, first_day_without: date) -> None:
    last = first_day_without - timedelta(days=1)
    if last < held.since:
        # held for no whole day: the record keeps that it was given and taken
        held.delete()
    else:
        held.until = last
        held.save(update_fields=["until"])


@transaction.atomic
def dismiss(actor: Actor, *, account: int, post: int, on: date | None = None) -> None:
    """Take a post from an account; `on` (today when None) is the first day without it. Raises NotFound."""
    need_admin(actor)
    _locked(account)
    held = PostHolding.objects.filter(account=account, post=post, until=None).first()
    if held is None:
        raise NotFound(
            "holding_not_found", Text("该账号不在这个岗位", "The account does not hold this post")
        )
    day = on or clock.today()
    _end_holding(held, day)
    body = {"post": post, "on": day}
    trail.record(f"account:{account}", "account.dismissed", body, actor=actor.label)
