"""If one fails, a walk goes elsewhere than its p and q say: no score would show it."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2

from engine.corpus.graph.graph import Draft, graph
from engine.corpus.graph.walks import END, Walks, walked
from engine.kernels.walks import walk
from engine.settings import Knobs
from tests import naive

BIASES = [(0.25, 4.0), (4.0, 0.25), (1.0, 1.0), (0.05, 0.5), (50.0, 20.0)]


def made(edges, *, directed=False, weighted=True):
    draft = Draft("made")
    for edge in edges:
        draft.add(*edge)
    return graph(draft, directed=directed, weighted=weighted)


def by_chance(seed, nodes=10, share=0.4, *, directed=False, weighted=True):
    """A connected graph with weights 1 … 5; if directed, with dead ends."""
    chance = np.random.default_rng(seed)
    ring = [(n, (n + 1) % nodes) for n in range(nodes - directed)]
    leaving = nodes - directed  # the last is a dead end then
    others = [(a, b) for a in range(leaving) for b in range(a) if chance.random() < share]
    return made(
        [(a, b, float(chance.integers(1, 6))) for a, b in ring + others],
        directed=directed, weighted=weighted,
    )  # fmt: skip


def walks_of(some, p, q, count, length, epoch=0):
    source = Walks(some, np.arange(len(some) + 1, dtype=np.int32))
    knobs = Knobs(p=p, q=q, walk_length=length)
    return source.passage(epoch, 0, count * length, knobs).ids.reshape(count, length)


def law(some, last, node, p, q):
    """node2vec's own formula: what the next node is, from each that two steps were."""
    weights = np.zeros((len(some), len(some)))
    rows = np.repeat(np.arange(len(some)), np.diff(some.starts))
    weights[rows, some.ends] = some.weights
    near = weights[:, last] > 0  # x has an edge to t
    bias = np.where(near, 1.0, 1 / q)
    bias[last] = 1 / p
    found = weights[node] * bias
    return found / found.sum()


@pytest.mark.parametrize(("p", "q"), BIASES)
@pytest.mark.parametrize("directed", [False, True])
def test_second_order_walks_follow_the_law_of_node2vec(p, q, directed):
    """χ² over every (t, v, x) of a weighted graph, cells pooled to an expectation of 25."""
    some = by_chance(7, directed=directed)
    walks = walks_of(some, p, q, 20_000, 40)
    seen = np.zeros((len(some) + 1,) * 3, np.int64)
    np.add.at(seen, (walks[:, :-2], walks[:, 1:-1], walks[:, 2:]), 1)
    seen = seen[:-1, :-1, :-1]  # behind a dead end stands nobody
    total = freedom = 0
    for t, v in zip(*np.nonzero(seen.sum(axis=2)), strict=True):
        expected = law(some, t, v, p, q) * seen[t, v].sum()
        assert not seen[t, v][expected == 0].any()
        large = expected >= 25
        cells = [*zip(seen[t, v][large], expected[large], strict=True)]
        if not large.all() and expected[~large].sum() >= 25:
            cells.append((seen[t, v][~large].sum(), expected[~large].sum()))
        total += sum((a - b) ** 2 / b for a, b in cells)
        freedom += max(0, len(cells) - 1)
    assert freedom > 20
    assert 1e-5 < chi2.sf(total, freedom) < 1 - 1e-5


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("weighted", [False, True])
def test_first_steps_follow_the_weights(directed, weighted):
    some = by_chance(3, directed=directed, weighted=weighted)
    walks = walks_of(some, 0.25, 4.0, 100_000, 2)
    for v in range(len(some)):
        ways = slice(some.starts[v], some.starts[v + 1])
        seen = np.bincount(walks[walks[:, 0] == v, 1], minlength=len(some))[some.ends[ways]]
        if len(seen) > 1:
            expected = some.weights[ways] / some.weights[ways].sum() * seen.sum()
            freedom = len(seen) - 1
            assert chi2.sf(((seen - expected) ** 2 / expected).sum(), freedom) > 1e-5


@settings(deadline=None, max_examples=60)
@given(
    st.integers(0, 2**32), st.booleans(), st.booleans(),
    st.sampled_from([0.01, 0.25, 1.0, 4.0, 100.0]), st.sampled_from([0.01, 0.25, 1.0, 4.0, 100.0]),
)  # fmt: skip
def test_the_kernel_walks_as_its_slow_twin_does(seed, directed, weighted, p, q):
    some = by_chance(seed, nodes=8, directed=directed, weighted=weighted)
    source = Walks(some, np.arange(len(some) + 1, dtype=np.int32), seed % 99)
    fast, slow = np.empty((2, 6, 15), np.int32)
    for twin, walks in ((walk, fast), (naive.walk, slow)):
        base = source._base if twin is walk else int(source._base)
        twin(
            some.starts, some.ends, some.widths, some.mutual, source._origins, seed % 50,
            1 / p, 1 / q, 3, base, walks,
        )  # fmt: skip
    assert (fast == slow).all()


def test_where_no_dart_hits_the_chances_are_summed():
    """A star at q = 100: from its middle only the way back is high, and p makes it low too."""
    some = made([(0, n) for n in range(1, 60)])
    walks = walks_of(some, 100.0, 100.0, 4_000, 3)
    back = walks[:, 0] == walks[:, 2]
    from_leaves = walks[:, 0] != 0
    assert back[from_leaves].mean() == pytest.approx(1 / 59, abs=0.01)


def test_a_walk_stops_at_a_dead_end_and_a_node_of_one_edge_sends_it_back():
    some = made([("a", "b"), ("b", "c")], directed=True)
    walks = walks_of(some, 1.0, 1.0, 2, 4)
    names = [[(*some.names, "end")[n] for n in row] for row in walks]
    assert sorted(names) == [["a", "b", "c", "end"], ["b", "c", "end", "end"]]
    both = made([("a", "b")])
    row = walks_of(both, 0.01, 100.0, 1, 6)[0].tolist()
    assert row in ([0, 1, 0, 1, 0, 1], [1, 0, 1, 0, 1, 0])


def test_every_step_is_along_an_edge_and_every_pass_begins_once_at_each_node():
    some = by_chance(11, nodes=30, directed=True)
    walks = walks_of(some, 0.5, 2.0, 3 * 29, 12)
    leaving = set(np.flatnonzero(np.diff(some.starts)).tolist())
    for turn in range(3):
        assert set(walks[turn * len(leaving) : (turn + 1) * len(leaving), 0].tolist()) == leaving
    for row in walks[:50].tolist():
        for one, other in pairwise(node for node in row if node < len(some)):
            assert other in some.ends[some.starts[one] : some.starts[one + 1]]


@given(st.integers(0, 2_000), st.integers(1, 3_000), st.integers(0, 3), st.integers(2, 90))
@settings(deadline=None, max_examples=50)
def test_a_passage_is_the_same_however_it_is_asked_for(first, count, epoch, length):
    """Slices, restores and threads would else walk elsewhere."""
    corpus = walked("made", by_chance(5, nodes=12))
    knobs = Knobs(walk_length=length, p=0.5)
    stream = corpus.source.passage(epoch, first, count, knobs)
    assert stream.first == first // length * length
    assert stream.first + len(stream.ids) >= first + count
    assert (np.diff(stream.offsets) == length).all()
    far = corpus.source.passage(epoch, 0, first + count, knobs)
    low, high = first - stream.first, first - stream.first + count
    assert (stream.ids[low:high] == far.ids[first : first + count]).all()
    other = corpus.source.passage(epoch + 1, 0, 40 * length, knobs)
    assert (other.ids != corpus.source.passage(epoch, 0, 40 * length, knobs).ids).any()


def test_counts_are_those_of_the_first_epoch_and_dead_ends_are_no_words():
    corpus = walked("made", by_chance(5, nodes=12, directed=True))
    knobs = corpus.suggested.knobs
    ids = corpus.source.passage(0, 0, corpus.source.length(knobs), knobs).ids
    seen = np.bincount(ids, minlength=len(corpus.symbols))
    assert corpus.symbols[-1] == END
    assert corpus.counts[-1] == 0
    assert (seen[:-1] == corpus.counts[:-1]).all()
    assert (np.diff(corpus.counts) <= 0).all()
