"""C18: nodes of a network are words, walks are sentences. If these fail, lab and page mislead."""

import numpy as np
import pytest

from engine.corpus.builtin.catalogue import BUILTIN
from engine.corpus.graph.graph import Draft, graph
from engine.corpus.graph.walks import walked
from engine.settings import Knobs, Reading, Recipe
from engine.theory.agreement import agreement
from engine.theory.expected import counting
from engine.theory.walks import expected_pairs, netmf, optimum, steps
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary

KNOBS = Knobs(
    window=5, negatives=5, subsample=0.0, noise_exponent=1.0, learning_rate=0.05, walk_length=40,
    walks_per_node=100, epochs=6,
)  # fmt: skip


@pytest.fixture(scope="module")
def karate():
    return BUILTIN["karate"](Reading(weighted=False))


def test_full_rank_vectors_reach_the_closed_form_of_walks_and_not_the_uniform_one(karate):
    """THEORY §3: R² > .98 to the exact form, < .95 to that of a window that counts all alike."""
    trainer = SkipGram(
        karate, build_vocabulary(karate, 1), Recipe(dimensions=34, min_count=1), KNOBS
    )
    while not trainer.finished(KNOBS):
        trainer.block(KNOBS)
    ranks, some = karate.source.ranks[:-1], karate.source.graph
    products = trainer.model.v[ranks].astype(np.float64) @ trainer.model.u[ranks].T
    exact, uniform, dynamic = (
        agreement(form, products).r2
        for form in (
            optimum(some, KNOBS),
            netmf(some, KNOBS, dynamic=False),
            netmf(some, KNOBS, dynamic=True),
        )
    )
    assert exact > 0.98
    assert dynamic > 0.98
    assert uniform < 0.95


@pytest.mark.parametrize("directed", [False, True])
def test_expected_pairs_are_those_that_walks_have(directed):
    """Beginnings, ends and dead ends included: counted over 30,000 walks."""
    chance = np.random.default_rng(2)
    draft = Draft("made")
    for a, b in [*((n, n + 1) for n in range(7)), *chance.integers(0, 7, (9, 2)).tolist()]:
        draft.add(a, b, float(chance.integers(1, 4)))
    some = graph(draft, directed=directed, weighted=True)
    corpus = walked("made", some)
    knobs = Knobs(window=3, walk_length=6, walks_per_node=50, subsample=0.0)
    total, walks, visits = np.zeros((8, 8)), 0, np.zeros(8)
    ranks = corpus.source.ranks[:-1]
    for epoch in range(60):
        stream = corpus.source.passage(epoch, 0, corpus.source.length(knobs), knobs)
        kept = stream.ids[stream.ids < 8]
        walks += len(stream.offsets) - 1
        visits += np.bincount(kept, minlength=8)[ranks]
        ids = stream.ids.reshape(-1, 6)
        for gap in (1, 2, 3):
            one, other = ids[:, :-gap].ravel(), ids[:, gap:].ravel()
            both = other < 8
            np.add.at(total, (one[both], other[both]), (4 - gap) / 3)
    total = (total + total.T)[np.ix_(ranks, ranks)] / walks
    pairs, expected = expected_pairs(some, knobs)
    np.testing.assert_allclose(total, pairs, atol=0.02)
    np.testing.assert_allclose(visits / walks, expected, atol=0.02)
    assert (pairs > 0).any()


def test_counts_of_the_text_are_those_of_the_formula(karate):
    """The lab's own counting, on walks, meets the closed form."""
    keep = np.ones(34)
    *_, last = counting(karate.source, KNOBS, keep, 34)
    ranks = karate.source.ranks[:-1]
    pairs, _ = expected_pairs(karate.source.graph, KNOBS)
    found = last.counted.pairs[np.ix_(ranks, ranks)] / (34 * KNOBS.walks_per_node)
    assert agreement(pairs.ravel(), found.ravel()).r2 > 0.99


def test_endless_walks_from_everywhere_are_the_published_form():
    """A ring of even nodes has no beginning: exact and published forms are one there."""
    draft = Draft("ring")
    for n in range(12):
        draft.add(n, (n + 1) % 12)
    ring = graph(draft, directed=False, weighted=True)
    knobs = Knobs(window=3, walk_length=1000, noise_exponent=1.0)
    exact, published = optimum(ring, knobs), netmf(ring, knobs, dynamic=True)
    there = np.isfinite(published)
    np.testing.assert_allclose(exact[there], published[there], atol=0.01)
    assert (np.isfinite(exact) == there).all()
    np.testing.assert_allclose(steps(ring).sum(axis=1), 1)
