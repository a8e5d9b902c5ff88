"""The API as one object: its parts, its documentation, its one shape of failure."""

from __future__ import annotations

from ninja import NinjaAPI

from yichuang.api import (
    cases,
    catalogue,
    drafts,
    facts,
    mining,
    packs,
    papers,
    problems,
    record,
    results,
    verbs,
    webhooks,
)
from yichuang.api.docs import Pages
from yichuang.api.parser import Bounded

ABOUT = (
    "一窗平台接口：与门户同样的事项、同样的权限、同样的动作。文字中文在前，英文在后。\n\n"
    "登录方式：门户会话（改动须带 X-CSRFToken），或 Authorization: Bearer 接口密钥。"
    "写操作可带 Idempotency-Key，同一个键的同一请求只办一次。"
    "出错一律返回 Problem：code 不变，message 按 Accept-Language，remedy 说明下一步。\n\n"
    "The same items, rights and deeds as the portal. Come with the portal's session or a bearer key."
)

api = NinjaAPI(
    title="一窗 yichuang",
    version="1",
    description=ABOUT,
    urls_namespace="api",
    docs=Pages(),
    parser=Bounded(),
)
for room in (
    catalogue,
    drafts,
    cases,
    verbs,
    papers,
    record,
    facts,
    results,
    webhooks,
    packs,
    mining,
):
    api.add_router("", room.door)
problems.install(api)
