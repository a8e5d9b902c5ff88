"""From boxes and what comes after what to a layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from yichuang.engines.chart.layers import layers_of, order, reduce
from yichuang.engines.chart.layout import Box, Layout
from yichuang.engines.chart.rails import place_on_rails
from yichuang.engines.chart.tall import fits_tall, place_tall
from yichuang.engines.chart.wide import place_wide


def arrange(
    boxes: Sequence[Box], after: Mapping[str, Sequence[str]], *, tall: bool, whole: bool = False
) -> Layout:
    """Place `boxes`; `after[key]` are the predecessors of a box. Arrows implied by longer ways are left out,
    unless `whole` wants every one.

    Boxes that name lanes stand in bands, in the order in which the lanes are first named (not when `tall`).
    Raises ValueError when the graph has a cycle.
    """
    keys = [b.key for b in boxes]
    known = set(keys)
    before = {k: [p for p in after.get(k, ()) if p in known] for k in keys}
    layer = layers_of(keys, before)
    edges = (
        [(p, k) for k in keys for p in dict.fromkeys(before[k])] if whole else reduce(keys, before)
    )
    names = [] if tall else list(dict.fromkeys(b.lane for b in boxes))
    if len(names) < 2:
        names = []
    lane = {b.key: names.index(b.lane) if names else 0 for b in boxes}
    ordered = order(keys, edges, layer, lane)
    if not tall:
        return place_wide(boxes, ordered, names)
    return (place_tall if fits_tall(ordered) else place_on_rails)(boxes, ordered)
