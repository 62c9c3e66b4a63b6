"""If these fail, every vector the app shows was trained on something else than it says."""

import numpy as np
import pytest

from engine.corpus.corpus import Stream
from engine.kernels import sgns
from engine.kernels.initialization import base_of
from engine.kernels.tally import NEGATIVES, POSITIVES, PULL, PUSH, TALLY, TARGETS
from engine.model import padded
from engine.sampling.noise import alias_table, noise_table, pack
from engine.sampling.samplers import NO_OWN_LAWS
from engine.theory.expected import expected_counts
from engine.theory.optimum import negatives_of
from tests import naive

V, D = 12, 5
PLAIN = (*NO_OWN_LAWS, None)  # no laws of a target's own, no weights
SEED = np.uint64(7)
BASE = np.uint64(base_of(SEED))  # Numba hands uint64 back as a Python int


@pytest.fixture
def train():
    return sgns.train


def material(rng, tokens=400):
    ids = rng.integers(0, V + 3, tokens).astype(np.int32)  # three ids are beyond the vocabulary
    cuts = np.sort(rng.choice(np.arange(1, tokens), 30, replace=False))
    return ids, np.array([0, *cuts, tokens], np.int64)


def tables(rng, dimensions=D):
    v, u = padded(V, dimensions), padded(V, dimensions)
    v[:V, :dimensions], u[:V, :dimensions] = rng.normal(0, 0.5, (2, V, dimensions))
    return v, u


def samplers(rng, keep_all=False):
    keep = np.ones(V) if keep_all else rng.uniform(0.3, 1.0, V)
    return keep, noise_table(rng.integers(1, 100, V), 0.75), *PLAIN


def both(train, v, u, *arguments, dimensions=D):
    """What a kernel and its twin make of the same arguments."""
    slow_v, slow_u = v.astype(float), u.astype(float)
    tally, slow = np.zeros(TALLY), np.zeros(TALLY)
    end = train(v, u, None, *arguments, dimensions, None, tally)
    slow_end = naive.train(slow_v, slow_u, None, *arguments, dimensions, None, slow)
    return (v, u, tally, end), (slow_v, slow_u, slow, slow_end)


@pytest.mark.parametrize("window", [1, 3, 9])
@pytest.mark.parametrize("negatives", [0, 1, 6])
@pytest.mark.parametrize("span", [(0, 400), (37, 311), (5, 6)])
def test_kernel_and_twin_agree_on_the_same_draws(train, window, negatives, span):
    rng = np.random.default_rng(window * 10 + negatives)
    arguments = (
        *material(rng), 1234, *span, 1 << 40, 2, BASE, *samplers(rng), window, negatives,
        np.array([0.08, 1e-5, 1e-4]), 100, 128,
    )  # fmt: skip
    fast, slow = both(train, *tables(rng), *arguments)
    np.testing.assert_allclose(fast[0], slow[0], rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(fast[1], slow[1], rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(fast[2], slow[2], rtol=1e-4)
    assert fast[3] == slow[3] == span[1]


@pytest.mark.parametrize("dimensions", [2, 8, 9, 33])
@pytest.mark.parametrize("negatives", [2, 3, 4, 5, 7, 10, 12, 15, 50])
def test_every_number_of_columns_and_dimensions_is_laid_out_whole(train, dimensions, negatives):
    """Tiles take two inputs by six or four columns by eight dimensions; the rest counts."""
    rng = np.random.default_rng(negatives)
    arguments = (
        *material(rng, 60), 0, 0, 60, 1 << 40, 1, BASE, *samplers(rng), 4, negatives,
        np.array([0.05, 0.0, 0.0]), 0, 256,
    )  # fmt: skip
    fast, slow = both(train, *tables(rng, dimensions), *arguments, dimensions=dimensions)
    np.testing.assert_allclose(fast[0], slow[0], rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(fast[1], slow[1], rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(fast[2], slow[2], rtol=1e-4)
    assert not fast[0][:, dimensions:].any()
    assert not fast[1][-1].any()


def test_a_wrong_pair_has_its_full_force_and_its_full_loss(train):
    """At |x| = 60 word2vec.c's table says nothing is to be learnt; the loss there is 60 nats."""
    v, u = np.zeros((2, V + 1, 16), np.float32)
    v[:V, 0] = 60.0
    u[:V, 0] = -1.0
    u[5, 0] = 1.0
    noise = pack(np.zeros(V), np.full(V, 5, np.int32))
    arguments = (
        np.array([1, 2], np.int32), np.array([0, 2], np.int64), 0, 0, 1, 1, 0, BASE, np.ones(V),
        noise, *PLAIN, 1, 1, np.array([1e-3, 0.0, 0.0]), 0, 256,
    )  # fmt: skip
    fast, slow = both(train, v, u, *arguments)
    assert fast[2][PULL] == pytest.approx(60.0, rel=1e-6)
    assert fast[2][PUSH] == pytest.approx(60.0, rel=1e-6)
    np.testing.assert_allclose(fast[1], slow[1], rtol=1e-6)


def test_divergence_is_seen_and_not_hidden(train):
    """Infinity and NaN must come out as such, or a ruined run looks like a good one."""
    v, u = tables(np.random.default_rng(0))
    u[3, 0], v[4, 1] = np.inf, np.nan
    rng, tally = np.random.default_rng(1), np.zeros(TALLY)
    train(
        v, u, None, *material(rng), 0, 0, 400, 1 << 40, 0, BASE, *samplers(rng), 4, 3,
        np.array([0.05, 0.0, 0.0]), 0, 256, D, None, tally,
    )  # fmt: skip
    assert not np.isfinite(tally[[PULL, PUSH]]).all()
    assert not np.isfinite(v[:V]).all()


@pytest.mark.parametrize("limit", [1, 2, 17])
def test_a_limit_stops_behind_the_last_target(train, limit):
    rng = np.random.default_rng(limit)
    arguments = (
        *material(rng), 0, 11, 400, limit, 0, BASE, *samplers(rng), 4, 2,
        np.array([0.05, 0.0, 0.0]), 0, 256,
    )  # fmt: skip
    fast, slow = both(train, *tables(rng), *arguments)
    np.testing.assert_allclose(fast[2], slow[2], rtol=1e-4)
    assert fast[3] == slow[3]
    assert fast[2][TARGETS] == limit


def test_forced_duplicates_all_count(train):
    """Noise equal to the target, a noise word twice, a context word twice: no update is lost."""
    ids = np.array([3, 3, 1, 3, 3], np.int32)
    noise = pack(np.zeros(V), np.full(V, 1, np.int32))  # every draw is word 1: the middle target
    arguments = (
        ids, np.array([0, 5], np.int64), 0, 2, 3, 1, 0, BASE, np.ones(V), noise,
        *PLAIN, 5, 3,
        np.array([0.3, 0.0, 0.0]), 0, 256,
    )  # fmt: skip
    fast, slow = both(train, *tables(np.random.default_rng(5)), *arguments)
    assert fast[2][POSITIVES] >= 2
    np.testing.assert_allclose(fast[0], slow[0], rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(fast[1], slow[1], rtol=1e-5, atol=1e-6)


def objective(v, u, inputs, outputs):
    """J summed over the window: the textbook's objective, in float64."""
    x = v[inputs] @ u[outputs].T
    signs = np.where(np.arange(len(outputs)) == 0, 1.0, -1.0)
    return -np.logaddexp(0.0, -signs * x).sum()


def test_the_step_is_the_gradient_by_central_differences():
    """The judge from outside. Norm-wise relative error below 1e-6 in float64 (C5)."""
    rng, h = np.random.default_rng(0), 1e-5
    for case in range(40):
        v, u = rng.normal(0, 1, (2, V, D))
        inputs = rng.integers(0, V, rng.integers(1, 6))
        outputs = rng.integers(0, V, rng.integers(1, 8))
        if case % 3 == 0:
            outputs[-1] = outputs[0]  # a noise word that is the target
        moved_v, moved_u = v.copy(), u.copy()
        naive.step(moved_v, moved_u, inputs, outputs, 1.0)
        for table, moved in ((v, moved_v), (u, moved_u)):
            slope = np.zeros_like(table)
            for place in np.ndindex(table.shape):
                kept = table[place]
                table[place] = kept + h
                above = objective(v, u, inputs, outputs)
                table[place] = kept - h
                slope[place] = (above - objective(v, u, inputs, outputs)) / (2 * h)
                table[place] = kept
            step = moved - table
            error = np.linalg.norm(step - slope)
            assert error < 1e-6 * (np.linalg.norm(step) + np.linalg.norm(slope))


def test_the_compiled_step_is_that_gradient_in_float32(train):
    """One target through the compiled kernel moves both tables by rate times the gradient."""
    rng = np.random.default_rng(1)
    v, u = tables(rng)
    arguments = (
        np.array([4, 2, 9, 1], np.int32), np.array([0, 4], np.int64), 0, 1, 2, 1, 0, BASE,
        *samplers(rng, keep_all=True), 2, 4, np.array([1e-2, 0.0, 0.0]), 0, 256,
    )  # fmt: skip
    fast, slow = both(train, v, u, *arguments)
    np.testing.assert_allclose(fast[0], slow[0], atol=1e-7)
    np.testing.assert_allclose(fast[1], slow[1], atol=1e-7)


def test_one_step_of_the_textbook():
    """b → a with negatives b and c, to the values of the exercise (C6), 1e-9."""
    v = np.array([[0.0, 0.0], [0.5, -0.3], [0.0, 0.0]])
    u = np.array([[0.2, 0.4], [-0.1, 0.3], [0.6, -0.5]])
    pulls, pushes, _ = naive.step(v, u, [1], [0, 1, 2], 0.1)
    assert sum(pulls) + sum(pushes) == pytest.approx(2.272041308, abs=1e-9)
    np.testing.assert_allclose(v[1], [0.478112213, -0.263219757], atol=1e-9)
    np.testing.assert_allclose(
        u,
        [[0.225249992, 0.384850005], [-0.123252853, 0.313951712], [0.569468038, -0.481680823]],
        atol=1e-9,
    )
    # THEORY prints the first dot to eight places (.00639465)
    np.testing.assert_allclose(u @ v[1], [0.006394647, -0.141566990, 0.399057530], atol=1e-9)


def test_the_measured_loss_is_unbiased_and_costs_the_vectors_nothing(train):
    """A share of 32 in 256 reads the same loss as all, and changes no vector (THEORY §5)."""
    rng = np.random.default_rng(3)
    ids = rng.integers(0, V, 40_000).astype(np.int32)
    offsets = np.arange(0, 40_001, 20, dtype=np.int64)
    v, u, laws = *tables(rng), samplers(rng)
    results = []
    for share in (32, 256):
        a, b, tally = v.copy(), u.copy(), np.zeros(TALLY)
        train(
            a, b, None, ids, offsets, 0, 0, 40_000, 1 << 40, 0, BASE, *laws, 4, 3,
            np.array([0.01, 0.0, 0.0]), 0, share, D, None, tally,
        )  # fmt: skip
        results.append((a, b, tally))
    (v1, u1, some), (v2, u2, whole) = results
    assert np.array_equal(v1, v2)
    assert np.array_equal(u1, u2)
    targets, share = whole[TARGETS], 32 / 256
    measured = some[POSITIVES] / whole[POSITIVES]
    assert abs(measured - share) < 5 * np.sqrt(share * (1 - share) / targets) * 1.5
    for loss, count in ((PULL, POSITIVES), (PUSH, NEGATIVES)):
        mean, exact = some[loss] / some[count], whole[loss] / whole[count]
        error = 0.5 / np.sqrt(
            targets * share
        )  # a target's mean loss spreads by less than half a nat
        assert abs(mean - exact) < 4 * error


def test_the_tallies_of_pairs_and_noise_are_those_the_theory_counts(train):
    """Positives match A and negatives k·n·q cell by cell, within 6σ (THEORY §5b)."""
    rng = np.random.default_rng(11)
    tokens, window, negatives = 100_000, 2, 2
    weights = np.array([0.4, 0.25, 0.15, 0.1, 0.06, 0.04])
    ids = rng.choice(6, tokens, p=weights).astype(np.int32)
    offsets = np.arange(0, tokens + 1, 10, dtype=np.int64)
    chances = np.array([0.3, 0.3, 0.2, 0.1, 0.05, 0.05])
    noise = pack(*alias_table(chances))
    positives, drawn = tally_pairs(train, ids, offsets, window, negatives, noise)
    exact = expected_counts([Stream(ids, offsets)], np.ones(6), window, 6).pairs
    expected_noise = negatives_of(exact, chances, negatives)
    assert cells_within(positives, exact)
    assert cells_within(drawn, expected_noise, spread=2 * window)


def cells_within(seen, expected, spread=1.0):
    """All cells of expectation ≥ 25 within 6σ; a draw shared by `spread` inputs widens σ."""
    enough = expected >= 25
    return bool((np.abs(seen - expected)[enough] < 6 * np.sqrt(spread * expected[enough])).all())


def tally_pairs(train, ids, offsets, window, negatives, noise):
    """(V row, U row) of every positive and negative, read off the kernel itself.

    Tables of one-hot rows and a rate of 2 turn one step of each target into a count: with all
    logits 0 every gain is ±1, so each pair adds exactly one one-hot row to the other table.
    """
    positives, negative = np.zeros((6, 6)), np.zeros((6, 6))
    keep, rate = np.ones(6), np.array([2.0, 0.0, 0.0])
    eye = np.zeros((7, 16), np.float32)
    eye[:6, :6] = np.eye(6)
    place, size = 0, len(ids)
    u, tally = np.zeros((7, 16), np.float32), np.zeros(TALLY)
    plain = pack(np.zeros(6), np.full(6, 6, np.int32))  # noise into the spare row: positives alone
    while place < size:
        v = eye.copy()
        u[:] = 0
        place = train(
            v, u, None, ids, offsets, 0, place, size, 1, 0, BASE, keep, plain,
            *PLAIN, window, 0, rate, 0, 0,
            6, None, tally,
        )  # fmt: skip
        target = ids[place - 1]
        positives[:, target] += u[target, :6]
        around = u[target, :6]
        key = naive.key_of(int(BASE), 0, place - 1)
        for column in range(negatives):
            negative[:, naive.noise_draw(naive.next_key(key, column), noise)] += around
    return positives, negative
