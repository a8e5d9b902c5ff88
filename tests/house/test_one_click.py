"""docs/one-click.md is true: every stop stands where the page says, and a moved line is noticed."""

from pathlib import Path

import pytest

from tools.one_click import PAGE, STOP, corrected, line_of


def test_every_stop_stands_where_the_page_says() -> None:
    page = PAGE.read_text("utf-8")
    assert len(STOP.findall(page)) > 20
    assert page.count("(../") == len(STOP.findall(page)), "a stop is not written as one"
    assert corrected(page) == page, "run: python -m tools.one_click"


def test_a_moved_or_missing_line_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("\n\ndef here():\n    twice = twice\n", "utf-8")
    assert corrected("[`a.py:1`](../a.py) `def here(`", tmp_path) == (
        "[`a.py:3`](../a.py) `def here(`"
    )
    for path, text in (("a.py", "def gone("), ("a.py", ""), ("b.py", "x")):
        with pytest.raises(LookupError):
            line_of(path, text, tmp_path)
