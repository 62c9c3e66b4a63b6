"""Classification of nodes by their vectors.

The protocol is that of DeepWalk (Perozzi et al. 2014, §5.2): one logistic regression with L2
penalty a label, on a share of the labelled nodes; of each other node as many labels are predicted
as it has, those of the highest score.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.arrays import Doubles, Flags, Floats, Offsets

SHARES = tuple(percent / 100 for percent in range(10, 100, 10))
_ROUNDS = 300  # of the solver at most


@dataclass(frozen=True, slots=True)
class Labelled:
    """Nodes with labels: their `rows`, the labels' `names` (L,), and which each has (n, L)."""

    rows: Offsets
    names: tuple[str, ...]
    has: Flags


@dataclass(frozen=True, slots=True)
class Score:
    """Macro- and micro-F1 of one split, with `share` of the labelled nodes to learn from."""

    share: float
    macro: float
    micro: float


def labelled(
    symbols: Sequence[str], groups: Mapping[str, tuple[str, ...]], *, name: str = ""
) -> Labelled:
    """Those of `symbols` that have labels, in their order.

    Raises
    ------
    CorpusError
        If there are fewer than two labels, or ten nodes with one.
    """
    rows = [row for row, symbol in enumerate(symbols) if groups.get(symbol)]
    names = tuple(sorted({label for row in rows for label in groups[symbols[row]]}))
    if len(names) < 2 or len(rows) < 10:
        raise CorpusError(
            "{name}: {nodes} nodes have one of {labels} labels, and predicting labels needs ten"
            " nodes and two labels. Give a list of labels together with the edges.",
            name=name,
            nodes=f"{len(rows):,}",
            labels=f"{len(names):,}",
        )
    place = {label: column for column, label in enumerate(names)}
    has = np.zeros((len(rows), len(names)), np.bool_)
    for at, row in enumerate(rows):
        has[at, [place[label] for label in groups[symbols[row]]]] = True
    return Labelled(np.array(rows, np.int64), names, has)


def score(vectors: Floats, known: Labelled, share: float, split: int) -> Score:
    """How well labels are predicted for the nodes that were not learnt from."""
    learnt, asked = _split(len(known.rows), share, split)
    features = vectors[known.rows].astype(np.float64)
    chances = _chances(features[learnt], known.has[learnt], features[asked])
    truth = known.has[asked]
    macro, micro = f1(truth, best(chances, truth.sum(axis=1)))
    return Score(share, macro, micro)


def _split(count: int, share: float, split: int) -> tuple[Offsets, Offsets]:
    """Numbers of the nodes to learn from, and of the others; one at least of both."""
    order = np.random.Generator(np.random.PCG64(split)).permutation(count)
    edge = min(count - 1, max(1, round(share * count)))
    return order[:edge], order[edge:]


def _chances(features: Doubles, has: Flags, asked: Doubles) -> Doubles:
    """The score (m, L) of each label for each node asked; −∞ for one that nobody learnt has."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - a second, for a few only

    found = np.full((len(asked), has.shape[1]), -np.inf)
    for label in range(has.shape[1]):
        column = has[:, label]
        if column.all():
            found[:, label] = np.inf
        elif column.any():
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # a few rounds too few change no ranking
                model = LogisticRegression(C=1.0, solver="newton-cholesky", max_iter=_ROUNDS)
                found[:, label] = model.fit(features, column).decision_function(asked)
    return found


def best(chances: Doubles, counts: Offsets) -> Flags:
    """The `counts` (m,) labels of the highest score in each row of `chances` (m, L)."""
    places = np.argsort(np.argsort(-chances, axis=1, kind="stable"), axis=1, kind="stable")
    found: Flags = places < counts[:, None]
    return found


def f1(truth: Flags, found: Flags) -> tuple[float, float]:
    """Macro- and micro-F1 of labels (m, L); a label that is neither there nor found counts 0."""
    right = (truth & found).sum(axis=0).astype(np.float64)
    both = truth.sum(axis=0) + found.sum(axis=0)
    each = np.divide(2 * right, both, out=np.zeros(len(right)), where=both > 0)
    return float(each.mean()), float(2 * right.sum() / max(1, both.sum()))
