"""C14: choose your enemies. If these fail, lab 6 shows other noise than the one that is drawn."""

import numpy as np
import pytest

from engine.corpus.builtin.toyland import toyland
from engine.kernels.draws import draw_noise
from engine.kernels.initialization import base_of
from engine.sampling.noise import noise_chances, noise_table
from engine.theory.experiments.analogy_grid import accuracy_grid
from engine.theory.known_joint import known_joint
from engine.theory.noise import at_least_one, chi_square, column_offset, drawn, noise_at
from engine.theory.optimum import optimum
from tests import naive

COUNTS = np.maximum(1, (200_000 / np.arange(1, 2001) ** 1.05)).astype(np.int64)
ALPHAS = (-1.0, -0.5, 0.0, 0.5, 0.75, 1.0, 1.25)


def test_a_higher_exponent_draws_the_commonest_more_and_the_rarest_less():
    found = [noise_at(COUNTS, alpha) for alpha in ALPHAS]
    for noise in found:
        assert noise.chances.sum() == pytest.approx(1, abs=1e-12)
        ratio = (COUNTS[0] / COUNTS[-1]) ** abs(noise.exponent)
        assert noise.ratio == pytest.approx(ratio, rel=1e-9)
    shares = [noise.commonest for noise in found]
    assert shares == sorted(shares)
    assert found[-1].chances[-1] < found[2].chances[-1] < found[0].chances[-1]
    assert shares[2] == pytest.approx(1 / len(COUNTS))


def test_the_is_not_almost_always_chosen():
    """The textbook says so of raw counts; a word of 8.15 % is among 5 draws in 35 %, of 15 in 72 %.

    And among k draws of the engine just as often.
    """
    assert at_least_one(0.0815, 5) == pytest.approx(0.35, abs=0.005)
    assert at_least_one(0.0815, 15) == pytest.approx(0.72, abs=0.005)
    q = noise_chances(COUNTS, 1.0)
    rng = np.random.default_rng(2)
    hits = (rng.choice(len(q), (20_000, 5), p=q) == 0).any(axis=1).mean()
    assert at_least_one(q[0], 5) == pytest.approx(hits, abs=0.015)


@pytest.mark.parametrize("exponent", [-1.0, 0.75, 1.0])
def test_draws_follow_the_distribution(exponent):
    """χ² of 3 million draws by the keys of training, cells of at least 25, fixed seed."""
    states = list(drawn(COUNTS, exponent, 3_000_000, 5))
    assert [state.draws for state in states] == [1_000_000, 2_000_000, 3_000_000]
    last = states[-1]
    assert last.seen.sum() == 3_000_000
    assert last.freedom > 500
    assert 1e-5 < last.p < 1 - 1e-5
    wrong = chi_square(last.seen, noise_chances(COUNTS, exponent + 0.02))
    assert wrong[2] < 1e-5  # the test would see another exponent


def test_a_single_cell_says_nothing():
    assert chi_square(np.array([3, 2]), np.array([0.5, 0.5])) == (0.0, 0, 1.0)


def test_the_counting_kernel_is_its_twin():
    table, base = noise_table(COUNTS, 0.75), np.uint64(base_of(np.uint64(3)))
    fast, slow = np.zeros(len(COUNTS), np.int64), np.zeros(len(COUNTS), np.int64)
    draw_noise(table, base, 1_000, 2_000, fast)
    naive.draw_noise(table, base, 1_000, 2_000, slow)
    assert np.array_equal(fast, slow)


def test_an_exponent_adds_the_same_row_under_every_word_of_the_matrix():
    """C14a: x_α − x_1 = (1 − α)·log count + const, standard deviation over rows below 10⁻¹²."""
    joint = known_joint(50, np.random.default_rng(1))
    counts = np.round(joint.marginal * 1e7).astype(np.int64)
    for alpha in ALPHAS:
        one, other = (optimum(joint.pairs, noise_chances(counts, a), 5) for a in (1.0, alpha))
        moved, offset = other - one, column_offset(counts, alpha)
        assert moved.std(axis=0).max() < 1e-12
        np.testing.assert_allclose(moved.mean(axis=0), offset, atol=1e-12)
        assert np.ptp(offset - (1 - alpha) * np.log(counts)) < 1e-11


def test_the_grid_fills_in_cell_by_cell_and_knows_what_helps():
    """Toyland: k = 0 finds less than half as much as k = 5 (THEORY §4.vi: .435 and .996)."""
    states = list(accuracy_grid(toyland(), (0.0, 0.75), (0, 5)))
    shares = [state.done for state in states]
    assert shares == sorted(shares)
    assert shares[-1] == 1
    cells = {(cell.exponent, cell.negatives): cell.accuracy for cell in states[-1].cells}
    assert list(cells) == [(0.0, 0), (0.0, 5), (0.75, 0), (0.75, 5)]
    assert cells[0.75, 5] > 0.95
    assert cells[0.75, 5] > cells[0.75, 0] + 0.3
    assert cells[0.0, 0] == cells[0.75, 0]  # without noise α is nothing
    assert {len(state.cells) for state in states} == {0, 1, 2, 3, 4}
