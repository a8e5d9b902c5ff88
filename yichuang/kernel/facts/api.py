"""The door of the room of facts."""

from yichuang.kernel.facts.actions.look import is_guarded, look
from yichuang.kernel.facts.actions.record_facts import record, withdraw_facts
from yichuang.kernel.facts.actions.reentry import count_asked, count_asked_all, reentry
from yichuang.kernel.facts.actions.subjects import ensure_subject, give_code, new_subject
from yichuang.kernel.facts.logic.masks import mask, mask_middle, mask_name
from yichuang.kernel.facts.logic.taking import take
from yichuang.kernel.facts.logic.types import Definitions, find_definition, type_of
from yichuang.kernel.facts.queries import (
    find_by_datum,
    find_subject,
    history,
    name_of,
    read,
    read_subjects,
)
from yichuang.kernel.facts.views import list_facts, list_looks, look_words, view_of

__all__ = [
    "Definitions",
    "count_asked",
    "count_asked_all",
    "ensure_subject",
    "find_by_datum",
    "find_definition",
    "find_subject",
    "give_code",
    "history",
    "is_guarded",
    "list_facts",
    "list_looks",
    "look",
    "look_words",
    "mask",
    "mask_middle",
    "mask_name",
    "name_of",
    "new_subject",
    "read",
    "read_subjects",
    "record",
    "reentry",
    "take",
    "type_of",
    "view_of",
    "withdraw_facts",
]
