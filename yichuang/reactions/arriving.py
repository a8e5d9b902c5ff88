"""What foreign systems send by themselves: late answers of simulated partners, notices of the simulated bank."""

from __future__ import annotations

from django.db import transaction

from yichuang.outside import api as outside
from yichuang.reactions import paying, requesting


def take_in() -> int:
    """Take in everything that has arrived, in one transaction: undone, it arrives again. Gives how many came."""
    with transaction.atomic():
        answers, payments = outside.collect_late(), outside.collect_notices()
        for late in answers:
            requesting.came_late(late)
        for state in payments:
            paying.came(state)
    return len(answers) + len(payments)
