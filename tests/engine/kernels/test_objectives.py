"""If these fail, the race of four objectives is run by something else than their formulas."""

import heapq

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.kernels.huffman import grow_tree
from engine.kernels.initialization import base_of
from engine.kernels.windows import lay_pairs
from engine.sampling.huffman import tree
from engine.sampling.noise import noise_chances
from engine.training.objectives import OBJECTIVES, Pairs, apply_gradient, targets_of
from tests import naive
from tests.engine.kernels import naive_objectives as slow
from tests.engine.kernels.test_steps import material

V, D, K = 23, 5, 4
COUNTS = np.sort(np.random.default_rng(0).integers(1, 900, V))[::-1].copy()
TARGETS = targets_of(COUNTS, noise_chances(COUNTS, 0.75), K)
falling = st.lists(st.integers(1, 40), min_size=2, max_size=40).map(
    lambda counts: np.sort(counts)[::-1].astype(float)
)


def tables(kind, seed=1):
    rng = np.random.default_rng(seed)
    return (rng.normal(0, 0.8, (V, D)).astype(kind), rng.normal(0, 0.8, (V, D)).astype(kind))


def pairs(count, seed=2):
    rng = np.random.default_rng(seed)
    inputs, targets = rng.integers(0, V, (2, count)).astype(np.int32)
    return Pairs(inputs, targets, rng.integers(0, 2**63, count).astype(np.uint64))


@pytest.mark.parametrize("name", OBJECTIVES)
@pytest.mark.parametrize(("kind", "within"), [(np.float64, 1e-12), (np.float32, 2e-4)])
def test_an_objective_and_its_twin_agree(name, kind, within):
    fast, twin, given_pairs = tables(kind), tables(np.float64), pairs(60)
    twin = [table.astype(kind).astype(float) for table in twin]
    steps = apply_gradient(name, *fast, given_pairs, TARGETS, negatives=K, rate=0.1)
    tally = np.zeros(3)
    listed = (given_pairs.inputs, given_pairs.targets, given_pairs.keys)
    getattr(naive, name)(*twin, *listed, TARGETS, K, 0.1, tally)
    np.testing.assert_allclose(fast, twin, rtol=within, atol=within)
    assert (steps.loss * steps.pairs, steps.pairs, steps.rows) == pytest.approx(tally, rel=within)


@pytest.mark.parametrize("name", OBJECTIVES)
def test_a_step_goes_along_the_gradient_of_what_it_says_it_climbs(name):
    """C5, C8: central differences, float64, h = 1e-5, ‖a − b‖/(‖a‖ + ‖b‖) < 1e-6; 25 pairs."""
    h = 1e-5
    for seed in range(25):
        v, u = tables(np.float64, seed)
        one = pairs(1, seed)
        w, c, key = one.inputs[0], one.targets[0], one.keys[0]

        def climbed(v_w, table, c=c, key=key):
            return slow.objective(name, v_w, table, c, key, TARGETS, K)

        expected_v, expected_u = np.zeros(D), np.zeros((V, D))
        for d in range(D):
            by = h * np.eye(D)[d]
            expected_v[d] = (climbed(v[w] + by, u) - climbed(v[w] - by, u)) / (2 * h)
            for row in range(V):
                by_row = np.zeros((V, D))
                by_row[row, d] = h
                expected_u[row, d] = (climbed(v[w], u + by_row) - climbed(v[w], u - by_row)) / (
                    2 * h
                )
        moved_v, moved_u = v.copy(), u.copy()
        apply_gradient(name, moved_v, moved_u, one, TARGETS, negatives=K, rate=1.0)
        for found, expected in ((moved_v[w] - v[w], expected_v), (moved_u - u, expected_u)):
            apart = np.linalg.norm(found - expected)
            assert apart < 1e-6 * (np.linalg.norm(found) + np.linalg.norm(expected))


@pytest.mark.parametrize("name", OBJECTIVES)
def test_a_wrong_pair_is_weighed_whole_and_nothing_overflows(name):
    v, u = np.full((V, D), 20.0), np.full((V, D), -20.0)
    u[::2] *= -1
    steps = apply_gradient(name, v, u, pairs(40), TARGETS, negatives=K, rate=1e-3)
    assert np.isfinite(steps.loss)
    assert steps.loss > 100
    assert np.isfinite(v).all()
    assert np.isfinite(u).all()


@settings(deadline=None)
@given(falling)
def test_no_tree_is_cheaper_than_huffmans(counts):
    """The weights of all inner nodes together are the least cost of a prefix code."""
    heap, least = list(counts), 0.0
    heapq.heapify(heap)
    while len(heap) > 1:
        made = heapq.heappop(heap) + heapq.heappop(heap)
        least += made
        heapq.heappush(heap, made)
    grown = tree(counts)
    assert float(counts @ grown.lengths) == pytest.approx(least, rel=1e-12)
    assert (2.0**-grown.lengths).sum() == pytest.approx(1.0)  # Kraft: the tree is full


@settings(deadline=None)
@given(falling)
def test_tree_and_twin_agree(counts):
    size = len(counts)
    fast, twin = (
        (
            np.zeros(2 * size - 1, np.int32),
            np.zeros(2 * size - 1, np.bool_),
            np.zeros(2 * size - 1, int),
        )
        for _ in range(2)
    )
    grow_tree(counts, *fast)
    naive.grow_tree(counts, *twin)
    for one, other in zip(fast, twin, strict=True):
        np.testing.assert_array_equal(one, other)
    grown = tree(counts)
    nodes, turns = np.zeros_like(grown.nodes), np.zeros_like(grown.turns)
    naive.write_paths(*twin[:2], grown.paths, nodes, turns)
    np.testing.assert_array_equal(grown.nodes, nodes)
    np.testing.assert_array_equal(grown.turns, turns)
    assert (grown.nodes[grown.paths[:-1]] == size - 2).all()  # every way begins at the root


@pytest.mark.parametrize("span", [(0, 400), (37, 311), (5, 6), (400, 400)])
def test_pairs_and_twin_agree(span):
    rng = np.random.default_rng(3)
    ids, offsets = material(rng)
    base, keep = np.uint64(base_of(np.uint64(7))), rng.uniform(0.3, 1.0, 12)
    room = 6 * (span[1] - span[0]) + 1
    fast, twin = (
        (np.zeros(room, np.int32), np.zeros(room, np.int32), np.zeros(room, np.uint64))
        for _ in range(2)
    )
    said = (ids, offsets, 1234, *span, 2, base, keep, 3)
    assert lay_pairs(*said, *fast) == naive.lay_pairs(*said, *twin)
    for one, other in zip(fast, twin, strict=True):
        np.testing.assert_array_equal(one, other)
