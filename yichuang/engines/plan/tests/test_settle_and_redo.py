"""Stops, skips, redo: the meanings of the plan, told by small plans."""

from yichuang.engines.plan import Step, compile_plan, prune, running_on
from yichuang.engines.plan.tests.play import Play

CROSS = compile_plan(
    [
        Step("accept"),
        Step("road", ("accept",), has_when=True),
        Step("green", ("accept",), has_when=True),
        Step("river", ("accept",), has_when=True),
        Step("chief", ("road", "green", "river"), takes_all=True),
        Step("decide", ("accept", "chief")),
        Step("later", ("decide",), has_when=True),
    ],
    decides="decide",
    accepts="accept",
)


def test_parallel_then_barrier() -> None:
    play = Play(CROSS, {"later": False})
    play.complete("accept")
    assert play.open() == ["road", "green", "river"]
    for key in ("river", "road", "green"):
        play.complete(key)
    play.complete("chief")
    play.complete("decide")
    assert play.state("later") == "skipped"


def test_a_stop_is_received_by_the_node_that_takes_all() -> None:
    play = Play(CROSS)
    play.complete("accept")
    play.complete("road", "stop")
    assert play.open() == ["green", "river"]
    play.complete("green")
    play.complete("river")
    assert play.open() == ["chief"]


def test_a_stop_nobody_receives_calls_off_all_that_follows() -> None:
    play = Play(CROSS)
    play.complete("accept", "stop")
    assert {k: play.state(k) for k in ("road", "green", "river")} == dict.fromkeys(
        ("road", "green", "river"), "called_off"
    )
    assert play.state("decide") == "called_off"
    assert play.state("later") == "called_off"


def test_all_predecessors_skipped_skips_too() -> None:
    play = Play(CROSS, {"road": False, "green": False, "river": False})
    play.complete("accept")
    assert play.state("chief") == "skipped"
    assert play.open() == ["decide"]


def test_return_out_of_a_parallel_branch_holds_and_carries() -> None:
    play = Play(CROSS)
    play.complete("accept")
    play.complete("road")
    play.redo({"accept": True})
    assert play.open() == ["accept"]
    assert play.state("green") == play.state("river") == "held"
    assert play.state("road") == "idle"
    play.complete("accept")
    assert play.state("road") == "carried_over"
    assert play.open() == ["green", "river"]
    assert play.board.rounds["green"].round == 1


def test_what_read_something_else_opens_anew() -> None:
    play = Play(CROSS)
    play.complete("accept")
    play.complete("road")
    play.redo({"road": False, "green": False}, changed={"road", "green"})
    assert play.open() == ["road", "green", "river"]
    assert play.board.rounds["road"].round == 2
    assert play.board.rounds["green"].round == 2
    assert play.board.rounds["river"].round == 1


def test_a_standing_stop_calls_off_again_after_redo_of_a_sibling() -> None:
    plan = compile_plan(
        [Step("a"), Step("b"), Step("both", ("a", "b")), Step("decide", ("both",))],
        decides="decide",
    )
    play = Play(plan)
    play.complete("a", "stop")
    play.complete("b")
    play.redo({"b": True})
    assert play.state("both") == "called_off"
    play.complete("b")
    assert play.state("both") == play.state("decide") == "called_off"
    play.redo({"a": True})
    play.complete("a")
    assert play.open() == ["both"]


def test_a_when_that_turns() -> None:
    play = Play(CROSS, {"road": False})
    play.complete("accept")
    assert play.state("road") == "skipped"
    play.when["road"] = True
    play.redo({"road": False}, changed={"road"})
    assert "road" in play.open()
    play.when["river"] = False
    play.redo({"river": False}, changed={"river"})
    assert play.state("river") == "skipped"


def test_redos_add_up() -> None:
    play = Play(CROSS)
    play.complete("accept")
    play.complete("road")
    play.redo({"accept": True})
    play.redo({"road": False}, changed={"road"})
    play.complete("accept")
    assert play.open() == ["road", "green", "river"]


def test_ends_before_the_decision() -> None:
    plan = compile_plan(
        [Step("a"), Step("b"), Step("help", ("a",), beside=True), Step("d", ("a", "b"))],
        decides="d",
    )
    play = Play(plan)
    play.complete("a")
    assert running_on(plan, play.board.rounds, ["a", "b", "help"]) == ("b",)
    assert prune(plan, play.board.rounds) == ("b", "d")
    assert prune(plan, play.board.rounds, keep=["b"]) == ("d",)
