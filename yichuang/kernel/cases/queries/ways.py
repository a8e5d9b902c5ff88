"""Why a case takes its way: the rule of the first branch of its plan that has been decided, clause by clause."""

from __future__ import annotations

from dataclasses import replace

from yichuang.engines.rules import Explanation
from yichuang.engines.values import Unknown
from yichuang.kernel.cases.forms import is_early
from yichuang.kernel.cases.plans import is_for_element, slot_names
from yichuang.kernel.cases.sight import Sight
from yichuang.kernel.catalogue.contracts import Expression


def way_of(sight: Sight) -> Explanation | None:
    """The branch that the rules have chosen, else the one that lacks a fact; None without branches."""
    undecided: Expression | None = None
    for key in sight.plan.graph.order:
        node = sight.plan.nodes.get(key)
        if (
            node is None
            or node.when is None
            or is_for_element(node)
            or not _chooses(sight, node.when)
        ):
            continue
        answer = sight.reading().answer(node.when)
        if answer is True:
            return _told(sight, node.when)
        if isinstance(answer, Unknown):
            undecided = undecided or node.when
    return _told(sight, undecided) if undecided is not None else None


def _told(sight: Sight, when: Expression) -> Explanation:
    """The branch itself, and below it why the data that it rests on have their values."""
    whole = sight.reading().explain(when)
    below = (sight.reading().explain_datum(name) for name in sorted(slot_names(when)))
    parts = tuple(found for found in below if found is not None)
    return replace(whole, parts=parts) if parts else whole


def _chooses(sight: Sight, when: Expression) -> bool:
    """Whether a branch rests on something that the rules work out before any step has run."""
    names = slot_names(when)
    return is_early(names) and any(_computed(sight, name) for name in names)


def _computed(sight: Sight, name: str) -> bool:
    step = sight.reading().names.find(tuple(name.split(".")))
    return step is not None and step.datum is not None and bool(step.datum.definition.computed)
