"""Reads. Rights are in the query; the number of queries does not depend on the number of rows."""

from yichuang.kernel.cases.queries.case_page import progress, read_case
from yichuang.kernel.cases.queries.charts import chart_of
from yichuang.kernel.cases.queries.counts import indicators, pending_services
from yichuang.kernel.cases.queries.figures import figures
from yichuang.kernel.cases.queries.find import item_of_case
from yichuang.kernel.cases.queries.histories import histories, list_over
from yichuang.kernel.cases.queries.holdings import held_by
from yichuang.kernel.cases.queries.inboxes import inbox, inbox_counts
from yichuang.kernel.cases.queries.lists import list_cases, list_drafts
from yichuang.kernel.cases.queries.papers import (
    list_issued,
    look_at_record,
    read_issued,
    read_material,
)
from yichuang.kernel.cases.queries.past_rounds import list_rounds
from yichuang.kernel.cases.queries.records import history, replay, state_of

__all__ = [
    "chart_of",
    "figures",
    "held_by",
    "histories",
    "history",
    "inbox",
    "inbox_counts",
    "indicators",
    "item_of_case",
    "list_cases",
    "list_drafts",
    "list_issued",
    "list_over",
    "list_rounds",
    "look_at_record",
    "pending_services",
    "progress",
    "read_case",
    "read_issued",
    "read_material",
    "replay",
    "state_of",
]
