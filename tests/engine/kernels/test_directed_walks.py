"""If this fails, walks on a directed graph take an edge for one that leads both ways."""

import numpy as np
import pytest
from scipy.stats import chisquare

from tests.engine.kernels.test_walks import law, made, walks_of


def one_way(seed=2, nodes=9):
    """A graph with many edges that lead one way only, between nodes of few and of many."""
    chance = np.random.default_rng(seed)
    pairs = [(a, b) for a in range(nodes) for b in range(nodes) if a != b]
    return made(
        [(a, b) for a, b in pairs if b == (a + 1) % nodes or chance.random() < 0.1 + 0.06 * a],
        directed=True, weighted=False,
    )  # fmt: skip


@pytest.mark.parametrize(("p", "q"), [(1.0, 0.2), (1.0, 5.0)])
def test_only_an_edge_back_to_where_one_came_from_makes_a_node_near(p, q):
    """node2vec asks whether x has an edge to t; that t has one to x says nothing."""
    some = one_way()
    edges = np.zeros((9, 9), bool)
    edges[np.repeat(np.arange(9), np.diff(some.starts)), some.ends] = True
    walks = walks_of(some, p, q, 9_000, 40)
    seen = np.zeros((9, 9, 9), np.int64)
    np.add.at(seen, (walks[:, :-2], walks[:, 1:-1], walks[:, 2:]), 1)
    told = 0
    for t, v in np.argwhere(edges):
        expected = law(some, t, v, p, q)
        assert not seen[t, v][expected == 0].any()
        there, near = expected > 0, edges[:, t] & edges[v]
        told += (near != (edges[t] & edges[v])).any() and there.sum() > 1
        if there.sum() > 1 and seen[t, v].sum() > 500:
            counted = seen[t, v][there]
            assert chisquare(counted, expected[there] * counted.sum()).pvalue > 1e-6
    assert told > 10  # places where an edge the other way would be another law
