"""What every operation takes: bounded numbers, texts without NUL, keys, numbers of cases, limits of lists."""

from __future__ import annotations

from typing import Annotated

from ninja import Body, Header, Path, Query, Schema
from pydantic import AfterValidator, ConfigDict, Field

MOST_INT = 2**53
WORD = r"^[A-Za-z0-9_.:\-]+$"


def _without_nul(text: str) -> str:
    if "\x00" in text:
        raise ValueError("no NUL character in a text")
    return text


NoNul = AfterValidator(_without_nul)
Id = Annotated[int, Field(ge=1, le=MOST_INT)]
Seq = Annotated[int, Field(ge=0, le=MOST_INT)]
Line = Annotated[str, Field(max_length=200), NoNul]
Prose = Annotated[str, Field(max_length=4000), NoNul]
Value = Annotated[str, Field(max_length=20_000), NoNul]
Key = Annotated[str, Field(min_length=1, max_length=100, pattern=WORD)]
OptionalKey = Annotated[str, Field(max_length=100, pattern=r"^[A-Za-z0-9_.:\-]*$")]
Keys = Annotated[list[Key], Field(max_length=100)]
RegionCode = Annotated[str, Field(pattern=r"^[0-9]{6}$", examples=["341100"])]
Answers = Annotated[
    dict[Key, Value],
    Field(
        max_length=500,
        description="按“角色.数据项”填写的回答，值一律为文本 Answers by `role.datum`, always text",
        examples=[{"applicant.name": "安徽示例有限公司(测试)"}],
    ),
]

CaseNumber = Annotated[
    str,
    Path(
        min_length=1,
        max_length=40,
        pattern=r"^[0-9A-Za-z\-]+$",
        description="办件编号 number of the case",
        examples=["2023101934110010000000012"],
    ),
]
IdInPath = Annotated[int, Path(ge=1, le=MOST_INT)]
KeyInPath = Annotated[str, Path(min_length=1, max_length=100, pattern=WORD)]
Limit = Annotated[int, Query(ge=1, le=100, description="每页条数 rows on a page")]
After = Annotated[
    str,
    Query(
        max_length=400,
        pattern=r"^[\x21-\x7e]*$",
        description="上一页给出的 after，首页留空 `after` of the page before",
    ),
]
Asked = Annotated[str, Query(max_length=100), NoNul]
KeyInQuery = Annotated[str, Query(max_length=100, pattern=r"^[A-Za-z0-9_.:\-]*$")]
RegionInQuery = Annotated[
    str, Query(pattern=r"^([0-9]{6})?$", description="行政区划代码 code of the region")
]
IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        max_length=100,
        pattern=r"^[\x21-\x7e]*$",
        description="同一个键的同一请求只办一次 the same request under the same key is done once",
    ),
]


class Sent(Schema):
    """What comes in: names that nobody knows are told, not dropped."""

    model_config = ConfigDict(extra="forbid")


__all__ = ["Body", "Sent"]
