"""A graph as walks need it: nodes by number, and of each the nodes that it has an edge to."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import CorpusError

if TYPE_CHECKING:
    from engine.arrays import Doubles, Ids, Offsets

EDGES = 20_000_000  # read at most: some two GB while they are
_NAME = 100  # characters of a node


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """Nodes that have an edge: node n has edges to ``ends[starts[n]:starts[n + 1]]``, rising.

    `widths` (M,) are the sums of their weights so far within each node's, empty if all weights are
    1; `mutual` says that every edge leads both ways. `isolated` nodes and `loops` (edges of a node
    to itself) were left out.
    """

    names: tuple[str, ...]
    starts: Offsets
    ends: Ids
    widths: Doubles
    mutual: bool
    isolated: int = 0
    loops: int = 0

    def __len__(self) -> int:
        return len(self.names)

    @property
    def edges(self) -> int:
        """How many edges there are; one that leads both ways is one."""
        return len(self.ends) // 2 if self.mutual else len(self.ends)

    @property
    def weights(self) -> Doubles:
        """The weight of each entry of `ends`, (M,)."""
        if not len(self.widths):
            return np.ones(len(self.ends))
        before = np.concatenate([[0.0], self.widths[:-1]])
        before[self.starts[:-1][np.diff(self.starts) > 0]] = 0.0
        weights: Doubles = self.widths - before
        return weights

    def pairs(self) -> tuple[Ids, Ids]:
        """Both nodes of each edge, (edges,) each; one that leads both ways is there once."""
        sources = np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.starts))
        once = sources < self.ends if self.mutual else np.ones(len(self.ends), np.bool_)
        return sources[once], self.ends[once]


@dataclass(slots=True)
class Draft:
    """Edges as they are read, between nodes by name.

    `said_directed` is what the file says of them (None: nothing); `labels` are those of nodes;
    `unnamed` nodes without an edge are known by their number only.
    """

    name: str
    ids: dict[str, int] = field(default_factory=dict)
    sources: array[int] = field(default_factory=lambda: array("i"))
    targets: array[int] = field(default_factory=lambda: array("i"))
    weights: array[float] = field(default_factory=lambda: array("d"))
    labels: dict[str, tuple[str, ...]] = field(default_factory=dict)
    said_directed: bool | None = None
    unnamed: int = 0

    def node(self, name: object) -> int:
        """The number of a node, which is new if it was not named before."""
        return self.ids.setdefault(_shown(name), len(self.ids))

    def add(self, source: object, target: object, weight: float = 1.0) -> None:
        """One edge more.

        Raises
        ------
        CorpusError
            If its weight is negative or no number, or there are too many edges.
        """
        if not 0 <= weight < float("inf"):
            raise CorpusError(
                "{name}: the edge {source} – {target} weighs {weight}; a walk takes an edge in"
                " proportion to its weight, which must be 0 or more. Mend it, or have the weights"
                " not read.",
                name=self.name,
                source=_shown(source),
                target=_shown(target),
                weight=f"{weight:g}",
            )
        self.sources.append(self.node(source))
        self.targets.append(self.node(target))
        self.weights.append(weight)
        check_edges(self.name, len(self.sources))


def check_edges(name: str, count: int) -> None:
    """Refuse more edges than are read; raises `CorpusError`."""
    if count > EDGES:
        raise CorpusError(
            "{name}: has more than {limit} edges, the most that are read. Choose a part of it.",
            name=name,
            limit=f"{EDGES:,}",
        )


def _shown(name: object) -> str:
    """A node's name on one line."""
    return " ".join(str(name).split())[:_NAME]


def graph(draft: Draft, *, directed: bool, weighted: bool) -> Graph:
    """The graph of a draft: edges named twice add their weights up; weightless ones are none.

    Raises
    ------
    CorpusError
        If there is no edge between two nodes.
    """
    sources, targets = (np.array(ends, np.int64) for ends in (draft.sources, draft.targets))
    weights = np.array(draft.weights) if weighted else np.ones(len(sources))
    loops = sources == targets
    there = ~loops & (weights > 0)
    if not there.any():
        raise _without_edges(draft, int(loops.sum()))
    one, other = sources[there], targets[there]
    if not directed:
        one, other = np.minimum(one, other), np.maximum(one, other)
    keys, at = np.unique(one * len(draft.ids) + other, return_inverse=True)
    sums = np.bincount(at, weights[there]).astype(np.float64)
    if not weighted:
        sums = np.ones(len(keys))
    found = np.divmod(keys, len(draft.ids))
    kept, numbers = np.unique(np.concatenate(found), return_inverse=True)
    ways, ends = np.split(numbers, 2)
    if not directed:
        ways, ends = np.concatenate([ways, ends]), np.concatenate([ends, ways])
        sums = np.concatenate([sums, sums])
    names = list(draft.ids)
    return _packed(
        tuple(names[int(node)] for node in kept), (ways, ends, sums), mutual=not directed,
        left_out=(len(names) - len(kept) + draft.unnamed, int(loops.sum())),
    )  # fmt: skip


def _without_edges(draft: Draft, loops: int) -> CorpusError:
    if loops:
        return CorpusError(
            "{name}: all its {loops} edges lead from a node to itself, and a walk that stays where"
            " it is teaches nothing. Give edges between different nodes.",
            name=draft.name,
            loops=f"{loops:,}",
        )
    return CorpusError(
        "{name}: has no edges ({nodes} nodes without one), and walks need some. Give lines of two"
        " nodes each, or a graph with edges.",
        name=draft.name,
        nodes=f"{len(draft.ids) + draft.unnamed:,}",
    )


def _packed(
    names: tuple[str, ...], edges: tuple[Ids | Offsets, Ids | Offsets, Doubles], *, mutual: bool,
    left_out: tuple[int, int],
) -> Graph:  # fmt: skip
    """The graph of edges between numbered nodes, each there once a way."""
    sources, ends, weights = edges
    order = np.lexsort((ends, sources))
    sources, ends, weights = sources[order], ends[order], weights[order]
    starts = np.searchsorted(sources, np.arange(len(names) + 1)).astype(np.int64)
    widths = np.empty(0)
    if (weights != weights[0]).any():
        sums = np.concatenate([[0.0], np.cumsum(weights)])
        widths = sums[1:] - np.repeat(sums[starts[:-1]], np.diff(starts))
    return Graph(names, starts, ends.astype(np.int32), widths, mutual, *left_out)


def without(whole: Graph, sources: Ids, ends: Ids) -> Graph:
    """The graph with fewer edges, between the same nodes; the edges taken out are both ways'."""
    count = len(whole)
    every = np.repeat(np.arange(count, dtype=np.int64), np.diff(whole.starts))
    keys = every * count + whole.ends
    gone = [sources.astype(np.int64) * count + ends]
    if whole.mutual:
        gone.append(ends.astype(np.int64) * count + sources)
    kept = ~np.isin(keys, np.concatenate(gone))
    return _packed(
        whole.names, (every[kept], whole.ends[kept], whole.weights[kept]), mutual=whole.mutual,
        left_out=(whole.isolated, whole.loops),
    )  # fmt: skip
