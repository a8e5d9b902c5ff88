"""A stop of one element while the others run on, and stops that come after one that was passed on already."""

from yichuang.engines.plan import MemoryBoard, Step, compile_plan, forestall, spread, start_plan
from yichuang.engines.plan.tests.play import Play

ROAD = compile_plan(
    [
        Step("first"),
        Step("second"),
        Step("both", ("first", "second")),
        Step("all", ("both",), takes_all=True),
    ],
    decides="all",
)


def test_what_needs_the_node_is_called_off_while_it_still_waits() -> None:
    board = MemoryBoard(start_plan(ROAD))
    found = forestall(ROAD, board, "first")
    assert found.called_off == ("both",)
    assert found.received
    assert board.because == {"both": "first"}
    assert board.rounds["both"].unsettled == 2, "the node itself is not settled"
    assert found.ready == ("all",)


def test_a_second_stop_has_the_receiver_of_the_first() -> None:
    play = Play(ROAD)
    play.complete("first", "stop")
    assert play.state("both") == "called_off"
    assert play.open() == ["second", "all"]
    row = play.board.rounds["second"]
    row.state, row.effect = "done", "stop"
    assert spread(ROAD, play.board, "second", stopped=True).received
