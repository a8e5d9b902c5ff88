"""The door of packs: checking, and what was checked as values."""

from yichuang.packs.check_packs import check_packs, read_days
from yichuang.packs.contracts import PackFault, Report

__all__ = ["PackFault", "Report", "check_packs", "read_days"]
