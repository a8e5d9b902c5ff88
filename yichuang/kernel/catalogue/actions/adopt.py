"""Adopting and withdrawing: a region's next set, made whole at one moment; running cases keep the set they have."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from yichuang.base import clock
from yichuang.base.errors import Invalid, NotFound, Problem
from yichuang.base.refs import Ref
from yichuang.base.text import Text
from yichuang.engines.values import canonical, read_literal
from yichuang.kernel.catalogue.actions.index import index_items
from yichuang.kernel.catalogue.codec import decode, digest_of, encode
from yichuang.kernel.catalogue.contracts import AdoptedPack, AdoptedSet, PackContent
from yichuang.kernel.catalogue.logic.adoption import (
    check_must_hold,
    check_needs,
    check_tables,
    check_values,
    mapped_post,
    posts_needed,
)
from yichuang.kernel.catalogue.logic.reading import Reading
from yichuang.kernel.catalogue.logic.world import World, parameter_type
from yichuang.kernel.catalogue.models import AdoptionSet, CurrentSet, DictionaryVersion
from yichuang.kernel.catalogue.permits import permit_adopt
from yichuang.kernel.catalogue.queries.sets import packs_of, set_of
from yichuang.kernel.catalogue.queries.versions import (
    latest_dictionary,
    need_version,
    read_dictionary,
    read_pack,
)
from yichuang.kernel.people.api import staffed
from yichuang.kernel.people.contracts import Actor
from yichuang.kernel.trail.api import record

Values = Mapping[str, str]
EMPTY: Values = {}


def check_adoption(
    region: str,
    pack: str,
    version: str,
    parameters: Values = EMPTY,
    tables: Values = EMPTY,
    posts: Values = EMPTY,
) -> tuple[Problem, ...]:
    """Every reason why a region cannot adopt this version with these values; () when it can.

    Looks at types, bounds, what the province fixed, what must be set, rules over parameters, replaced tables and
    needed packs. Raises NotFound for a version that is not published.
    """
    content = read_pack(pack, version)
    current = CurrentSet.objects.select_related("set").filter(region=region).first()
    adopted = packs_of(current.set) if current and current.set else {}
    return _problems(
        region, content, AdoptedPack(pack, version, parameters, posts, tables), adopted
    )


def check_staffing(
    region: str, pack: str, version: str, posts: Values = EMPTY
) -> tuple[Problem, ...]:
    """Every department, post or holder that the plans of this version need and the region has not; () when all are.

    `posts` maps a post of the pack to one of the region: `POST`, or `DEPARTMENT POST`. Raises NotFound.
    """
    needed = (mapped_post(seat, posts) for seat in posts_needed(read_pack(pack, version)))
    return staffed(region, needed)


def _problems(
    region: str, content: PackContent, wanted: AdoptedPack, adopted: Mapping[str, AdoptedPack]
) -> tuple[Problem, ...]:
    latest = latest_dictionary()
    number = latest.number if latest else 0
    others = {key: p.version for key, p in adopted.items()}
    found = [*check_values(content, wanted.parameters), *check_needs(content, number, others)]
    found += _check_posts(content, wanted.posts)
    world = World(read_dictionary(number), {content.key: content}, {content.key: wanted})
    found += check_tables(world, content, wanted.tables)
    if not found:
        reading = Reading(world, None, None, clock.today(), region, pack=content.key)
        found += check_must_hold(reading, content)
    return tuple(found)


def _check_posts(content: PackContent, posts: Values) -> list[Problem]:
    known = set(content.measure.posts)
    known |= {getattr(n.spec, "post", "") for i in content.items.values() for n in i.plan}
    return [
        Problem(post, Text(f"本措施没有岗位“{post}”", f"no post {post!r}"), None, "unknown_post")
        for post in posts
        if post not in known
    ]


def adopt(
    actor: Actor,
    *,
    region: str,
    pack: str,
    version: str,
    parameters: Values = EMPTY,
    posts: Values = EMPTY,
    tables: Values = EMPTY,
    organisation: bool = True,
) -> AdoptedSet:
    """The region works with this version and these values from now on; gives the new set.

    Asked again with the same it changes nothing. `organisation` False leaves it to the caller that all posts are
    staffed. Raises Invalid with every problem, NotFound, NotPermitted.
    """
    permit_adopt(actor, region)
    content = read_pack(pack, version)
    need_version(pack, version)
    wanted = AdoptedPack(pack, version, _canonical(content, parameters), dict(posts), dict(tables))
    with transaction.atomic():
        current = _lock(region)
        adopted = packs_of(current.set) if current.set else {}
        asked = AdoptedPack(pack, version, parameters, posts, tables)
        problems = _problems(region, content, asked, adopted)
        if organisation:
            problems += check_staffing(region, pack, version, posts)
        if problems:
            raise Invalid(
                "cannot_adopt",
                Text("不能采用：参数或表不符合要求", "it cannot be adopted with these values"),
                problems=problems,
                data={"region": region, "pack": pack, "version": version},
                remedy=Text("逐项修改后再提交", "mend each of them and try again"),
            )
        return _replace(actor, current, {**adopted, pack: wanted}, "adopted", pack, version)


def withdraw(actor: Actor, *, region: str, pack: str) -> AdoptedSet:
    """No new applications for the pack in this region; running cases go on under their own set. Gives the new set.

    Raises NotFound when the region has not adopted it, Invalid when another adopted pack needs it.
    """
    permit_adopt(actor, region)
    with transaction.atomic():
        current = _lock(region)
        adopted = packs_of(current.set) if current.set else {}
        if pack not in adopted:
            raise NotFound(
                "not_adopted",
                Text("该地区没有采用此措施", "the region has not adopted this measure"),
                data={"region": region, "pack": pack},
            )
        _refuse_needed(pack, adopted)
        rest = {key: value for key, value in adopted.items() if key != pack}
        return _replace(actor, current, rest, "withdrawn", pack, adopted[pack].version)


def _refuse_needed(pack: str, adopted: Mapping[str, AdoptedPack]) -> None:
    needing = [
        p.pack for p in adopted.values() if pack in read_pack(p.pack, p.version).measure.needs
    ]
    if needing:
        names = "、".join(sorted(needing))
        message = Text(f"{names} 需要它，不能停用", f"{names} needs it")
        raise Invalid(
            "needed",
            message,
            problems=tuple(Problem(key, message, None, "needed") for key in needing),
            remedy=Text("先停用依赖它的措施", "withdraw those that need it first"),
        )


def _canonical(content: PackContent, parameters: Values) -> dict[str, str]:
    """Values in their one spelling; those that cannot be read stay as they are for the check to name."""
    found = {}
    for name, text in parameters.items():
        definition = content.measure.parameters.get(name.partition(".")[0])
        found[name] = text
        if definition is not None:
            type_ = parameter_type(definition)
            try:
                found[name] = canonical(read_literal(text, type_.free()), type_)
            except Exception:  # noqa: S112 - the check names it
                continue
    return found


def _lock(region: str) -> CurrentSet:
    CurrentSet.objects.get_or_create(region=region)
    return CurrentSet.objects.select_for_update(of=("self",)).get(region=region)


def _replace(
    actor: Actor,
    current: CurrentSet,
    packs: Mapping[str, AdoptedPack],
    deed: str,
    pack: str,
    version: str,
) -> AdoptedSet:
    content = encode(dict(sorted(packs.items())))
    latest = latest_dictionary()
    assert latest is not None  # a pack is published against a dictionary
    before = current.set
    if before is not None and (before.content, before.dictionary_id) == (content, latest.pk):
        return set_of(before)
    made = _new_set(actor, current, content, latest)
    body = {"set": made.pk, "pack": pack, "version": version, "region": current.region}
    body["previous"] = before.pk if before else ""
    record(Ref("region", current.region), f"catalogue.pack_{deed}", body, actor=actor.label)
    index_items(current.region)
    return set_of(made)


def _new_set(
    actor: Actor, current: CurrentSet, content: str, dictionary: DictionaryVersion
) -> AdoptionSet:
    current.serial += 1
    digest = _digest(content, dictionary)
    made = AdoptionSet.objects.create(
        # the digest in the id: the same id never means two things, in whatever memory or export it is met
        id=f"{current.region}-{current.serial}-{digest[:6]}",
        region=current.region,
        serial=current.serial,
        digest=digest,
        dictionary=dictionary,
        content=content,
        since=clock.now(),
        by=actor.label,
        previous=current.set,
    )
    current.set = made
    current.save(update_fields=["set", "serial"])
    return made


def _digest(content: str, dictionary: DictionaryVersion) -> str:
    """Of everything that the set says: its values and the content of the versions it names."""
    packs = decode(content, dict[str, AdoptedPack])
    versions = [need_version(p.pack, p.version).digest for p in packs.values()]
    return digest_of("\n".join([content, dictionary.digest, *versions]))
