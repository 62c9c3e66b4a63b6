"""C9: negative sampling simplifies NCE, and a step costs O(k) in place of O(V) (3199987).

Criteria: rows touched have the slopes 1 and 0 in V exactly (seconds are the benchmarks'); NCE rests
at ln P(c|w) with Σ eˣ = 1.000, negative sampling at ln P(c|w) − ln(k q).
"""

import numpy as np
import pytest

from engine.corpus.builtin.toyland import toyland
from engine.errors import CorpusError, DivergenceError
from engine.settings import Knobs, Recipe
from engine.theory.experiments import cost
from engine.theory.experiments.race import Lane, course_of, race
from engine.theory.objectives import (
    conditional,
    log_chances,
    masses,
    pairs_of,
    resting,
    settle,
)
from engine.training.objectives import (
    OBJECTIVES,
    apply_gradient,
    pairs_between,
    targets_for,
    targets_of,
)
from engine.training.slices import slices
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary
from tests.engine.training.material import corpus

V, K = 12, 5
CHANCE = np.random.default_rng(3)
DRAWN = CHANCE.gamma(0.7, size=(V, V)) + 0.1
JOINT = (DRAWN / DRAWN.sum())[:, np.argsort(-DRAWN.sum(axis=0))]
NOISE = JOINT.sum(axis=0) ** 0.75 / (JOINT.sum(axis=0) ** 0.75).sum()
ALL = np.arange(V, dtype=np.int32)


@pytest.fixture(scope="module")
def trained():
    """Each kernel on the same 800,000 pairs of a known joint, in float32, with a falling rate."""
    pairs = pairs_of(JOINT, 800_000, np.random.default_rng(4))
    targets = targets_of(JOINT.sum(axis=0), NOISE, K)
    found = {}
    for name in OBJECTIVES:
        v = ((np.random.default_rng(5).random((V, V)) - 0.5) / V).astype(np.float32)
        u = np.zeros((V, V), np.float32)
        for part in range(100):
            some = pairs.part(part * 8000, (part + 1) * 8000)
            rate = 0.3 * (0.001 / 0.3) ** (part / 100)
            apply_gradient(name, v, u, some, targets, negatives=K, rate=rate)
        found[name] = v, u, targets
    return found


@pytest.mark.parametrize("name", ["softmax", "nce", "negative"])
def test_on_the_whole_joint_each_comes_to_rest_at_its_own_law(name):
    *_, last = settle(name, JOINT, NOISE, K, np.random.default_rng(0))
    found = last.logits
    apart = found - resting(name, JOINT, NOISE, K)
    if name == "softmax":  # any constant of an input is as good
        assert apart.mean(axis=1).std() > 1e-3
        apart -= apart.mean(axis=1, keepdims=True)
    assert np.abs(apart).mean() < 1e-4
    if name == "nce":
        np.testing.assert_allclose(np.exp(found).sum(axis=1), 1.0, atol=5e-4)


def test_the_kernel_of_nce_reaches_the_chances_and_normalises_itself(trained):
    v, u, _ = trained["nce"]
    x = (v @ u.T).astype(float)
    apart = np.abs(x - resting("nce", JOINT, NOISE, K)).mean()
    assert apart < 0.07
    assert np.abs(x - resting("negative", JOINT, NOISE, K)).mean() > 10 * apart
    sums = masses(v, u, ALL)
    assert sums.mean() == pytest.approx(1.0, abs=0.01)
    assert np.abs(sums - 1.0).max() < 0.1


def test_the_kernel_of_negative_sampling_reaches_them_less_k_times_the_noise(trained):
    v, u, _ = trained["negative"]
    x = (v @ u.T).astype(float)
    apart = np.abs(x - resting("negative", JOINT, NOISE, K)).mean()
    assert apart < 0.07
    assert np.abs(x - resting("nce", JOINT, NOISE, K)).mean() > 10 * apart
    assert masses(v, u, ALL).mean() > 1.5


@pytest.mark.parametrize("name", OBJECTIVES)
def test_every_kernel_learns_the_same_distribution(trained, name):
    """Divergence from P(c|w), of 2.15 nats that are to be known: each in its own way."""
    v, u, targets = trained[name]
    logs = log_chances(name, v, u, ALL, targets)
    assert (JOINT * (np.log(conditional(JOINT)) - logs)).sum() < 0.004


@pytest.mark.parametrize("name", OBJECTIVES)
def test_rows_touched_grow_with_the_words_or_not_at_all(name):
    """Counted by the kernels: slope 1 for softmax, 0 for noise, and bits for the tree."""
    points = []
    for size in (50, 100, 200, 400):
        counts = 1 + 1000 // np.arange(1, size + 1)
        targets = targets_for(counts, Knobs(negatives=K))
        v, u = np.zeros((2, size, 2))
        joint = np.outer(counts, counts).astype(float)
        pairs = pairs_of(joint, 4000, np.random.default_rng(size))
        steps = apply_gradient(name, v, u, pairs, targets, negatives=K, rate=0.0)
        rows = steps.rows / steps.pairs
        expected = cost.rows_touched(name, counts, K)
        assert rows == pytest.approx(expected, rel=0.02 if name == "hierarchical" else 1e-12)
        points.append((size, expected))
    slope = cost.fitted(points)
    if name == "softmax":
        assert slope == pytest.approx(1.0, abs=1e-12)
    elif name == "hierarchical":
        assert 0 < slope < 0.3
    else:
        assert slope == pytest.approx(0.0, abs=1e-12)


def test_at_fifty_thousand_words_and_fifteen_draws_softmax_touches_3125_times_as_many():
    counts = np.ceil(1e9 / np.arange(1, 50_001)).astype(np.int64)
    rows = [cost.rows_touched(name, counts, 15) for name in ("softmax", "negative")]
    assert rows[0] / rows[1] == 3125


def test_the_tree_costs_less_than_a_bit_more_than_the_entropy():
    counts = np.ceil(1e6 / np.arange(1, 5001)).astype(np.int64)
    shares = counts / counts.sum()
    entropy = -(shares * np.log2(shares)).sum()
    assert entropy <= cost.rows_touched("hierarchical", counts, K) < entropy + 1


def test_steps_are_measured_and_a_line_is_laid_through_them():
    """That each is measured, not what comes out: no speed is asserted."""
    found = list(cost.timings((300, 100), dimensions=4, seconds=0.005))
    assert [(each.objective, each.words) for each in found] == [
        (name, size) for size in (100, 300) for name in OBJECTIVES
    ]
    assert all(each.seconds > 0 for each in found)
    assert {each.rows for each in found if each.objective == "softmax"} == {100.0, 300.0}
    assert cost.slope(found, "softmax", at_least=100) is not None
    assert cost.slope(found, "softmax", at_least=1000) is None
    at_large = cost.projected(found, 100, 1000.0)
    assert at_large[0].seconds == pytest.approx(1000 * found[0].seconds)


def test_a_power_law_is_found_and_carried_on():
    made = [cost.Timing("softmax", size, 1e-9 * size**1.1, size) for size in (100, 1000, 10_000)]
    assert cost.slope(made, "softmax", at_least=100) == pytest.approx(1.1)
    assert cost.seconds_at(made, "softmax", 316) == pytest.approx(1e-9 * 316**1.1)
    assert cost.seconds_at(made, "softmax", 10**6) == pytest.approx(1e-9 * 10**6.6)
    assert cost.seconds_at(made, "softmax", 50) == pytest.approx(1e-9 * 100**1.1)


def test_the_steps_of_a_run_are_foretold():
    made = corpus(tokens=60_000, types=200)
    knobs = Knobs(window=4, subsample=0.01, epochs=2)
    vocabulary = build_vocabulary(made, 1)
    trainer = SkipGram(made, vocabulary, Recipe(dimensions=4, min_count=1), knobs)
    pairs = sum(progress.pairs for progress in slices(trainer, lambda: knobs, 60.0))
    assert 0.8 < pairs / cost.steps_of(vocabulary.counts, knobs) < 1


def test_the_pairs_of_the_race_are_those_of_the_trainer():
    made = corpus(tokens=20_000, types=100)
    knobs = Knobs(window=3, subsample=0.01, epochs=1)
    trainer = SkipGram(
        made, build_vocabulary(made, 2), Recipe(dimensions=4, min_count=2, seed=5), knobs
    )
    progress = [p.pairs for p in slices(trainer, lambda: knobs, 60.0)]
    keep = trainer._samplers.keep
    whole = pairs_between(made, keep, knobs, (0, 20_000), seed=5)
    parts = [pairs_between(made, keep, knobs, span, seed=5) for span in ((0, 777), (777, 20_000))]
    assert len(whole) == sum(progress)
    np.testing.assert_array_equal(whole.keys, np.concatenate([part.keys for part in parts]))


def test_all_run_the_same_course_and_all_learn():
    toy = toyland()
    recipe, knobs = toy.suggested.recipe, toy.suggested.knobs
    vocabulary = build_vocabulary(toy, recipe.min_count)
    laps = list(race(toy, vocabulary, recipe, knobs, ("nce", "negative"), seconds=0.4, laps=2))
    assert [lap.objective for lap in laps] == ["nce", "negative"] * 3
    assert laps[0].loss == pytest.approx(np.log(len(vocabulary)), abs=1e-3)
    for first, last in zip(laps[:2], laps[-2:], strict=True):
        assert (first.pairs, first.seconds) == (0, 0.0)
        assert last.rows == last.pairs * (knobs.negatives + 1)
        assert last.loss_of_seen < first.loss_of_seen - 0.3
        assert last.loss < first.loss - 0.3


@pytest.mark.parametrize("name", OBJECTIVES)
def test_how_a_lane_is_sliced_leaves_no_trace(name):
    made = corpus(tokens=3000, types=40)
    vocabulary, recipe = build_vocabulary(made, 1), Recipe(dimensions=8, min_count=1)
    knobs = Knobs(window=2, subsample=0.0, learning_rate=0.1)
    course = course_of(made, vocabulary, recipe, knobs)
    lanes = [Lane(name, made, vocabulary, recipe, knobs, course) for _ in range(2)]
    for _ in range(2 * len(course.begins)):  # two epochs
        lanes[0].train(course.length)
    while lanes[1].pairs < lanes[0].pairs:
        lanes[1].train(7)
    assert lanes[0].pairs == lanes[1].pairs
    np.testing.assert_array_equal(lanes[0].v, lanes[1].v)
    np.testing.assert_array_equal(lanes[0].u, lanes[1].u)


def test_a_race_at_a_rate_that_breaks_it_ends_with_a_sentence():
    made = corpus(tokens=3000, types=40)
    knobs = Knobs(window=2, subsample=0.0, learning_rate=10.0)
    laps = race(
        made, build_vocabulary(made, 1), Recipe(dimensions=50, min_count=1), knobs, ("softmax",)
    )
    with pytest.raises(DivergenceError, match="softmax grew beyond all bounds"):
        list(laps)


def test_a_text_with_nothing_to_predict_is_said():
    made = corpus(tokens=400, types=200)
    with pytest.raises(CorpusError, match="nothing to predict"):
        next(race(made, build_vocabulary(made, 9), Recipe(min_count=9), Knobs(window=1)))
