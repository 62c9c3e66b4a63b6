"""If these fail, a score's curve shows another run's numbers, or grows without end."""

from engine.evaluation.scorecard import Score
from explorer.runs.tracks import MOST, Tracks
from explorer.train.score_curves.figure import tracks


def test_curves_are_those_of_the_scores_there_are_now():
    made = Tracks("run")
    made.add(10, (Score("planted", 0.2, 1.0, 5),))
    made.add(20, (Score("planted", 0.4, 1.0, 5), Score("pairs", None, 0.0, 0)))
    made.add(20, (Score("planted", 0.4, 1.0, 5), Score("pairs", -0.1, 0.5, 3)))
    assert made.curves == {"planted": ((10, 0.2), (20, 0.4)), "pairs": ((20, -0.1),)}
    figure = tracks(made.curves, made.last, dark=False)
    assert [line.name for line in figure.data][1].endswith("-0.10 (50%)")
    assert figure.layout.yaxis.range[0] == -0.1


def test_a_long_run_has_no_more_points_than_a_curve_can_show():
    made = Tracks("run")
    for tokens in range(5 * MOST):
        made.add(tokens, (Score("planted", 0.5, 1.0, 1),))
    points = made.curves["planted"]
    assert len(points) <= MOST
    assert points[-1][0] == 5 * MOST - 1
