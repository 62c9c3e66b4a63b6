"""Accuracy on planted analogies against α and k, a cell after the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.evaluation.analogies import accuracy
from engine.similarity import unit_rows
from engine.theory.experiments.training import shares
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.corpus.corpus import Corpus


@dataclass(frozen=True, slots=True)
class Cell:
    """The share of a corpus's own analogies found after its suggested run with these two knobs.

    None for a corpus that has none.
    """

    exponent: float
    negatives: int
    accuracy: float | None


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells that are trained, in the order of work; `done` in 0 … 1 of the tokens of all."""

    done: float
    cells: tuple[Cell, ...]


def accuracy_grid(
    corpus: Corpus, exponents: Sequence[float], negatives: Sequence[int]
) -> Iterator[Grid]:
    """Train a corpus that has questions, such as Toyland, at every α and k.

    Everything else is as the corpus suggests, seed included, so that cells share all their chance
    but the noise words. Reports about five times a second; α is the outer loop.
    """
    recipe, knobs = corpus.suggested.recipe, corpus.suggested.knobs
    vocabulary = build_vocabulary(corpus, recipe.min_count)
    plans = [(alpha, k) for alpha in exponents for k in negatives]
    cells: tuple[Cell, ...] = ()
    for number, (alpha, k) in enumerate(plans):
        now = replace(knobs, noise_exponent=alpha, negatives=k)
        trainer = SkipGram(corpus, vocabulary, recipe, now)
        for share in shares(trainer, now):
            yield Grid((number + share) / len(plans), cells)
        found = accuracy(vocabulary, unit_rows(trainer.model.v), corpus.questions).share
        cells = (*cells, Cell(alpha, k, found))
        yield Grid((number + 1) / len(plans), cells)
