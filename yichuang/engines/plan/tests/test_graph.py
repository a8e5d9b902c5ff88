"""Compiled plans: order, predecessors by reading, stages, faults."""

import pytest

from yichuang.engines.plan import PlanFault, Step, compile_plan


def test_order_and_neighbours() -> None:
    plan = compile_plan(
        [
            Step("d", after=("b", "c"), takes_all=True),
            Step("a"),
            Step("b", ("a",)),
            Step("c", ("a",)),
        ],
        decides="d",
        accepts="a",
    )
    assert plan.order == ("a", "b", "c", "d")
    assert plan.predecessors["d"] == ("b", "c")
    assert plan.successors["a"] == ("b", "c")
    assert plan.downstream(["b"]) == {"b", "d"}
    assert plan.upstream("d") == {"a", "b", "c"}


def test_reading_a_result_makes_a_predecessor() -> None:
    plan = compile_plan(
        [Step("a"), Step("b"), Step("c", ("a",), reads_results=frozenset({"b", "c"}))], decides="c"
    )
    assert plan.predecessors["c"] == ("a", "b")


def test_a_stage_stands_for_its_nodes() -> None:
    plan = compile_plan(
        [Step("a"), Step("b"), Step("c", ("first",))], decides="c", stages={"first": ("a", "b")}
    )
    assert plan.predecessors["c"] == ("a", "b")


@pytest.mark.parametrize(
    ("steps", "decides", "code"),
    [
        ([Step("a", ("b",)), Step("b", ("a",))], "a", "cycle"),
        ([Step("a", ("x",))], "a", "unknown_node"),
        ([Step("a"), Step("a")], "a", "doubled"),
        ([Step("a")], "z", "no_decision"),
        ([], "a", "empty"),
    ],
)
def test_faults(steps: list[Step], decides: str, code: str) -> None:
    with pytest.raises(PlanFault) as caught:
        compile_plan(steps, decides=decides)
    assert caught.value.code == code
