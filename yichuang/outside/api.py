"""The door to foreign systems: messages to partners, payments; each with its simulated twin."""

from yichuang.outside.bank import ask_order, collect_notices, create_order
from yichuang.outside.bank_twin import pay as pay_at_simulated_bank
from yichuang.outside.contracts import Answer, Late, PaymentOrder, PaymentState, TwinSpec
from yichuang.outside.licences import has_licence, keep_licence
from yichuang.outside.partner import ask_state, call, is_simulated, read_push
from yichuang.outside.signing import holds, sign
from yichuang.outside.twin import collect as collect_late

__all__ = [
    "Answer",
    "Late",
    "PaymentOrder",
    "PaymentState",
    "TwinSpec",
    "ask_order",
    "ask_state",
    "call",
    "collect_late",
    "collect_notices",
    "create_order",
    "has_licence",
    "holds",
    "is_simulated",
    "keep_licence",
    "pay_at_simulated_bank",
    "read_push",
    "sign",
]
