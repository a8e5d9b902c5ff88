"""Bars: their lengths are in proportion, everything is escaped, nothing leaves the picture."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from yichuang.engines.chart import Bar, draw_bars

RECT = re.compile(r'class="(is-\w)" x="(\d+)" y="\d+" width="(\d+)"')


def test_lengths_are_in_proportion_and_what_is_there_is_seen() -> None:
    bars = [
        Bar("长", (("is-a", 300), ("is-b", 100)), "x"),
        Bar("短", (("is-a", 1), ("is-b", 0)), "y"),
    ]
    svg = draw_bars(bars, width=534, label="图")
    assert RECT.findall(svg) == [("is-a", "4", "300"), ("is-b", "304", "100"), ("is-a", "4", "1")]


def test_nothing_is_taken_for_markup_and_nothing_leaves_the_picture() -> None:
    svg = draw_bars([Bar("<b>&", (("is-a", 9),), '"', marked=True)], width=340, label='"<i>')
    root = ElementTree.fromstring(svg)
    assert [t.text for t in root.iter() if t.tag.endswith("text")] == ["<b>&", '"']
    assert root.get("aria-label") == '"<i>'
    (rect,) = [e for e in root.iter() if e.tag.endswith("rect")]
    assert int(rect.get("x", "0")) + int(rect.get("width", "0")) < 340
    assert "style" not in svg


def test_no_bars_and_empty_bars_are_drawn() -> None:
    assert "<rect" not in draw_bars([], width=340, label="")
    assert "<rect" not in draw_bars([Bar("零", (("is-a", 0),), "0")], width=340, label="")
