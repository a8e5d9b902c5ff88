"""The layout keeps its promises: nothing overlaps, arrows lead forwards, labels stay inside."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.engines.chart import Box, arrange, draw
from yichuang.engines.chart.layout import break_label, units


@st.composite
def graphs(make: st.DrawFn) -> tuple[list[Box], dict[str, list[str]]]:
    n = make(st.integers(1, 14))
    keys = [f"n{i}" for i in range(n)]
    after = {
        k: make(st.lists(st.sampled_from(keys[:i]), unique=True, max_size=3)) if i else []
        for i, k in enumerate(keys)
    }
    return [Box(k, "规划意见" * make(st.integers(1, 4))) for k in keys], after


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
