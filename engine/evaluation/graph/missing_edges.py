"""Link prediction: edges that were left out, told by the vectors of nodes.

As Grover & Leskovec 2016, §4.4: a share of the edges is left out of the walks, so that what is left
holds together as before; the cosine of two nodes should put them before pairs without an edge.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.corpus.graph.graph import without
from engine.errors import CorpusError

if TYPE_CHECKING:
    from engine.arrays import Doubles, Flags, Floats, Ids, Offsets
    from engine.corpus.graph.graph import Graph

SHARE = 0.2  # of the edges that are left out
_TRIES = 20  # times as many pairs as are wanted


@dataclass(frozen=True, slots=True)
class HeldOut:
    """A graph with fewer edges, those left out (2, n), and as many pairs without an edge (2, n).

    Nodes are numbered as in the graph.
    """

    rest: Graph
    edges: Ids
    others: Ids


def hold_out(graph: Graph, *, share: float = SHARE, seed: int = 1, name: str = "") -> HeldOut:
    """Leave out a share of the edges; a spanning forest stays, so that no node is cut off.

    Raises
    ------
    CorpusError
        If the forest is all there is, or too few pairs have no edge.
    """
    chance = np.random.Generator(np.random.PCG64(seed))
    sources, ends = graph.pairs()
    free = chance.permutation(np.flatnonzero(~_forest(graph, sources, ends, chance)))
    gone = free[: round(share * len(sources))]
    others = _without_edge(graph, len(gone), chance)
    if not len(gone) or len(others[0]) < len(gone):
        raise CorpusError(
            "{name}: no edges can be left out: without them nodes would be cut off, or nearly all"
            " pairs of nodes have one. Edges are predicted in graphs between a tree and a clique.",
            name=name,
        )
    return HeldOut(
        without(graph, sources[gone], ends[gone]), np.stack([sources[gone], ends[gone]]), others
    )


def _forest(graph: Graph, sources: Ids, ends: Ids, chance: np.random.Generator) -> Flags:
    """Which edges are those of a random spanning forest."""
    from scipy.sparse import coo_array  # noqa: PLC0415 - only predictions pay for the import
    from scipy.sparse.csgraph import minimum_spanning_tree  # noqa: PLC0415 - the same

    size, lengths = (len(graph), len(graph)), 1 + chance.random(len(sources))
    tree = minimum_spanning_tree(coo_array((lengths, (sources, ends)), shape=size).tocsr()).tocoo()
    keys = tree.row.astype(np.int64) * len(graph) + tree.col
    found: Flags = np.isin(sources.astype(np.int64) * len(graph) + ends, keys)
    return found


def _without_edge(graph: Graph, count: int, chance: np.random.Generator) -> Ids:
    """Pairs (2, ≤ count) of different nodes with no edge either way, drawn evenly."""
    rows = np.repeat(np.arange(len(graph), dtype=np.int64), np.diff(graph.starts))
    one, other = chance.integers(len(graph), size=(2, max(1_000, _TRIES * count)))
    keys = rows * len(graph) + graph.ends
    linked = np.isin(one * len(graph) + other, keys) | np.isin(other * len(graph) + one, keys)
    found = np.flatnonzero(~linked & (one != other))[:count]
    return np.stack([one[found], other[found]]).astype(np.int32)


def auc(positives: Doubles, negatives: Doubles) -> float:
    """The chance that a pair with an edge scores higher than one without, ties half."""
    order = np.sort(negatives)
    below = np.searchsorted(order, positives, side="left")
    up_to = np.searchsorted(order, positives, side="right")
    return float((below + up_to).mean() / (2 * len(order)))


def cosines(vectors: Floats, one: Ids | Offsets, other: Ids | Offsets) -> Doubles:
    """The cosine of each pair of rows, float64."""
    rows = vectors.astype(np.float64)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    found: Doubles = np.einsum("ij,ij->i", rows[one], rows[other])
    return found
