"""If these fail, runs side by side differ by more than their settings, or one takes all down."""

from dataclasses import replace

import numpy as np
import pytest

from engine.corpus.builtin.toyland import toyland
from engine.errors import CorpusError, ParameterError
from engine.evaluation.scorecard import own
from engine.settings import Knobs, Reading, Recipe
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary
from explorer.compare.side_by_side import view
from explorer.compare.side_by_side.figure import losses, maps
from explorer.runs.history import History
from explorer.runs.jobs import side_by_side as module
from explorer.runs.jobs.reruns import reruns
from explorer.runs.jobs.side_by_side import Contender, train_side_by_side
from explorer.runs.visitors import Origin

RECIPE, KNOBS = Recipe(dimensions=8, min_count=2), Knobs(subsample=1e-3, epochs=1)
HERE = Origin("toyland", Reading())


@pytest.fixture(scope="module")
def corpus():
    return toyland(10_000)


@pytest.fixture(scope="module")
def base(corpus):
    return Contender("as it is", corpus, HERE, RECIPE, KNOBS)


@pytest.fixture(scope="module")
def turned(base):
    return replace(base, name="window 1", knobs=replace(KNOBS, window=1))


@pytest.fixture(scope="module")
def ended(corpus, base, turned):
    """All that was seen of a pair of runs."""
    return list(train_side_by_side([base, turned], own(corpus, build_vocabulary(corpus, 2))))


def alone(corpus, recipe, knobs):
    trainer = SkipGram(corpus, build_vocabulary(corpus, recipe.min_count), recipe, knobs)
    while not trainer.finished(knobs):
        trainer.block(knobs)
    return trainer


def test_each_side_is_the_run_that_its_settings_give_alone(ended, corpus, base, turned):
    for side, entrant in zip(ended[-1].sides, (base, turned), strict=True):
        there = alone(corpus, entrant.recipe, entrant.knobs)
        np.testing.assert_array_equal(side.trainer.model.v, there.model.v)
        assert side.history[-1].tokens == there.position.tokens


def test_they_train_in_turns_and_say_how_far_they_are(ended):
    shares = [step.done for step in ended]
    assert shares == sorted(shares)
    assert (ended[0].stage, ended[-1].stage, shares[-1]) == ("counting", "done", 1.0)
    sides = ended[-1].sides
    assert all(side.scores for side in sides)
    assert {score.kind for score in sides[0].scores} == {"planted", "groups"}


def test_the_excess_over_the_least_loss_falls_and_is_never_below_it(ended):
    above, curves = view.curves(ended[-1].sides)
    assert above
    for curve in curves:
        assert curve.tokens[0] == 0
        assert 0 < curve.values[-1] < curve.values[0]
        assert curve.tokens[-1] == ended[-1].sides[0].history[-1].tokens


def test_where_the_least_loss_cannot_be_known_the_loss_itself_is_shown(corpus, base, monkeypatch):
    mixed = replace(base, name="hard", knobs=replace(KNOBS, sampler="unigram=0.5 hard=0.5"))
    *_, last = train_side_by_side([base, mixed], own(corpus, build_vocabulary(corpus, 2)))
    above, curves = view.curves(last.sides)
    assert not above
    assert all(curve.values for curve in curves)
    assert "least" not in losses(curves, above=above, dark=False).layout.yaxis.title.text


def test_a_run_that_grows_beyond_bounds_stops_and_the_others_go_on(corpus, base):
    wild = replace(base, name="wild", knobs=replace(KNOBS, learning_rate=10.0, epochs=3))
    *_, last = train_side_by_side([base, wild], own(corpus, build_vocabulary(corpus, 2)))
    good, bad = last.sides
    assert good.error is None
    assert good.scores
    assert "beyond all bounds" in str(bad.error)


def test_a_kept_model_is_shown_as_it_is_and_of_another_text_refused(corpus, base):
    trainer = alone(corpus, RECIPE, KNOBS)
    kept = replace(base, name="kept", saved=trainer.checkpoint(), record=History())
    *_, last = train_side_by_side(
        [kept, replace(kept, name="twin")], own(corpus, build_vocabulary(corpus, 2))
    )
    for side in last.sides:
        np.testing.assert_array_equal(side.trainer.model.v, trainer.model.v)
    other = replace(kept, corpus=toyland(9_000))
    with pytest.raises(CorpusError, match="another text"):
        list(train_side_by_side([kept, other], own(corpus, build_vocabulary(corpus, 2))))


def test_there_are_two_to_four_and_they_fit_into_memory(base, corpus, monkeypatch):
    gold = own(corpus, build_vocabulary(corpus, 2))
    for count in (1, 5):
        with pytest.raises(ParameterError, match="two to four"):
            next(train_side_by_side([base] * count, gold))
    monkeypatch.setattr(module, "LARGEST", 1000)
    with pytest.raises(ParameterError, match="choose fewer"):
        next(train_side_by_side([base] * 2, gold))


# What is seen of them.


def test_maps_show_the_words_all_know_at_the_same_place_as_far_as_can_be(ended, corpus, base):
    rarer = replace(base, name="rare", recipe=replace(RECIPE, min_count=20))
    *_, last = train_side_by_side([base, rarer], own(corpus, build_vocabulary(corpus, 2)))
    words = view.shared(last.sides)
    assert words.words == build_vocabulary(corpus, 20).symbols[: len(words.words)]
    for side, rows in zip(last.sides, words.rows, strict=True):
        assert [side.trainer.vocabulary.symbols[row] for row in rows] == list(words.words)
    sides = ended[-1].sides
    again = view.panels((sides[0], sides[0]), view.shared((sides[0], sides[0])), None)
    np.testing.assert_allclose(again[0].places, again[1].places, atol=1e-4)


def test_a_table_names_what_differs_and_nothing_else(ended):
    sides = ended[-1].sides
    assert view.settings(sides) == [("window", ["5", "1"])]
    assert [len(values) for _, values in view.scores(sides)] == [2, 2]


def test_what_changed_most_and_what_is_near_are_of_the_vectors(ended):
    sides = ended[-1].sides
    words = view.shared(sides)
    assert view.changed(sides[:1] * 2, words, 1).stayed == 1
    assert 0 < view.changed(sides, words, 1).stayed < 1
    first, second = view.near(sides, words, "king", 5)
    assert len(first) == len(second) == 5
    assert first != second


def test_every_map_of_the_figure_has_the_same_words_to_point_at(ended):
    sides = ended[-1].sides
    words = view.shared(sides)
    near = view.near(sides, words, "king", 3)
    figure = maps(view.panels(sides, words, None), words, selected="king", near=near, dark=True)
    points = [trace for trace in figure.data if trace.meta == "points"]
    assert len(points) == len([trace for trace in figure.data if trace.meta == "ring"]) == 2
    assert points[0].customdata == points[1].customdata


def test_one_training_that_fails_is_left_out_and_the_others_count(corpus):
    from engine.evaluation.rerun import Task

    words = build_vocabulary(corpus, 2).symbols[:50]
    wild = replace(KNOBS, learning_rate=10.0, epochs=3)
    tasks = [Task(corpus, RECIPE, knobs, 1, words) for knobs in (KNOBS, wild, KNOBS)]
    seen = list(reruns(tasks))
    assert (len(seen[-1].results), seen[-1].lost, seen[-1].done) == (2, 1, 1.0)
    assert "beyond all bounds" in str(seen[-1].error)
    assert [step.done for step in seen] == sorted(step.done for step in seen)


def test_a_cluster_trains_again_what_this_process_would(corpus, cluster):
    """Else "9/10" means another thing on a server with more machines."""
    from engine.evaluation.rerun import Task

    words = build_vocabulary(corpus, 2).symbols[:50]
    knobs = [KNOBS, replace(KNOBS, learning_rate=10.0, epochs=3), KNOBS]
    tasks = [Task(corpus, RECIPE, one, seed, words) for seed, one in enumerate(knobs, start=1)]
    *_, here = reruns(tasks)
    *_, afar = reruns(tasks, cluster)
    assert (afar.lost, afar.done, str(afar.error)) == (1, 1.0, str(here.error))
    found = {one.seed: one for one in afar.results}
    assert found.keys() == {one.seed for one in here.results}
    for one in here.results:
        assert np.array_equal(found[one.seed].lists, one.lists)
