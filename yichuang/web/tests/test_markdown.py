"""Guides of packs: text with a few marks, never markup of their own."""

from yichuang.web.parts.markdown import sections


def test_guides_are_text_and_a_few_marks() -> None:
    found = sections(
        "# 标题 <b>\n正文 <script>x</script> **重**\n- 一 [甲](/a/) [乙](javascript:x)\n- 二\n"
    )
    assert found[0].title == "标题 <b>"
    body = found[0].body
    assert "<script>" not in body
    assert "<strong>重</strong>" in body
    assert (
        '<ul class="y-bullets"><li>一 <a href="/a/">甲</a> [乙](javascript:x)</li><li>二</li></ul>'
        in body
    )
