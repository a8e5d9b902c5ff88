"""The door of the record: writing lines, what follows from them, what happens by itself, and proof."""

from yichuang.kernel.trail.database import (
    Trigger,
    append_only,
    append_only_model,
    install_triggers,
    missing_triggers,
)
from yichuang.kernel.trail.once import forget_answers, once, remember
from yichuang.kernel.trail.pending import (
    Backlog,
    LeaseLostError,
    backlog,
    claim,
    enqueue,
    fail,
    finish,
    list_stuck,
    postpone,
    renew,
    retry_now,
    wake,
)
from yichuang.kernel.trail.queries import list_lines, prove, read_line
from yichuang.kernel.trail.record import Interest, listen, record
from yichuang.kernel.trail.seal import head, publish_head, published_heads, seal
from yichuang.kernel.trail.timers import (
    Firing,
    cancel_timer,
    cancel_timers,
    count_due_timers,
    due_timers,
    fail_timer,
    firing,
    list_stuck_timers,
    list_timers,
    set_timer,
)
from yichuang.kernel.trail.verify import verify

__all__ = [
    "Backlog",
    "Firing",
    "Interest",
    "LeaseLostError",
    "Trigger",
    "append_only",
    "append_only_model",
    "backlog",
    "cancel_timer",
    "cancel_timers",
    "claim",
    "count_due_timers",
    "due_timers",
    "enqueue",
    "fail",
    "fail_timer",
    "finish",
    "firing",
    "forget_answers",
    "head",
    "install_triggers",
    "list_lines",
    "list_stuck",
    "list_stuck_timers",
    "list_timers",
    "listen",
    "missing_triggers",
    "once",
    "postpone",
    "prove",
    "publish_head",
    "published_heads",
    "read_line",
    "record",
    "remember",
    "renew",
    "retry_now",
    "seal",
    "set_timer",
    "verify",
    "wake",
]
