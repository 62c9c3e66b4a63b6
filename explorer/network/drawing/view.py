"""A network as it is drawn: its commonest nodes, the edges between them, and places for them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.corpus.graph.walks import Walks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.arrays import Doubles, Ids
    from engine.corpus.corpus import Corpus

MOST = 3_000  # nodes drawn
EDGES = 10_000  # edges drawn
_STEPS = 60  # of the layout: rounds of the forces


@dataclass(frozen=True, slots=True)
class Network:
    """`names` (n,) of the nodes drawn, most frequent first, their first labels and degrees.

    `edges` (2, m) are places among the nodes. `nodes` is how many there are in all, `between` how
    many edges those drawn have.
    """

    names: tuple[str, ...]
    groups: tuple[str, ...]
    degrees: Ids
    edges: Ids
    nodes: int
    between: int

    def of_group(self) -> list[tuple[str, Ids]]:
        """Each label with its nodes, the largest first as on the map; those without one last."""
        sizes = Counter(group for group in self.groups if group)
        order = sorted(sizes, key=lambda group: (-sizes[group], group))
        groups = np.array(self.groups, object)
        found = [(group, np.flatnonzero(groups == group).astype(np.int32)) for group in order]
        rest = np.flatnonzero(groups == "").astype(np.int32)
        return [*found, ("", rest)] if len(rest) else found

    def near(self, node: int) -> Ids:
        """The places of a node's neighbours."""
        one, other = self.edges
        return np.concatenate([other[one == node], one[other == node]])


@dataclass(frozen=True, slots=True)
class Layout:
    """Places (n, 2) of the nodes, and how much of the work is `done`, 0 … 1."""

    places: Doubles
    done: float


def network(corpus: Corpus) -> Network:
    """What is drawn of the graph of a corpus."""
    source = corpus.source
    assert isinstance(source, Walks)
    graph, ranks = source.graph, source.ranks
    ends = np.sort(ranks[np.stack(graph.pairs())], axis=0)
    shown = min(MOST, len(graph))
    ends = ends[:, ends[1] < shown]
    every = np.linspace(0, ends.shape[1] - 1, min(EDGES, ends.shape[1])).astype(np.int64)
    names = tuple(corpus.symbols[node] for node in range(shown))
    degrees = np.bincount(np.stack(graph.pairs()).ravel(), minlength=len(graph))
    by_rank = np.empty(len(graph), np.int32)
    by_rank[ranks[:-1]] = degrees
    return Network(
        names=names,
        groups=tuple((corpus.groups.get(name) or ("",))[0] for name in names),
        degrees=by_rank[:shown],
        edges=ends[:, every],
        nodes=len(graph),
        between=ends.shape[1],
    )


def layouts(view: Network) -> Iterator[Layout]:
    """Places by forces (Fruchterman & Reingold 1991): edges pull, nodes push, ever more gently.

    A round at a time, since rustworkx lets no other thread go on meanwhile (3,000 nodes: 80 ms).
    Each of its calls begins hot again, so nodes go an ever smaller share of their way.
    """
    import rustworkx as rx  # noqa: PLC0415 - only graphs pay for the import

    count = len(view.names)
    drawn = rx.PyGraph()
    drawn.add_nodes_from(range(count))
    drawn.add_edges_from_no_data([(one, other) for one, other in view.edges.T.tolist()])
    places = np.random.Generator(np.random.PCG64(1)).random((count, 2))
    for step in range(_STEPS):
        before = dict(enumerate(places.tolist()))
        found = rx.spring_layout(drawn, pos=before, num_iter=1, seed=1)
        way = np.array([found[node] for node in range(count)]) - places
        places = places + (1 - step / _STEPS) * way
        yield Layout(places, (step + 1) / _STEPS)
