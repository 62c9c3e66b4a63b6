"""If these fail, somebody asks for a study that cannot be, and learns it late or never."""

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from optuna.trial import FixedTrial

from engine.errors import ParameterError, StudyError
from engine.settings import Knobs, Recipe
from engine.tuning import plan as plans
from engine.tuning.space import Axis, settings_with, stops_of, variable
from tests.engine.tuning.material import KNOBS, RECIPE, plan

NAMES = sorted({name for kind in ("text", "graph", "genome") for name in variable(kind)})


@given(st.data(), st.sampled_from(NAMES))
def test_whatever_a_slider_offers_can_be_varied_and_drawn_from(data, name):
    """Else a knob is in the list and its study breaks."""
    every = stops_of(name)
    stops = tuple(data.draw(st.lists(st.sampled_from(every), min_size=2, unique=True)))
    axis = Axis(name, stops)
    assert all(axis.distribution(grid=True)._contains(place) for place in range(len(stops)))
    try:
        drawn = axis.distribution(grid=False)
    except ParameterError as error:
        assert "off" in str(error)
        return
    low = data.draw(st.sampled_from(stops))
    settings_with(Recipe(), Knobs(), {name: FixedTrial({name: low})._suggest(name, drawn)})


def test_what_concerns_another_kind_of_corpus_is_not_offered():
    assert "p" not in variable("text")
    assert "p" in variable("graph")
    assert "threads" not in NAMES


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Axis("negatives", ()), "negatives: 0 values to try are no range"),
        (lambda: Axis("negatives", (5, 5)), "negatives: 1 values"),
        (lambda: Axis("negatives", (5, 99)), "negatives=99: must be 0 … 50"),
        (lambda: Axis("negatives", (5, "6")), "negatives=6"),
        (lambda: Axis("colour", (1, 2)), "colour: there is no such setting"),
        (lambda: plan(axes=()), "0 settings to vary"),
        (lambda: plan(axes=(Axis("window", (1, 2)),) * 2), "2 settings to vary"),
        (lambda: plan("simplex"), "sampler=simplex: must be grid"),
        (lambda: plan("tpe", trials=0), "0 trials: between 1 and 500"),
        (lambda: plan(axes=tuple(Axis(n, stops_of(n)) for n in (
            "learning_rate", "subsample", "window"))), "702 trials"),
        (lambda: plan(goals=()), "0 scores to reach"),
        (lambda: plan(goals=("speed", "loss", "groups")), "3 scores"),
        (lambda: plan(goals=("loss",)), "with another negatives a model minimises another sum"),
        (lambda: plan(goals=("speed",), pruner="median"), "pruner=median"),
        (lambda: plan(goals=("groups", "speed"), pruner="halving"), "pruner=halving"),
        (lambda: plan("random", axes=(Axis("subsample", (1e-3, 0.0)),)), "(off) is no end"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_one_sentence(make, said):
    with pytest.raises(ParameterError) as caught:
        make()
    assert said in str(caught.value)


def test_a_plan_is_read_as_it_was_written():
    """Else a study that goes on after a restart is another."""
    for made in (plan(), plan("tpe", axes=(Axis("schedule", ("linear", "constant")),))):
        assert plans.from_dict(json.loads(json.dumps(made.to_dict()))) == made


@given(st.dictionaries(st.sampled_from(list(plan().to_dict())), st.none() | st.text() | st.lists(
    st.integers())))  # fmt: skip
def test_a_plan_that_others_wrote_is_read_or_refused(other):
    """A database may hold anything."""
    try:
        plans.from_dict({**plan().to_dict(), **other})
    except StudyError as error:
        assert "another version" in str(error)


def test_settings_go_where_they_belong():
    recipe, knobs = settings_with(RECIPE, KNOBS, {"dimensions": 16, "window": 3})
    assert (recipe.dimensions, knobs.window) == (16, 3)
    assert (recipe.seed, knobs.negatives) == (RECIPE.seed, KNOBS.negatives)


TOGETHER = """
from concurrent.futures import ThreadPoolExecutor
from engine.tuning.space import Axis
axis = Axis("window", (1, 5))
with ThreadPoolExecutor(4) as pool:
    print(len({str(each) for each in pool.map(lambda grid: axis.distribution(grid=grid), [1] * 4)}))
"""


def test_threads_that_need_optuna_first_do_not_see_half_of_it():
    """A page and its job begin in the same moment, on a server that has just started."""
    done = subprocess.run([sys.executable, "-c", TOGETHER], capture_output=True, text=True,
                          check=True)  # fmt: skip
    assert done.stdout.strip() == "1"
