"""A graph to a corpus: random walks are its sentences, walked afresh whenever they are read.

Nothing is stored but the graph: a passage is a function of its epoch, its place and the knobs, so a
turned knob changes the walks from the next block on, and a run restored walks as it did before.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.corpus.corpus import Corpus, Facts, Stream, Suggested
from engine.corpus.sampling_order import sampling_order
from engine.kernels.initialization import base_of
from engine.kernels.walks import walk
from engine.settings import Knobs, Recipe

if TYPE_CHECKING:
    from engine.arrays import Counts, Ids
    from engine.corpus.graph.graph import Graph

_CHUNK = 1 << 16  # tokens walked at once, rounded to whole walks
_KEPT = 4  # chunks: who asks for one target after another walks no step twice
_PILOT = 1 << 24  # tokens that nodes are counted in: some seconds at most
_SMALL, _SEEN, _MOST = 1_000, 2_000_000, 20  # nodes; tokens gone over in all; epochs
END = "∎"  # stands behind a node that no edge leaves, to the length of the walk


class Walks:
    """The `Source` of a graph: sentence w of an epoch is walk w, all of them equally long.

    As many walks as there are nodes with an edge begin at each of these once. A walk that finds no
    edge is filled up with the last id, which no vocabulary keeps, so that every token has its
    place. `ranks` (N + 1,) are the ids of the nodes; `seed` is that of the walks.
    """

    def __init__(self, graph: Graph, ranks: Ids, seed: int = 1) -> None:
        self.graph, self.ranks, self.seed = graph, ranks, seed
        leaving = np.flatnonzero(np.diff(graph.starts)).astype(np.int32)
        self._origins = leaving[list(sampling_order(len(leaving)))]
        self._base = np.uint64(base_of(np.uint64(seed)))
        self._chunk = lru_cache(_KEPT)(self._walked)

    def __reduce__(self) -> tuple[Any, ...]:
        """What it is made of: how it travels between processes."""
        return Walks, (self.graph, self.ranks, self.seed)

    @property
    def size(self) -> int:
        """Raw tokens in one epoch, with the knobs as they are at first."""
        return self.length(Knobs())

    def length(self, knobs: Knobs) -> int:
        """Raw tokens in one epoch."""
        return len(self._origins) * knobs.walks_per_node * knobs.walk_length

    def seeded(self, seed: int) -> Walks:
        """The same graph, walked with that seed."""
        return self if seed == self.seed else Walks(self.graph, self.ranks, seed)

    def passage(self, epoch: int, first: int, count: int, knobs: Knobs) -> Stream:
        """The whole walks that hold the raw positions ``first … first + count - 1``.

        An epoch may be read beyond its length: walks have no last one.
        """
        long = knobs.walk_length
        low, high = first // long, -(-(first + count) // long)
        each = max(1, _CHUNK // long)
        chunks = [
            self._chunk(epoch, number * each, each, long, 1 / knobs.p, 1 / knobs.q)
            for number in range(low // each, max(low // each + 1, -(-high // each)))
        ]
        walks = np.concatenate(chunks) if chunks[1:] else chunks[0]
        skipped = low - low // each * each
        ids = walks[skipped : skipped + high - low].reshape(-1)
        return Stream(ids, np.arange(high - low + 1, dtype=np.int64) * long, low * long)

    def _walked(
        self, epoch: int, first: int, count: int, long: int, back: float, far: float
    ) -> Ids:
        """Ids (count, long) of the walks from the `first` on; `back` is 1/p, `far` is 1/q."""
        walks, graph = np.empty((count, long), np.int32), self.graph
        walk(
            graph.starts,
            graph.ends,
            graph.widths,
            graph.mutual,
            self._origins,
            first,
            back,
            far,
            epoch,
            self._base,
            walks,
        )
        ids: Ids = self.ranks[walks]
        return ids


def walked(
    name: str, graph: Graph, groups: dict[str, tuple[str, ...]] | None = None, *, seed: int = 1
) -> Corpus:
    """The corpus of a graph; its counts are those of a pilot, the first walks of epoch 0."""
    suggested = _suggest(graph)
    nodes = np.arange(len(graph) + 1, dtype=np.int32)
    counts = _counted(Walks(graph, nodes, seed), len(graph), suggested.knobs)
    order = np.argsort(-counts, kind="stable")
    ranks = nodes.copy()
    ranks[order] = np.arange(len(order), dtype=np.int32)
    symbols = [graph.names[int(node)] for node in order]
    if (np.diff(graph.starts) == 0).any():
        symbols.append(END)
        counts = np.append(counts, 0)
        order = np.append(order, len(graph))
    source = Walks(graph, ranks, seed)
    return Corpus(
        name=name,
        symbols=tuple(symbols),
        counts=counts[order],
        source=source,
        documents=((name, 0),),
        groups=groups or {},
        suggested=suggested,
        facts=Facts(
            sentences=source.length(suggested.knobs) // suggested.knobs.walk_length,
            edges=graph.edges,
            isolated_nodes=graph.isolated,
            loops=graph.loops,
        ),
        kind="graph",
    )


def _counted(walks: Walks, nodes: int, knobs: Knobs) -> Counts:
    """How often each node is met in an epoch; if that is long, in its begin, and scaled up."""
    size = walks.length(knobs)
    looked = min(size, _PILOT)
    counts = np.zeros(nodes, np.int64)
    for first in range(0, looked, _CHUNK):
        stream = walks.passage(0, first, min(_CHUNK, looked - first), knobs)
        begin = first - stream.first
        ids = stream.ids[begin : begin + min(_CHUNK, looked - first)]
        counts += np.bincount(ids, minlength=nodes + 1)[:nodes]
    return np.maximum(1, np.round(counts * (size / looked))).astype(np.int64)


def _suggest(graph: Graph) -> Suggested:
    """Small graphs are gone over more often, in fewer dimensions; no node is too common or rare."""
    small = len(graph) < _SMALL
    tokens = len(graph) * Knobs().walk_length * Knobs().walks_per_node
    return Suggested(
        Recipe(dimensions=32 if small else 128, min_count=1),
        Knobs(
            window=5 if small else 10,
            subsample=0.0,
            learning_rate=0.05 if small else 0.025,
            epochs=min(_MOST, max(1, round(_SEEN / tokens))),
        ),
    )
