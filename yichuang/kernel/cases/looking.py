"""That somebody sees personal data in a case or draft is written down, for its subjects to read (`facts.look`).

Whose a datum is: a party's own; what is known of the matter belongs to the people among the parties, where there are
none to the applicant. Nobody is told of what they see themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from yichuang.base.text import Text
from yichuang.engines.values import Subject
from yichuang.kernel.cases.contracts import FormView
from yichuang.kernel.cases.sight import Sight
from yichuang.kernel.cases.worlds import definitions_of
from yichuang.kernel.facts import api as facts
from yichuang.kernel.facts.contracts import Seen
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import Actor, PostHeld


def look_at_data(sight: Sight, actor: Actor, names: Iterable[str]) -> None:
    """Notes that the actor sees these names (`role.datum`) of a case or draft. One query when nothing is new."""
    data: dict[int, set[str]] = defaultdict(set)
    if not actor.is_system:
        for name in names:
            for subject, datum in _stands_for(sight, name):
                for ident in _whose(sight, subject):
                    data[ident].add(datum)
    _note(sight, actor, [Seen(s, frozenset(d)) for s, d in data.items()])


def look_at_case(sight: Sight, actor: Actor, names: Iterable[str]) -> None:
    """Notes that the actor sees the page of a case: what it says of these names, and what the parties are called."""
    parties = sight.plan.item.parties
    look_at_data(sight, actor, [*names, *(f"{role}.name" for role in parties)])


def look_at_form(sight: Sight, actor: Actor, form: FormView) -> FormView:
    """Notes what a form shows of what is stored; what was typed into it is not a look. Gives the form back."""
    asks = [a for block in form.blocks for a in block.asks]
    typed = sight.answers()
    look_at_data(sight, actor, [a.name for a in asks if a.shown and a.name not in typed])
    return form


def look_at_paper(sight: Sight, actor: Actor, name: Text, roles: Iterable[str] = ()) -> None:
    """Notes that the actor opens a paper or material of a case; it is of those who sign it, else of its parties."""
    if actor.is_system:
        return
    signers = {i for role in roles for s in _in_role(sight, role) for i in _own(s)}
    _note(sight, actor, [Seen(s, papers=(name,)) for s in sorted(signers or _people(sight))])


# ---- whose it is -----------------------------------------------------------------------------------------------------


def _stands_for(sight: Sight, name: str) -> Iterable[tuple[Subject, str]]:
    """The subjects that a dotted name speaks of, each with the datum `kind.key`."""
    role, *path = name.split(".")
    for subject in _in_role(sight, role):
        at, rest = subject, path
        while len(rest) > 1:
            led = sight.reading().ground.datum(at, rest[0])
            if not isinstance(led, Subject):
                break
            at, rest = led, rest[1:]
        if rest:
            yield at, f"{at.kind}.{rest[0]}"


def _in_role(sight: Sight, role: str) -> tuple[Subject, ...]:
    who = sight.reading().role(role)
    if isinstance(who, Subject):
        return (who,)
    return tuple(s for s in who if isinstance(s, Subject)) if isinstance(who, tuple) else ()


def _whose(sight: Sight, subject: Subject) -> frozenset[int]:
    """Those whom data of a subject concern."""
    own = frozenset(_own(subject))
    parties = {
        i for role in sight.plan.item.parties for s in _in_role(sight, role) for i in _own(s)
    }
    if own and (own <= parties or _is_person(sight, subject)):
        return own
    return _people(sight)


def _people(sight: Sight) -> frozenset[int]:
    """The people among the parties; where there are none, the applicant."""
    item = sight.plan.item
    found = [s for role in item.parties for s in _in_role(sight, role) if _is_person(sight, s)]
    if not found and item.applicant is not None:
        found = list(_in_role(sight, item.applicant.key))
    return frozenset(i for s in found for i in _own(s))


def _own(subject: Subject) -> tuple[int, ...]:
    """The id of a registered subject. Regions are named by their code and are nobody."""
    registered = subject.id.isdigit() and subject.kind != "region"
    return (int(subject.id),) if registered else ()


def _is_person(sight: Sight, subject: Subject) -> bool:
    """A kind is of people when what identifies it is personal."""
    kind = sight.world.subject(subject.kind, sight.plan.item.pack)
    definitions = definitions_of(sight.world, sight.plan.item.pack)
    return kind is not None and facts.is_guarded(f"{kind.key}.{kind.identified_by}", definitions)


# ---- who, what for ---------------------------------------------------------------------------------------------------


def _note(sight: Sight, actor: Actor, seen: list[Seen]) -> None:
    case, name = sight.case, sight.plan.item.name
    if case.number:
        purpose = Text(
            f"办理“{name.zh}”（办件编号 {case.number}）",
            f"handling “{name.show('en')}” (case {case.number})",
        )
    else:
        purpose = Text(
            f"代为填写“{name.zh}”的申请", f"filling in an application for “{name.show('en')}”"
        )
    facts.look(
        actor,
        seen,
        purpose,
        sight.ref,
        definitions=definitions_of(sight.world, sight.plan.item.pack),
        who=lambda: _who(sight, actor),
    )


def _who(sight: Sight, actor: Actor) -> Text:
    """Department and post of staff, the name of a partner, else the party of the same case that somebody acts for."""
    if actor.partner:
        pack = sight.world.packs[sight.plan.item.pack].partners
        partner = sight.world.dictionary.partners.get(actor.partner) or pack.get(actor.partner)
        return partner.name if partner else Text(actor.name, actor.name)
    own = [
        s
        for role in sight.plan.item.parties
        for s in _in_role(sight, role)
        if actor.subjects.intersection(_own(s))
    ]
    if own:
        ident = _own(own[0])[0]
        name = facts.name_of([ident]).get(ident) or actor.name
        return Text(f"同一办件的当事人“{name}”", f"{name}, a party of the same case,")
    held = _post(sight, actor)
    post = people.read_posts([held.post]).get(held.post) if held else None
    if post is None:
        return Text(actor.name, actor.name)
    return Text(
        f"{post.department.name.zh}（{post.name.zh}）",
        f"{post.department.name.show('en')} ({post.name.show('en')})",
    )


def _post(sight: Sight, actor: Actor) -> PostHeld | None:
    """The post by which an officer has to do with the case: one with work in it, at its department, in its region."""
    rows = sight.all_nodes().values()
    posts = {r.post for r in rows}
    departments = {r.department for r in rows}

    def distance(held: PostHeld) -> int:
        here = held.region == sight.case.region
        if held.post in posts:
            return 0
        if held.department == sight.case.department:
            return 1
        return 2 if held.department in departments else 3 if here else 4

    return min(actor.posts, key=distance, default=None)
