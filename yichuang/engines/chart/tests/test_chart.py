"""The layout keeps its promises: nothing overlaps, arrows lead forwards, labels stay inside."""

import re
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.engines.chart import Box, arrange, draw
from yichuang.engines.chart.labels import break_label, units


@st.composite
def graphs(make: st.DrawFn) -> tuple[list[Box], dict[str, list[str]]]:
    n = make(st.integers(1, 14))
    keys = [f"n{i}" for i in range(n)]
    after = {
        k: make(st.lists(st.sampled_from(keys[:i]), unique=True, max_size=3)) if i else []
        for i, k in enumerate(keys)
    }
    lanes = make(st.lists(st.sampled_from(["", "规划局", "住建局", "林业局"]), min_size=1))
    boxes = [
        Box(k, "规划意见" * make(st.integers(1, 4)), lane=lanes[i % len(lanes)])
        for i, k in enumerate(keys)
    ]
    return boxes, after


@given(graphs(), st.booleans())
def test_boxes_never_overlap_and_stay_inside(
    graph: tuple[list[Box], dict[str, list[str]]], tall: bool
) -> None:
    boxes, after = graph
    layout = arrange(boxes, after, tall=tall)
    spots = [(b.x, b.y, b.x + b.width, b.y + b.height) for b in layout.boxes]
    for i, a in enumerate(spots):
        assert a[0] >= 0
        assert a[1] >= 0
        assert a[2] <= layout.width
        assert a[3] <= layout.height
        for b in spots[i + 1 :]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


@given(graphs(), st.booleans())
def test_arrows_lead_forwards_and_every_reachable_box_keeps_an_arrow(
    graph: tuple[list[Box], dict[str, list[str]]], tall: bool
) -> None:
    boxes, after = graph
    layout = arrange(boxes, after, tall=tall)
    axis = 1 if tall else 0
    for line in layout.lines:
        assert line.points[0][axis] < line.points[-1][axis]
    assert {x.target for x in layout.lines} == {k for k, v in after.items() if v}


@given(graphs(), st.booleans())
def test_no_arrow_runs_through_a_box(
    graph: tuple[list[Box], dict[str, list[str]]], tall: bool
) -> None:
    boxes, after = graph
    layout = arrange(boxes, after, tall=tall)
    for line in layout.lines:
        for (ax, ay), (bx, by) in pairwise(line.points):
            assert ax == bx or ay == by, "arrows run upright or level"
            for b in layout.boxes:
                beside = max(ax, bx) <= b.x or min(ax, bx) >= b.x + b.width
                above = max(ay, by) <= b.y or min(ay, by) >= b.y + b.height
                assert beside or above, (line.source, line.target, b.box.key)


@given(graphs())
def test_every_box_stands_in_the_lane_it_names(
    graph: tuple[list[Box], dict[str, list[str]]],
) -> None:
    boxes, after = graph
    layout = arrange(boxes, after, tall=False)
    named = {b.lane for b in boxes}
    assert {x.name for x in layout.lanes} == (named if len(named) > 1 else set())
    bands = {x.name: (x.y, x.y + x.height) for x in layout.lanes}
    for placed in layout.boxes if bands else ():
        top, bottom = bands[placed.box.lane]
        assert top < placed.y
        assert placed.y + placed.height < bottom
    for above, below in pairwise(layout.lanes):
        assert above.y + above.height == below.y


def test_sixty_boxes_are_arranged_in_a_moment() -> None:
    keys = [f"n{i}" for i in range(60)]
    after = {k: [keys[j] for j in range(max(0, i - 9), i, 3)] for i, k in enumerate(keys)}
    boxes = [Box(k, "会同现场踏勘", lane=f"部门{i % 6}") for i, k in enumerate(keys)]
    started = process_time()
    arrange(boxes, after, tall=False)
    assert process_time() - started < 1


def test_every_arrow_is_kept_where_the_whole_is_wanted() -> None:
    boxes = [Box("a", "受理"), Box("b", "审查"), Box("c", "决定")]
    layout = arrange(boxes, {"b": ["a"], "c": ["a", "b"]}, tall=False, whole=True)
    assert {(x.source, x.target) for x in layout.lines} == {("a", "b"), ("b", "c"), ("a", "c")}


def test_implied_arrows_are_left_out() -> None:
    boxes = [Box("a", "受理"), Box("b", "审查"), Box("c", "决定")]
    layout = arrange(boxes, {"b": ["a"], "c": ["a", "b"]}, tall=False)
    assert {(x.source, x.target) for x in layout.lines} == {("a", "b"), ("b", "c")}


def test_a_circle_is_refused() -> None:
    with pytest.raises(ValueError, match="circle"):
        arrange([Box("a", "x"), Box("b", "y")], {"a": ["b"], "b": ["a"]}, tall=False)


def test_labels_break_evenly_and_keep_words() -> None:
    assert break_label("工作许可审查") == ("工作许可审查",)
    lines = break_label("外国人来华工作许可和居留许可审查")
    assert len(lines) == 2
    assert abs(units(lines[0]) - units(lines[1])) <= 4
    assert "Permit" in " ".join(break_label("Work Permit and Residence Permit together"))


def test_the_drawing_escapes_and_has_no_style() -> None:
    svg = draw(
        arrange([Box("a", "<script>", "a & b", "open")], {}, tall=True), label='says "hello"'
    )
    assert "<script>" not in svg
    assert "style=" not in svg
    assert re.search(r'aria-label="says &quot;hello&quot;"', svg)
    assert 'class="is-open"' in svg


def test_a_chart_too_broad_for_a_page_keeps_its_size() -> None:
    def chart(count: int) -> str:
        keys = [f"n{i}" for i in range(count)]
        boxes = [Box(k, "规划意见") for k in keys]
        after = {b: [a] for a, b in pairwise(keys)}
        return draw(arrange(boxes, after, tall=False), label="流程", css="d-none")

    assert chart(4).startswith('<svg class="y-flow d-none"')
    assert chart(20).startswith('<svg class="y-flow is-broad d-none"')
