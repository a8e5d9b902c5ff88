"""The closed lists of words that slots of the kind `word LIST` take, and words that no key may be."""

from __future__ import annotations

WORDS: dict[str, tuple[str, ...]] = {
    name: tuple(words.split())
    for name, words in {
        "level_of_condition": "refuse note person block",
        "goal": "rise fall",
        "hits": "first last unique all sum slices",
        "table_city": "fixed may_add may_replace",
        "city": "fixed may_lower may_raise may_set must_set",
        "status": "confirmed to_be_confirmed",
        "sensitivity": "public internal personal secret",
        "kind": "permit confirm benefit penalty coercion collection inspection award public_service other",
        "handling": "at_once committed joint reported_up",
        "opened_by": "applicant officer case rule clock",
        "ask": "fill sign pay vote confirm",
        "on": "granted refused not_accepted withdrawn lapsed terminated corrected revoked joined renewed",
        "one_refused": "freeze refuse_all issue_rest",
        "effect": "given refused done",
        "way": "free instant timed",
        "evidence": "real invented",
        "group_takes": "higher one top_up",
        "mode": "formal simulated",
        "period": "year",
        "on_refuse": "collect stop",
        "node_mode": "commitment_check",
        "node_takes": "all",
        "redo": "always",
        "level": "national province city county town",
        "area": "province city county town",
        "delivery": "electronic collect post",
        "served": "person enterprise department institution sole_trader",
        "special": "hearing tender auction inspection test quarantine expert_review public_notice none",
        "stage": "ready draft",
        "original": "shown kept",
        "departing": "reason",
        "public": "yes no list",
        "direction": "out in",
        "below_least": "nothing",
        "avoid_unknown": "exclude admit",
        "overdraft": "forbidden allowed",
        "published": "digest list",
        "reason": "written",
    }.items()
}

RESERVED = ("yes", "no", "none", "unknown", "all", "complete", "incomplete", "absent", "present")

VERBS = (
    "submit receive transcribe refuse claim release assign hand_over delegate copy complete take_back return "
    "suspend resume extend remind supervise open withdraw terminate formalise deliver objection review reopen "
    "change revoke re_examine rectify bar correct fact again absent replace bank partner show sweep time"
).split()

EXAMPLE_VERBS = (
    "submit fact correct again formalise withdraw absent hand_over open replace objection bank partner show "
    "sweep time"
).split()

THEN = ("go", "refuse", "lapse", "wait", "window", "refuse_all", "issue_rest", "join")

RESULTS = WORDS["on"]

NODE_KINDS = ("task", "check", "ask", "wait", "service", "case", "together", "draw", "stage")
BLOCK_KINDS = ("match", "reserve", "payment", "collect", "session")
