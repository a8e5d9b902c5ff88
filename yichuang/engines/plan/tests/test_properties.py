"""Laws of the engine on random plans and random deeds: counts, order, one barrier, no hanging."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from yichuang.engines.plan import DORMANT, OPEN, SETTLED, Plan, Step, compile_plan, recount
from yichuang.engines.plan.tests.play import Play


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    n = draw(st.integers(2, 9))
    steps = []
    for i in range(n):
        above = draw(st.sets(st.integers(0, i - 1), max_size=3)) if i else set()
        steps.append(
            Step(
                f"n{i}",
                tuple(f"n{j}" for j in sorted(above)),
                takes_all=draw(st.booleans()),
                has_when=draw(st.booleans()),
            )
        )
    last = tuple(s.key for s in steps)
    steps.append(Step("decide", last, takes_all=True))
    return compile_plan(steps, decides="decide")


def check(play: Play) -> None:
    for key in play.plan.order:
        row = play.board.rounds[key]
        assert row.unsettled == recount(play.plan, play.board.rounds, key), key
        if row.state == OPEN:
            assert row.unsettled == 0, key
    left = [k for k in play.plan.order if play.state(k) not in SETTLED | {DORMANT}]
    assert not left or play.open(), f"hangs: {left}"


@settings(max_examples=150, deadline=None)
@given(st.data(), plans())
def test_laws_under_random_deeds(data: st.DataObject, plan: Plan) -> None:
    answers = {k: data.draw(st.booleans()) for k, s in plan.steps.items() if s.has_when}
    play = Play(plan, answers)
    check(play)
    for _ in range(data.draw(st.integers(1, 25))):
        if play.state("decide") in SETTLED:
            break
        if data.draw(st.integers(0, 4)) == 0:
            keys = data.draw(st.sets(st.sampled_from(plan.order[:-1]), min_size=1, max_size=2))
            targets = {k: data.draw(st.booleans()) for k in keys}
            targets = {k: f for k, f in targets.items() if play.state(k) in SETTLED or not f}
            for key in targets:
                if key in answers and data.draw(st.booleans()):
                    play.when[key] = not play.when[key]
            play.redo(targets, changed=set(targets))
        elif play.open():
            key = data.draw(st.sampled_from(play.open()))
            play.complete(key, data.draw(st.sampled_from(["go", "go", "go", "stop", "silent"])))
        check(play)


@settings(max_examples=100, deadline=None)
@given(st.data(), plans())
def test_any_order_of_parallel_work_gives_the_same_nodes(data: st.DataObject, plan: Plan) -> None:
    answers = {k: data.draw(st.booleans()) for k, s in plan.steps.items() if s.has_when}
    ends = []
    for _ in range(2):
        play = Play(plan, answers)
        while play.open():
            play.complete(data.draw(st.sampled_from(play.open())))
        ends.append({k: play.state(k) for k in plan.order})
    assert ends[0] == ends[1]


@settings(max_examples=100, deadline=None)
@given(st.data(), plans())
def test_a_return_with_nothing_changed_ends_where_it_would_have(
    data: st.DataObject, plan: Plan
) -> None:
    plain, returned = Play(plan), Play(plan)
    for play in (plain, returned):
        for _ in range(3):
            if play.open():
                play.complete(play.open()[0])
    settled = [k for k in plan.order if returned.state(k) == "done" and k != "decide"]
    if settled and returned.state("decide") not in SETTLED:
        back = data.draw(st.sampled_from(settled))
        returned.redo({back: True})
        assert returned.state(back) == OPEN
        returned.complete(back)
    same = {"carried_over": "done"}
    for key in plan.order:
        assert same.get(returned.state(key), returned.state(key)) == plain.state(key)
