"""The door of `mining`."""

from yichuang.blocks.mining.actions.count_cases import count_cases, recount
from yichuang.blocks.mining.exporting import FORMATS
from yichuang.blocks.mining.forecasting import forecast_of
from yichuang.blocks.mining.months import last_year, read_month, show_month
from yichuang.blocks.mining.permits import scopes_of
from yichuang.blocks.mining.queries import list_mined, read_flow
from yichuang.blocks.mining.traces import list_traces

__all__ = [
    "FORMATS",
    "count_cases",
    "forecast_of",
    "last_year",
    "list_mined",
    "list_traces",
    "read_flow",
    "read_month",
    "recount",
    "scopes_of",
    "show_month",
]
