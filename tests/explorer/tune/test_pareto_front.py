"""If these fail, the page recommends trials that another beats."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.tuning.record import Trial
from explorer.tune.pareto_front import front

FEW = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=12)


def trials_of(across, scores):
    return [
        Trial(number, "done", {}, 1.0, {across: float(one), "planted": float(other)}, ())
        for number, (one, other) in enumerate(scores)
    ]


def on_it(across, scores):
    return {one.number for one in front(trials_of(across, scores), across, "planted").front}


def test_a_trial_as_good_in_one_score_and_worse_in_the_other_is_beaten():
    assert on_it("speed", [(2, 2), (2, 1), (1, 2), (3, 0)]) == {0, 3}


def test_of_the_loss_the_least_is_best():
    assert on_it("loss", [(1, 1), (2, 1), (2, 3), (3, 2)]) == {0, 2}


@given(FEW)
def test_the_front_is_what_no_other_beats_pair_by_pair(scores):
    scores = np.array(scores)
    beaten = {
        i
        for i, one in enumerate(scores)
        for other in scores
        if (other >= one).all() and (other > one).any()
    }
    assert on_it("speed", scores) == set(range(len(scores))) - beaten
