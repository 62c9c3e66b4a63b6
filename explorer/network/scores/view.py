"""View of a network's scores: labels of nodes, and edges left out of the walks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from engine.corpus.graph.walks import Walks, walked
from engine.evaluation.graph.classification import SHARES, labelled, score
from engine.evaluation.graph.missing_edges import SHARE, auc, cosines, hold_out
from engine.theory.experiments.training import shares
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.arrays import Floats
    from engine.corpus.corpus import Corpus
    from engine.settings import Knobs, Recipe

_QUICK, _MANY, _FEW = 20_000, 10, 3  # nodes times labels; splits of less, and of more


@dataclass(frozen=True, slots=True)
class Predicted:
    """Mean macro- and micro-F1 by share of labelled nodes; `spread` is the micro's deviation."""

    done: float
    nodes: int
    labels: int
    splits: int
    shares: tuple[float, ...]
    macro: tuple[float, ...]
    micro: tuple[float, ...]
    spread: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """How edges left out are told from pairs without one; `auc` None: not yet."""

    done: float
    edges: int
    auc: float | None = None


def labels_predicted(
    corpus: Corpus, symbols: tuple[str, ...], vectors: Floats
) -> Iterator[Predicted]:
    """Ever more splits of logistic regressions on vectors (V, D); raises `CorpusError`."""
    known = labelled(symbols, corpus.groups, name=corpus.name)
    splits = _MANY if known.has.size <= _QUICK else _FEW
    found: list[list[tuple[float, float]]] = [[] for _ in SHARES]
    for split in range(splits):
        for place, share in enumerate(SHARES):
            one = score(vectors, known, share, split)
            found[place].append((one.macro, one.micro))
            done = (split * len(SHARES) + place + 1) / (splits * len(SHARES))
            yield _predicted(found, done, (len(known.rows), len(known.names), split + 1))


def _predicted(
    found: list[list[tuple[float, float]]], done: float, sizes: tuple[int, int, int]
) -> Predicted:
    there = [np.array(scores) for scores in found if scores]
    means = [scores.mean(axis=0).tolist() for scores in there]
    return Predicted(
        done,
        *sizes,
        shares=SHARES[: len(there)],
        macro=tuple(mean[0] for mean in means),
        micro=tuple(mean[1] for mean in means),
        spread=tuple(float(scores[:, 1].std()) for scores in there),
    )


def edges_predicted(corpus: Corpus, recipe: Recipe, knobs: Knobs) -> Iterator[Missing]:
    """Vectors of walks that do not know a fifth of the edges, and the AUC of those.

    Raises
    ------
    CorpusError
        If no edges can be left out.
    """
    source = corpus.source
    assert isinstance(source, Walks)
    out = hold_out(source.graph, share=SHARE, name=corpus.name)
    count = out.edges.shape[1]
    yield Missing(0.0, count)
    rest = walked(corpus.name, out.rest)
    trainer = SkipGram(
        rest, build_vocabulary(rest, 1), replace(recipe, min_count=1, threads=1), knobs
    )
    for share in shares(trainer, knobs):
        yield Missing(min(1.0, share), count)
    assert isinstance(rest.source, Walks)
    edges, others = rest.source.ranks[out.edges], rest.source.ranks[out.others]
    vectors = trainer.model.v
    yield Missing(1.0, count, auc(cosines(vectors, *edges), cosines(vectors, *others)))
