"""The door of notices: messages, subscriptions, and the functions that the table of reactions names."""

from yichuang.blocks.notices.contracts import (
    Announcement,
    DeliveryInfo,
    Message,
    Subscribed,
    SubscriptionInfo,
)
from yichuang.blocks.notices.delivering import (
    alarm,
    call,
    compose_with,
    fan_out,
    order_of,
    prepare,
    settle,
)
from yichuang.blocks.notices.messages import (
    count_unread,
    list_messages,
    mark_read,
    send,
)
from yichuang.blocks.notices.signing import verify_signature
from yichuang.blocks.notices.subscriptions import (
    end_subscription,
    list_deliveries,
    list_subscriptions,
    replay,
    subscribe,
    try_now,
)

__all__ = [
    "Announcement",
    "DeliveryInfo",
    "Message",
    "Subscribed",
    "SubscriptionInfo",
    "alarm",
    "call",
    "compose_with",
    "count_unread",
    "end_subscription",
    "fan_out",
    "list_deliveries",
    "list_messages",
    "list_subscriptions",
    "mark_read",
    "order_of",
    "prepare",
    "replay",
    "send",
    "settle",
    "subscribe",
    "try_now",
    "verify_signature",
]
