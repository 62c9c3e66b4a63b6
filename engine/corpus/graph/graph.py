"""A graph as walks need it: nodes by number, and of each the nodes that it has an edge to."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import CorpusError
from engine.kernels.walks import sum_widths

if TYPE_CHECKING:
    from engine.arrays import Doubles, Ids, Offsets

EDGES = 20_000_000  # read at most: some two GB while they are
LIGHTEST, HEAVIEST = 1e-100, 1e100  # weights: no sum of so many, and no 1/p of one, leaves float64
# How often the lightest edge of a node may go into all of the node's. A width is a difference of
# sums in float64, right to 2⁻⁵³ of the node's sum: the lightest to one part in 9,000. Darts, of 32
# bits, tell apart 4·10⁹ places: what is lighter than that is practically never walked anyway.
RATIO = 1e12
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

    def __post_init__(self) -> None:
        """Raise `ValueError` for arrays that would lead a walk out of them."""
        if not (_in_range(self) and _rising(self.ends, self.starts) and _weigh(self)):
            raise ValueError(self.names[:3])

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


def _in_range(graph: Graph) -> bool:
    """Whether every node's edges are a stretch of `ends`, and there is one that leads to a node."""
    starts, ends = graph.starts, graph.ends
    return bool(
        starts.dtype == np.int64
        and ends.dtype == np.int32
        and len(starts) == len(graph) + 1
        and starts[0] == 0
        and starts[-1] == len(ends) > 0
        and (starts[1:] >= starts[:-1]).all()
        and ends.min() >= 0
        and ends.max() < len(graph)
    )


def _rising(values: Ids | Doubles, starts: Offsets) -> bool:
    """Whether each value is more than the one before it, but for the first of a node."""
    more = values[1:] > values[:-1]
    more[starts[(starts > 0) & (starts < len(values))] - 1] = True
    return bool(more.all())


def _weigh(graph: Graph) -> bool:
    """Whether there are no widths, or of every edge a finite one above 0."""
    widths, firsts = graph.widths, graph.starts[:-1][np.diff(graph.starts) > 0]
    if not len(widths):
        return True
    return bool(
        widths.dtype == np.float64
        and len(widths) == len(graph.ends)
        and np.isfinite(widths).all()
        and (widths[firsts] > 0).all()
        and _rising(widths, graph.starts)
    )


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
        """One edge more, whatever it weighs: `graph` looks at weights, if they are read.

        Raises
        ------
        CorpusError
            If there are too many edges.
        """
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
        If there is no edge between two nodes, or a weight that no walk can weigh.
    """
    keys, sums, loops = _summed(draft, directed=directed, weighted=weighted)
    ways, ends = (nodes.astype(np.int32) for nodes in np.divmod(keys, len(draft.ids)))
    met = np.zeros(len(draft.ids), np.bool_)
    met[ways] = met[ends] = True
    kept, numbers = np.flatnonzero(met), np.cumsum(met, dtype=np.int32) - 1
    ways, ends = numbers[ways], numbers[ends]
    if not directed:
        ways, ends = np.concatenate([ways, ends]), np.concatenate([ends, ways])
        sums = np.concatenate([sums, sums])
    every = list(draft.ids)
    names = tuple(every[int(node)] for node in kept)
    if weighted:
        _check_ratios(draft.name, names, (ways, ends, sums))
    return _packed(
        names,
        (ways, ends, sums),
        mutual=not directed,
        left_out=(len(every) - len(kept) + draft.unnamed, loops),
    )


def _summed(draft: Draft, *, directed: bool, weighted: bool) -> tuple[Offsets, Doubles, int]:
    """Each edge once, as source · nodes + target, and its weight; and how many loops there are."""
    sources, targets = (np.asarray(ends, np.int32) for ends in (draft.sources, draft.targets))
    loops = sources == targets
    weights = _weights(draft) if weighted else None
    there = ~loops if weights is None else ~loops & (weights > 0)
    if not there.any():
        raise _without_edges(draft, int(loops.sum()))
    one, other = sources[there], targets[there]
    if not directed:
        one, other = np.minimum(one, other), np.maximum(one, other)
    keys = one.astype(np.int64) * len(draft.ids) + other
    if weights is None:
        keys = np.unique(keys)
        return keys, np.ones(len(keys)), int(loops.sum())
    keys, at = np.unique(keys, return_inverse=True)
    return keys, np.bincount(at, weights[there]).astype(np.float64), int(loops.sum())


def _weights(draft: Draft) -> Doubles:
    """What the edges of a draft weigh, (edges,); raises `CorpusError` if one cannot be weighed."""
    weights = np.array(draft.weights)
    wrong = (weights != 0) & ~((weights >= LIGHTEST) & (weights <= HEAVIEST))
    if wrong.any():
        place, names = int(wrong.argmax()), list(draft.ids)
        raise CorpusError(
            "{name}: the edge {source} – {target} weighs {weight}; a walk takes an edge in"
            " proportion to its weight, which must be 0, or between {least} and {most}. Mend it, or"
            " have the weights not read.",
            name=draft.name,
            source=names[draft.sources[place]],
            target=names[draft.targets[place]],
            weight=f"{weights[place]:g}",
            least=f"{LIGHTEST:g}",
            most=f"{HEAVIEST:g}",
        )
    return weights


def _check_ratios(
    name: str, names: tuple[str, ...], edges: tuple[Ids | Offsets, Ids | Offsets, Doubles]
) -> None:
    """Raise `CorpusError` if an edge is too light beside the others of its node."""
    sources, ends, weights = edges
    totals = np.bincount(sources, weights)
    light = weights * RATIO < totals[sources]
    if light.any():
        place = int(light.argmax())
        raise CorpusError(
            "{name}: all edges of {source} together weigh {total}, and the one to {target} weighs"
            " {weight}; walks tell the edges of a node apart if together they weigh at most {ratio}"
            " times the lightest. Leave the lightest out, or have the weights not read.",
            name=name,
            source=names[sources[place]],
            total=f"{totals[sources[place]]:g}",
            target=names[ends[place]],
            weight=f"{weights[place]:g}",
            ratio=f"{RATIO:,.0f}",
        )


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
    names: tuple[str, ...],
    edges: tuple[Ids | Offsets, Ids | Offsets, Doubles],
    *,
    mutual: bool,
    left_out: tuple[int, int],
) -> Graph:
    """The graph of edges between numbered nodes, each there once a way."""
    sources, ends, weights = edges
    order = np.lexsort((ends, sources))
    sources, ends, weights = sources[order], ends[order], weights[order]
    starts = np.searchsorted(sources, np.arange(len(names) + 1)).astype(np.int64)
    widths = np.empty(0)
    if (weights != weights[0]).any():
        widths = np.empty(len(weights))
        sum_widths(starts, weights, widths)
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
        whole.names,
        (every[kept], whole.ends[kept], whole.weights[kept]),
        mutual=whole.mutual,
        left_out=(whole.isolated, whole.loops),
    )
