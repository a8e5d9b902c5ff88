"""Who may see a case and who may do what in it. Strangers never learn that there is a case."""

from __future__ import annotations

from django.db.models import Q

from yichuang.base.text import Text
from yichuang.kernel.cases.models import CaseNode, PastRound, Role, Seat
from yichuang.kernel.cases.refusals import no_such_case, not_now, not_your_post
from yichuang.kernel.cases.rows import NodeNow
from yichuang.kernel.cases.seat_rows import persons_of
from yichuang.kernel.cases.sight import Sight
from yichuang.kernel.catalogue.contracts import Item
from yichuang.kernel.people.contracts import Actor


def must_see(sight: Sight, actor: Actor) -> None:
    """Raises NotFound unless the actor may know of the case."""
    if not may_see(sight, actor):
        raise no_such_case()


def may_see(sight: Sight, actor: Actor) -> bool:
    """Parties by mandate, staff whose department has a node or decides, the partner that handed it in, the platform."""
    case = sight.case
    if actor.is_system or (actor.partner and actor.partner == case.partner):
        return True
    if actor.is_staff and (case.department in actor.departments or _at_window(sight, actor)):
        return True
    if actor.subjects and is_party(sight, actor):
        return True
    return bool(actor.departments) and works_on(case.id, actor)


def works_on(case: int, actor: Actor) -> bool:
    """Whether a department of the actor has, or had, work in the case."""
    mine = {"case_id": case, "department__in": actor.departments}
    if CaseNode.objects.filter(**mine).exists() or PastRound.objects.filter(**mine).exists():
        return True
    persons = persons_of(actor)
    own = Q(post__in=actor.post_ids) | Q(holder__in=persons) | Q(account__in=persons)
    return Seat.objects.filter(own, case_id=case).exists()


def is_party(sight: Sight, actor: Actor) -> bool:
    """Whether the actor acts for a party of the case."""
    return bool(parties_of(sight, actor))


def parties_of(sight: Sight, actor: Actor) -> tuple[str, ...]:
    """The roles of the case in which the actor may act, for the items that each mandate covers."""
    covered = {m.subject for m in actor.mandates if not m.items or sight.case.item in m.items}
    return tuple(dict.fromkeys(r.role for r in sight.roles() if r.party and r.subject in covered))


def _at_window(sight: Sight, actor: Actor) -> bool:
    """A window of the region sees what was handed in there."""
    return sits_at_window(actor, sight.plan.item, sight.case.region)


def sits_at_window(actor: Actor, item: Item, region: str) -> bool:
    """Whether one of the actor's posts is a window of the region where the item is handed in."""
    posts = {p.key for p in actor.posts if p.region == region}
    return bool(posts & {"window", *item.windows})


def is_window(sight: Sight, actor: Actor) -> bool:
    """Whether the actor sits at a window where this item is handed in."""
    return actor.is_system or _at_window(sight, actor)


def must_hold(sight: Sight, actor: Actor, row: NodeNow, what: Text) -> None:
    """Raises NotPermitted unless the node's work lies at a post of the actor, Conflict when somebody else has it."""
    if actor.is_system:
        return
    if row.post not in actor.post_ids:
        raise not_your_post(what)
    if row.holder is not None and row.holder != actor.account:
        raise not_now(
            "held_by_another",
            "该任务已由同岗位的其他人员签收",
            "somebody else at this post has taken the task",
            holder=row.holder,
        )
    _must_be_apart(sight, actor, row, what)


def _must_be_apart(sight: Sight, actor: Actor, row: NodeNow, what: Text) -> None:
    """Posts that must never be the same person in one case (`not_same_as`)."""
    node = sight.plan.nodes.get(row.key)
    post = getattr(node.spec, "post", "") if node else ""
    declared = sight.world.packs[sight.plan.item.pack].measure.posts
    apart = set(declared[post].not_same_as) if post in declared else set()
    apart |= {k for k, d in declared.items() if post and post in d.not_same_as}
    if not apart:
        return
    keys = [k for k, n in sight.plan.nodes.items() if getattr(n.spec, "post", "") in apart]
    rows = Q(key__in=keys)
    for key in (k for k in keys if sight.plan.repeats(k)):
        rows |= Q(key__startswith=f"{key}.")
    done = CaseNode.objects.filter(rows, case_id=sight.case.id, account=actor.account)
    if done.exists():
        raise not_your_post(
            Text(
                f"{what.zh}（同一办件中须由不同的人办理）",
                f"{what.show('en')} (another person must do it)",
            )
        )


def must_lead(sight: Sight, actor: Actor, what: Text) -> None:
    """Raises NotPermitted unless the actor works at the deciding department."""
    if not actor.is_system and sight.case.department not in actor.departments:
        raise not_your_post(what)


def subject_roles(case: int) -> dict[str, int]:
    """Role to subject of the parties of a case."""
    return dict(Role.objects.filter(case_id=case, party=True).values_list("role", "subject"))
