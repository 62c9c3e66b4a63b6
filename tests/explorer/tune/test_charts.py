"""If these fail, a cell shows another's model, or a brush keeps what it should not."""

import math

import numpy as np
import pytest

from engine.settings import Knobs, Recipe
from engine.tuning.plan import Plan
from engine.tuning.record import Rung, Trial, map_of
from engine.tuning.space import Axis, stops_of
from explorer.tune import figure as figures
from explorer.tune import view as views
from explorer.tune.grid import figure as tune_grid
from explorer.tune.grid.view import grid
from explorer.tune.pareto_front import front, pareto_goals
from explorer.tune.surface import surface

AXES = (Axis("subsample", (1e-4, 1e-3, 0.0)), Axis("noise_exponent", (0.0, 0.75)))
PLAN = Plan(axes=AXES, goals=("planted",), sampler="grid", pruner="none", trials=6,
            recipe=Recipe(), knobs=Knobs(), digest="")  # fmt: skip
LABELS = {"subsample": "t", "noise_exponent": "α", "planted": "planted", "speed": "speed",
          "loss": "loss"}  # fmt: skip
MAP = map_of(np.random.default_rng(1).normal(size=(200, 2)).astype(np.float32), "pca")


def trial(number, t, alpha, score=None, state="done", **more):
    scores = {} if score is None else {"planted": score, "speed": 1000.0 * number}
    curve = (Rung(0.5, 2.0, None), Rung(1.0, 1.0, score))
    values = {"subsample": t, "noise_exponent": alpha}
    shown = MAP if state == "done" else None
    return Trial(number, state, values, 0.4, scores, curve, map=shown, **more)


TRIALS = (
    trial(0, 1e-4, 0.0, 0.2),
    trial(1, 1e-3, 0.0, 0.9),
    trial(2, 0.0, 0.0, 0.5),
    trial(3, 1e-4, 0.75, state="running"),
    trial(4, 1e-3, 0.75, state="pruned"),
    trial(5, 0.0, 0.75, state="failed", fault="diverged"),
    trial(6, 9e-4, 0.1, 0.8),  # of a study by chance: nearest to trial 1
)
SCALES = [*map(views.scale_of, AXES), views.scale_of_score("planted", TRIALS)]


def test_off_stands_beyond_the_largest_and_ratios_are_steps():
    scale = SCALES[0]
    assert scale.texts == ("0.0001", "0.001", "0")
    assert scale.marks == (-4.0, -3.0, -2.0)
    assert scale.at(0.0) == -2.0
    assert scale.at(1e-3) == pytest.approx(-3)
    choices = views.scale_of(Axis("schedule", ("linear", "constant")))
    assert choices.at("constant") == 1.0


@pytest.mark.parametrize("name", ["learning_rate", "subsample", "negatives", "sampler", "seed"])
def test_every_stop_of_a_setting_stands_on_a_mark(name):
    scale = views.scale_of(Axis(name, stops_of(name)))
    assert len(scale.marks) == len(scale.texts) == len(stops_of(name))
    assert all(min(abs(scale.at(s) - m) for m in scale.marks) < 1e-9 for s in stops_of(name))


def test_a_cell_shows_the_best_of_its_trials():
    view = grid(PLAN, TRIALS, "subsample", "noise_exponent", "planted")
    shown = {(cell.column, cell.row): (cell.trial.number, cell.count) for cell in view.cells}
    assert view.size == (3, 2)
    assert shown == {(0, 0): (0, 1), (1, 0): (1, 2), (2, 0): (2, 1), (0, 1): (3, 1),
                     (1, 1): (4, 1), (2, 1): (5, 1)}  # fmt: skip
    assert view.best == 1
    alone = grid(PLAN, TRIALS, "noise_exponent", None, "planted")
    assert [cell.trial.number for cell in alone.cells] == [1, 3]


def test_what_is_brushed_stays_and_the_rest_is_grey():
    brush = views.brush_of('{"planted": [[0.4, 0.85]], "x": [[0, 1]], "subsample": []}', [
        one.name for one in SCALES])  # fmt: skip
    kept = views.brushed(TRIALS, SCALES, brush)
    assert kept == {2, 6}
    assert views.brushed(TRIALS, SCALES, {}) is None
    view = grid(PLAN, TRIALS, "subsample", "noise_exponent", "planted")
    figure = tune_grid.grid(view, [0] * 200, kept, LABELS, dark=False)
    scores = figure.data[1].z
    assert np.isfinite(scores[0][2])
    assert np.isnan(scores[0][1])
    points = figure.data[2]
    assert set(points.marker.color[:200]) == {7}  # grey
    assert set(points.marker.color[400:600]) == {0}
    assert points.marker.colorscale[-1][1] == "#8C8C8C"


@pytest.mark.parametrize(
    "told",
    [
        '{"planted": [["a", 1]]}',
        '{"planted": [[1]]}',
        '{"planted": 3}',
        "3",
        "[",
        "null",
        '{"planted": [[null, 1]]}',
        '["planted"]',
    ],
)
def test_a_browser_that_tells_nonsense_brushes_nothing(told):
    assert not views.brush_of(told, ["planted"]).get("planted")


def test_the_grid_says_where_every_trial_stands_and_which_was_clicked():
    view = grid(PLAN, TRIALS, "subsample", "noise_exponent", "planted")
    figure = tune_grid.grid(view, [0] * 200, None, LABELS, dark=True)
    texts = [one.text for one in figure.layout.annotations]
    assert texts == ["<b>0.2</b>", "40%", "<b>0.9</b> ·2", "cut short", "<b>0.5</b>",
                     "grew beyond bounds"]  # fmt: skip
    assert figure.data[0].customdata[0][1] == "1"
    assert "t = 0.001" in figure.data[0].text[0][1]
    inside = figure.data[2].x.reshape(3, 200) - np.array([[0], [1], [2]])
    assert np.abs(inside).max() < 0.5


def test_the_front_is_of_trials_that_none_beats():
    seen = front(TRIALS, "speed", "planted")
    assert [one.number for one in seen.trials] == [0, 1, 2, 6]
    assert [one.number for one in seen.front] == [1, 6]
    assert pareto_goals(PLAN) == ("speed", "planted")
    figure = figures.pareto(seen, {1}, LABELS, dark=False)
    assert list(figure.data[0].x) == [1000.0, 6000.0]
    assert figure.data[0].line.shape == "vh"


def test_lines_and_slices_hold_every_finished_trial():
    lines = views.lines(TRIALS, SCALES)
    assert [len(each) for each in lines] == [4, 4, 4]
    drawn = figures.parallel(SCALES, lines, LABELS, dark=False)
    assert [one.name for one in drawn.data[0].dimensions] == [one.name for one in SCALES]
    sliced = figures.slices(SCALES[:2], TRIALS, "planted", {0}, LABELS, dark=True)
    assert len(sliced.data) == 2
    assert list(sliced.data[0].customdata) == ["0", "1", "2", "6"]
    curves = figures.curves(TRIALS, None, None, LABELS, dark=False)
    assert len(curves.data) == 7
    shares = figures.importances({"subsample": 0.75, "noise_exponent": 0.25}, LABELS, dark=False)
    assert list(shares.data[0].y) == ["α", "t"]


def test_a_surface_passes_through_its_trials_and_needs_an_area():
    found = surface(PLAN, TRIALS, "subsample", "noise_exponent", "planted")
    assert math.isclose(np.nanmax(found.heights), 0.9, abs_tol=0.05)
    assert figures.surface(found, LABELS, dark=False).data[1].customdata[0] == "0"
    assert surface(PLAN, TRIALS[:3], "subsample", "noise_exponent", "planted") is None
    line = [trial(n, 1e-4, n / 10, n / 10) for n in range(6)]
    assert surface(PLAN, line, "subsample", "noise_exponent", "planted") is None
