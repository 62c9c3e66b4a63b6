"""If these fail, every optimum and floor on screen is that of another law than the one sampled."""

from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.corpus.corpus import Stream
from engine.kernels.expected import count_pairs
from engine.kernels.initialization import base_of
from engine.settings import Knobs
from engine.theory import expected
from tests import naive
from tests.engine.training.material import Arrays, corpus

V = 6


def text(seed, tokens=60, types=V + 2):
    """Ids, of which the last two types are beyond the vocabulary, and the borders of sentences."""
    rng = np.random.default_rng(seed)
    cuts = np.sort(rng.choice(np.arange(1, tokens), min(5, tokens - 1), replace=False))
    return rng.integers(0, types, tokens).astype(np.int32), np.array([0, *cuts, tokens], np.int64)


def counted(ids, offsets, keep, window, words=V):
    return expected.expected_counts([Stream(ids, offsets)], keep, window, words)


def over_all_fates(line, keep, window):
    """Every subset of kept words times every radius of every target, each with its chance."""
    table, distances = np.zeros((V, V)), np.zeros(expected.REACH)
    for fate in product((0, 1), repeat=len(line)):
        places = np.flatnonzero(fate)
        kept = line[places]
        chance = np.prod([keep[w] if f else 1 - keep[w] for w, f in zip(line, fate, strict=True)])
        for (j, target), radius in product(enumerate(kept), range(1, window + 1)):
            for i in range(max(0, j - radius), min(len(kept), j + radius + 1)):
                if i != j:
                    table[kept[i], target] += chance / window
                    distances[abs(places[i] - places[j]) - 1] += chance / window
    return table, distances


@pytest.mark.parametrize("window", [1, 2, 3, 5])
def test_counts_are_those_of_every_fate_a_sentence_can_have(window):
    rng = np.random.default_rng(window)
    keep, line = rng.uniform(0.1, 1, V), rng.integers(0, V, 8).astype(np.int32)
    found = counted(line, np.array([0, 8], np.int64), keep, window)
    exact, distances = over_all_fates(line, keep, window)
    np.testing.assert_allclose(found.pairs, exact, atol=1e-11)
    np.testing.assert_allclose(found.inputs, exact.sum(axis=1), atol=1e-11)
    np.testing.assert_allclose(found.distances, distances, atol=1e-11)


def test_by_hand():
    """a b a, all kept, window 2: neighbours always, the two a only when the radius is 2."""
    found = counted(np.array([0, 1, 0], np.int32), np.array([0, 3], np.int64), np.ones(2), 2, 2)
    np.testing.assert_allclose(found.pairs, [[1.0, 2.0], [2.0, 0.0]], atol=1e-15)
    np.testing.assert_allclose(found.inputs, [3.0, 2.0], atol=1e-15)


@pytest.mark.parametrize("window", [1, 4, 10])
def test_without_subsampling_distance_weighs_linearly(window):
    """Σ (L − δ + 1)/L · #δ: the closed form of a dynamic window."""
    ids, offsets = text(window, 400, V)
    exact = np.zeros((V, V))
    for low, high in pairwise(offsets):
        for distance in range(1, min(window, high - low - 1) + 1):
            weight = (window - distance + 1) / window
            left, right = ids[low : high - distance], ids[low + distance : high]
            np.add.at(exact, (left, right), weight)
            np.add.at(exact, (right, left), weight)
    np.testing.assert_allclose(counted(ids, offsets, np.ones(V), window).pairs, exact, rtol=1e-12)


@settings(deadline=None, max_examples=40)  # the first example compiles
@given(st.integers(0, 2**32 - 1), st.integers(1, 12), st.integers(1, V))
def test_the_kernel_is_its_twin(seed, window, words):
    ids, offsets = text(seed)
    keep = np.random.default_rng(seed).uniform(0.02, 1.0, V)
    fast, slow = ([np.zeros((words, words)), np.zeros(V), np.zeros(9)] for _ in range(2))
    count_pairs(ids, offsets, keep, window, *fast)
    naive.count_pairs(ids, offsets, keep, window, *slow)
    for quick, plain in zip(fast, slow, strict=True):
        np.testing.assert_allclose(quick, plain, rtol=1e-9, atol=1e-9)


def test_the_draws_of_the_kernels_average_to_the_counts():
    """The judge from outside: 400 epochs of the keyed draws, every cell with 25 within 6σ."""
    ids, offsets = text(3, 300)
    keep, window, epochs = np.array([0.25, 0.4, 0.6, 0.8, 1.0, 1.0]), 3, 400
    tables, base = np.zeros((epochs, V, V)), int(base_of(np.uint64(5)))
    for epoch, table in enumerate(tables):
        drawn = naive.targets_of(ids, offsets, 77, 0, len(ids), epoch, base, keep, window)
        for place, inputs in drawn:
            np.add.at(table, (inputs, ids[place]), 1)
    found = counted(ids, offsets, keep, window).pairs
    sigma = np.maximum(tables.std(axis=0), 1e-9) / np.sqrt(epochs)
    enough = found * epochs >= 25
    assert enough.sum() > 30
    assert (np.abs(tables.mean(axis=0) - found) / sigma)[enough].max() < 6


def test_rare_words_left_out_of_the_table_still_count_as_company():
    """n_w over the M commonest alone would move every logit that the lab predicts."""
    ids, offsets = text(8, 300)
    keep = np.linspace(0.3, 1, V)
    whole, part = counted(ids, offsets, keep, 4), counted(ids, offsets, keep, 4, 3)
    np.testing.assert_allclose(part.pairs, whole.pairs[:3, :3], rtol=1e-14)
    np.testing.assert_allclose(part.inputs, whole.inputs, rtol=1e-14)
    np.testing.assert_allclose(whole.inputs, whole.pairs.sum(axis=1), rtol=1e-12)


@pytest.mark.parametrize("piece", [1, 1000, 4321, 1 << 20])
def test_pieces_hold_every_sentence_once(piece):
    """A corpus of any length is read in pieces; a sentence at a border must not count twice."""
    made, knobs = corpus(tokens=6_000, types=50), replace(Knobs(), window=3)
    source = Arrays(made.source.ids, made.source.offsets)
    streams = list(expected.epoch_of(source, knobs, piece=piece))
    assert np.array_equal(np.concatenate([s.ids for s in streams]), source.ids)
    whole = expected.expected_counts([Stream(source.ids, source.offsets)], np.ones(50), 3, 50)
    parts = expected.expected_counts(streams, np.ones(50), 3, 50)
    np.testing.assert_allclose(parts.pairs, whole.pairs, rtol=1e-12)
    *before, last = expected.counting(source, knobs, np.ones(50), 50, piece=piece)
    np.testing.assert_allclose(last.counted.pairs, whole.pairs, rtol=1e-12)
    np.testing.assert_allclose(last.counted.distances, whole.distances, rtol=1e-12)
    assert last.done == 1
    assert all(0 < step.done < 1 and step.counted is None for step in before)
    assert len(before) == len(streams) - 1
