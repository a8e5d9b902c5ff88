"""Putting things where they are found: items by adoption, cases and others by the rooms that own them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import transaction

from yichuang.base.text import Text
from yichuang.engines.search import keys_of_fields
from yichuang.kernel.catalogue.contracts import Item
from yichuang.kernel.catalogue.logic.world import World
from yichuang.kernel.catalogue.models import SearchEntry, SearchReader, SearchToken
from yichuang.kernel.catalogue.queries.search import PUBLIC
from yichuang.kernel.catalogue.queries.sets import world_of_region

Fields = Iterable[tuple[str, float]]
ITEM = "item"
BATCH = 2000


def index_entry(
    kind: str,
    ref: str,
    *,
    title: Text,
    region: str = "",
    note: str = "",
    extra: Fields = (),
    audience: Iterable[str] = (PUBLIC,),
    pinyin: bool = True,
) -> None:
    """Make something findable, or afresh: by its title (weight 3) and `extra` texts with weights, for `audience`.

    `note` is shown beside the title. Runs in the caller's transaction where there is one.
    """
    with transaction.atomic():
        remove_entry(kind, ref, region=region)
        row = SearchEntry(
            kind=kind, ref=ref, region=region, title=title.zh, title_en=title.en, note=note
        )
        row.save()
        fields = [(title.zh, 3.0), (title.en, 2.0), (ref, 2.0), *extra]
        _write([(row, fields)], audience, pinyin=pinyin)


def remove_entry(kind: str, ref: str, *, region: str = "") -> None:
    """Make something no longer findable."""
    SearchEntry.objects.filter(kind=kind, ref=ref, region=region).delete()


def index_items(region: str) -> int:
    """Make what a region works with now findable there, and nothing else; gives how many items."""
    world = world_of_region(region)
    items = [item for item in world.items() if item.opened_by == "applicant"]
    with transaction.atomic():
        SearchEntry.objects.filter(kind=ITEM, region=region).delete()
        rows = [
            SearchEntry(
                kind=ITEM, ref=i.key, region=region, title=i.name.zh, title_en=i.name.en,
                note=_departments(world, i).zh,
            )
            for i in items
        ]  # fmt: skip
        SearchEntry.objects.bulk_create(rows)
        _write(zip(rows, (list(_fields(world, i)) for i in items), strict=True), [PUBLIC])
    return len(items)


def _write(
    entries: Iterable[tuple[SearchEntry, Fields]], audience: Iterable[str], *, pinyin: bool = True
) -> None:
    words = list(dict.fromkeys(audience))
    readers, tokens = [], []
    for row, fields in entries:
        readers += [SearchReader(entry=row, audience=word) for word in words]
        keys = keys_of_fields(
            [(text, weight) for text, weight in fields if text],
            pinyin_up_to=60 if pinyin else 0,
        )
        tokens += [SearchToken(entry=row, token=t, weight=w) for t, w in keys.items()]
    SearchReader.objects.bulk_create(readers, batch_size=BATCH)
    SearchToken.objects.bulk_create(tokens, batch_size=BATCH)


def _fields(world: World, item: Item) -> Iterator[tuple[str, float]]:
    """What an item is found by: its names, scenes and papers, its measure and clauses, who decides."""
    yield item.name.zh, 3.0
    yield item.name.en, 2.0
    measure = world.packs[item.pack].measure
    yield measure.name.zh, 1.0
    yield measure.name.en, 0.7
    for scene in item.scenes.values():
        yield scene.name.zh, 1.0
    for paper in item.papers.values():
        yield paper.name.zh, 1.5
        yield paper.name.en, 0.8
    for clause in measure.clauses.values():
        if clause.key in item.proves:
            yield clause.name.zh, 0.8
    yield _departments(world, item).zh, 0.6
    yield item.basic_code if item.basic_code != "unknown" else "", 1.0


def _departments(world: World, item: Item) -> Text:
    keys = [slot.split()[0] for slot in (item.decided_by, *item.joint_with) if slot.strip()]
    names = [world.department_name(key) for key in dict.fromkeys(keys) if key.isidentifier()]
    return Text("、".join(n.zh for n in names), ", ".join(n.show("en") for n in names))
