"""The door of cases. Every verb: actor first, the rest by keyword; `key` makes it safe to repeat (same key, same
answer), `expected` is the seq that the person saw (stale: Conflict saying what happened meanwhile)."""

from yichuang.kernel.cases.actions.accept_case import accept, refuse_acceptance
from yichuang.kernel.cases.actions.add_signer import add_signer
from yichuang.kernel.cases.actions.answer_ask import answer_ask, open_optional, pay, payment_result
from yichuang.kernel.cases.actions.complete_task import complete
from yichuang.kernel.cases.actions.correct_case import ask_correction, correct
from yichuang.kernel.cases.actions.drafts import (
    choose_party,
    drop_draft,
    form,
    open_draft,
    save_draft,
)
from yichuang.kernel.cases.actions.end_case import terminate, withdraw
from yichuang.kernel.cases.actions.hold_task import assign, claim, hand_over, hand_over_all, release
from yichuang.kernel.cases.actions.keep_figures import keep_figures
from yichuang.kernel.cases.actions.papers_and_signatures import (
    attach,
    check_commitment,
    detach,
    sign,
)
from yichuang.kernel.cases.actions.pass_seat import delegate_seat, hand_over_seat
from yichuang.kernel.cases.actions.pause_case import (
    GROUNDS,
    extend,
    remind,
    resume,
    supervise,
    suspend,
)
from yichuang.kernel.cases.actions.redo_case import return_to, take_back
from yichuang.kernel.cases.actions.remove_signer import remove_signer
from yichuang.kernel.cases.actions.service_results import (
    again,
    facts_changed,
    service_result,
    supply_fact,
)
from yichuang.kernel.cases.actions.submit_case import receive_at_window, submit
from yichuang.kernel.cases.actions.time_came import time_came
from yichuang.kernel.cases.days import office_time
from yichuang.kernel.cases.deciding import RUNNING
from yichuang.kernel.cases.kinds import Kind, bring_kind
from yichuang.kernel.cases.plans import ItemPlan, compile_item
from yichuang.kernel.cases.queries import (
    chart_of,
    figures,
    held_by,
    histories,
    history,
    inbox,
    inbox_counts,
    indicators,
    item_of_case,
    list_cases,
    list_drafts,
    list_issued,
    list_over,
    list_rounds,
    look_at_record,
    pending_services,
    progress,
    read_case,
    read_issued,
    read_material,
    replay,
    state_of,
)
from yichuang.kernel.cases.shared_papers import fetch_shared_with

__all__ = [
    "GROUNDS",
    "RUNNING",
    "ItemPlan",
    "Kind",
    "accept",
    "add_signer",
    "again",
    "answer_ask",
    "ask_correction",
    "assign",
    "attach",
    "bring_kind",
    "chart_of",
    "check_commitment",
    "choose_party",
    "claim",
    "compile_item",
    "complete",
    "correct",
    "delegate_seat",
    "detach",
    "drop_draft",
    "extend",
    "facts_changed",
    "fetch_shared_with",
    "figures",
    "form",
    "hand_over",
    "hand_over_all",
    "hand_over_seat",
    "held_by",
    "histories",
    "history",
    "inbox",
    "inbox_counts",
    "indicators",
    "item_of_case",
    "keep_figures",
    "list_cases",
    "list_drafts",
    "list_issued",
    "list_over",
    "list_rounds",
    "look_at_record",
    "office_time",
    "open_draft",
    "open_optional",
    "pay",
    "payment_result",
    "pending_services",
    "progress",
    "read_case",
    "read_issued",
    "read_material",
    "receive_at_window",
    "refuse_acceptance",
    "release",
    "remind",
    "remove_signer",
    "replay",
    "resume",
    "return_to",
    "save_draft",
    "service_result",
    "sign",
    "state_of",
    "submit",
    "supervise",
    "supply_fact",
    "suspend",
    "take_back",
    "terminate",
    "time_came",
    "withdraw",
]
