"""If these fail, the page compares vectors with a place they never go to."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine.sampling.noise import noise_chances
from engine.sampling.subsample import keep_chances
from engine.settings import Knobs, Recipe
from engine.theory.expected import epoch_of, expected_counts
from engine.theory.optimum import excess, loss_floor, negatives_of, optimum, skip_optimum
from engine.training.progress import combined, loss
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary
from tests.engine.training.material import corpus

RNG = np.random.default_rng(6)
A = RNG.integers(1, 50, (7, 7)).astype(float)
Q = noise_chances(A.sum(axis=0).astype(np.int64), 0.75)
counts = st.one_of(st.just(0.0), st.floats(1e-3, 1e6))
tables = arrays(np.float64, (3, 4), elements=counts)
logits = arrays(np.float64, (3, 4), elements=st.floats(-40, 40))


def test_with_the_unigram_as_noise_the_optimum_is_pmi_less_log_k():
    """Levy & Goldberg 2014, eq. 11."""
    joint = A / A.sum()
    pmi = np.log(joint / np.outer(joint.sum(axis=1), joint.sum(axis=0)))
    found = optimum(A, joint.sum(axis=0), 5)
    np.testing.assert_allclose(found, pmi - np.log(5), atol=1e-12)


def test_another_exponent_moves_whole_columns_only():
    """C14a: x_α − x_1 = (1 − α)·log count + const, the same for every input."""
    raw = np.arange(1, 8)[::-1] ** 3
    moved = optimum(A, noise_chances(raw, 0.25), 5) - optimum(A, noise_chances(raw, 1.0), 5)
    assert moved.std(axis=0).max() < 1e-12
    np.testing.assert_allclose((moved - 0.75 * np.log(raw)).std(), 0, atol=1e-12)


def test_skipping_raises_the_optimum_by_the_share_of_the_pair():
    """THEORY §0: −log(1 − P(c|w)), the law of word2vec.c and gensim."""
    given_w = A / A.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(
        skip_optimum(A, Q, 5) - optimum(A, Q, 5), -np.log(1 - given_w), atol=1e-12
    )


def test_skipping_has_negatives_only_from_other_targets():
    """Counted draw by draw: for each positive (w, t), k draws of q that are not t."""
    negatives = np.zeros_like(A)
    for w, t in np.ndindex(A.shape):
        law = Q.copy()
        law[t] = 0
        negatives[w] += 5 * A[w, t] * law
    np.testing.assert_allclose(skip_optimum(A, Q, 5), np.log(A) - np.log(negatives), atol=1e-12)


def test_the_ends_of_the_optimum_are_infinite_never_nan():
    a = np.array([[0.0, 0.1], [0.0, 0.0]])
    q = np.array([0.5, 0.5])
    assert optimum(a, q, 5)[0, 0] == -np.inf
    assert optimum(a, q, 0)[0, 1] == np.inf
    assert skip_optimum(a, q, 5)[0, 1] == np.inf  # w has met no other target
    assert skip_optimum(a, q, 5, np.array([0.1 + 1e-17, 0]))[0, 1] == np.inf
    assert (optimum(a, q, 5)[1] == -np.inf).all()  # w is never an input


def test_the_commonest_words_alone_need_all_of_their_company():
    n = A.sum(axis=1)
    np.testing.assert_allclose(optimum(A[:3, :3], Q, 5, n), optimum(A, Q, 5)[:3, :3], rtol=1e-13)
    np.testing.assert_allclose(skip_optimum(A[:3, :3], Q, 5, n), skip_optimum(A, Q, 5)[:3, :3])


def test_the_floor_by_hand():
    """One input, two targets: pull (ln 2 + 3 ln 4/3)/4, push (ln 2 + ln 4)/2."""
    floor = loss_floor(np.array([[1.0, 3.0]]), np.array([[1.0, 1.0]]))
    assert floor.pull == pytest.approx((np.log(2) + 3 * np.log(4 / 3)) / 4, abs=1e-15)
    assert floor.push == pytest.approx((np.log(2) + np.log(4)) / 2, abs=1e-15)
    assert floor.loss == pytest.approx((2 * np.log(2) + 3 * np.log(4 / 3) + np.log(4)) / 4)


def test_a_cell_never_seen_costs_nothing_but_counts_as_a_term():
    floor = loss_floor(np.array([[2.0, 0.0]]), np.array([[2.0, 6.0]]))
    assert floor.pull == pytest.approx(np.log(2))
    assert floor.push == pytest.approx(2 * np.log(2) / 8)
    only_pull = loss_floor(np.array([[2.0]]), np.array([[0.0]]))
    assert (only_pull.pull, only_pull.push, only_pull.loss) == (0.0, None, 0.0)
    nothing = loss_floor(np.zeros((1, 1)), np.zeros((1, 1)))
    assert (nothing.pull, nothing.push, nothing.loss) == (None, None, None)
    assert excess(np.zeros((1, 1)), np.zeros((1, 1)), np.ones((1, 1))) == 0.0


def loss_at(a, b, x):
    """The loss summed over cells, as the kernels take it."""
    return (a * np.logaddexp(0, -x) + b * np.logaddexp(0, x)).sum()


@given(tables, tables, logits)
def test_no_vectors_are_below_the_floor(a, b, x):
    floor = loss_floor(a, b)
    lowest = 0.0 if floor.loss is None else floor.loss * a.sum()
    scale = a.sum() + b.sum()
    assert excess(a, b, x) >= 0
    assert loss_at(a, b, x) - lowest == pytest.approx(
        excess(a, b, x) * scale, rel=1e-9, abs=1e-12 * scale
    )


@given(tables)
def test_the_optimum_reaches_the_floor(a):
    q = np.array([0.5, 0.25, 0.125, 0.125])
    b = negatives_of(a, q, 5)
    best = np.clip(optimum(a, q, 5), -745, 745)
    assert excess(a, b, best) < 1e-14


def test_excess_is_a_divergence():
    """KL(A/(A+B) ‖ σ(x)), weighted by A + B."""
    b, x = negatives_of(A, Q, 3), RNG.normal(0, 2, A.shape)
    s, p = A / (A + b), 1 / (1 + np.exp(-x))
    kl = s * np.log(s / p) + (1 - s) * np.log((1 - s) / (1 - p))
    assert excess(A, b, x) == pytest.approx(((A + b) * kl).sum() / (A + b).sum(), rel=1e-12)
    tall = np.tile(A, (90, 1))  # more rows than are taken at once
    assert excess(tall, np.tile(b, (90, 1)), np.tile(x, (90, 1))) == pytest.approx(
        excess(A, b, x), rel=1e-12
    )


def test_a_trained_run_comes_down_to_the_floor():
    """All together: window, subsampling, exponent and orientation as the trainer has them.

    Which side is the input shows, for n_w q(c) is not symmetric: the transposed logits fit worse.
    """
    made = corpus(tokens=60_000, types=12)
    knobs = Knobs(negatives=3, window=3, subsample=0.02, learning_rate=0.1, epochs=8)
    vocabulary = build_vocabulary(made, 1)
    trainer = SkipGram(made, vocabulary, Recipe(dimensions=12, min_count=1), knobs)
    keep = keep_chances(vocabulary.counts, knobs.subsample)
    counted = expected_counts(epoch_of(made.source, knobs), keep, knobs.window, 12)
    q = noise_chances(vocabulary.counts, knobs.noise_exponent)
    b = negatives_of(counted.pairs, q, knobs.negatives, counted.inputs)
    done = []
    while not trainer.finished(knobs):
        done.append(trainer.block(knobs))
    floor = loss_floor(counted.pairs, b)
    learned = trainer.model.v @ trainer.model.u.T
    assert sum(p.pairs for p in done) == pytest.approx(8 * counted.inputs.sum(), rel=0.01)
    assert excess(counted.pairs, b, learned) < 0.002
    assert excess(counted.pairs, b, learned.T) > 5 * excess(counted.pairs, b, learned)
    last = combined(done[-2:])
    assert last.pull == pytest.approx(floor.pull, rel=0.02)
    assert last.push == pytest.approx(floor.push, rel=0.02)
    assert loss(last) == pytest.approx(floor.loss, rel=0.02)
