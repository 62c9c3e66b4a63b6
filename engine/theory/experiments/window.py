"""Windows of 1, 2, 5 and 10 on one text: neighbours that behave, or belong, alike.

Windows are trained on one random stream: draws are keyed by place, so that the pairs of a narrow
window are among those of a wide one. Narrow windows see fewer pairs an epoch and get more epochs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from engine.similarity import nearest, unit_rows
from engine.theory.experiments.training import shares
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from engine.arrays import Doubles, Flags, Floats, Ids
    from engine.corpus.corpus import Corpus
    from engine.settings import Knobs, Recipe
    from engine.vocabulary import Vocabulary

SIZES = (1, 2, 5, 10)
BLOCK = 400  # tokens of a passage, where documents are too long
_PASSAGE = 2_000  # tokens: documents that are longer on average are no passages
_TOPICAL = 0.1  # of the passages
_ENDING, _LONG = 2, 5  # letters of an ending; letters of a word that has one


@dataclass(frozen=True, slots=True)
class Windowed:
    """A trained window: `unit` (V, D) are rows of length 1, as `neighbours` takes them."""

    window: int
    epochs: int
    unit: Floats


@dataclass(frozen=True, slots=True)
class Windows:
    """The windows that are trained, narrowest first; `done` in 0 … 1 of the pairs of all."""

    done: float
    vocabulary: Vocabulary
    found: tuple[Windowed, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """The share of neighbours that end in the same two letters, beside that of any two words."""

    share: float
    chance: float


def windows(
    corpus: Corpus, recipe: Recipe, knobs: Knobs, sizes: Sequence[int] = SIZES
) -> Iterator[Windows]:
    """Train one window after the other; the knobs' epochs are those of the widest.

    A target has L + 1 inputs on average, so a window gets epochs in proportion to 1/(L + 1).
    Reports about five times a second; raises `CorpusError` and `DivergenceError` as a run does, and
    `ParameterError` if that makes more epochs than a run may have.
    """
    vocabulary, widest = build_vocabulary(corpus, recipe.min_count), max(sizes)
    found: tuple[Windowed, ...] = ()
    for number, size in enumerate(sorted(sizes)):
        epochs = round(knobs.epochs * (widest + 1) / (size + 1))
        now = replace(knobs, window=size, epochs=epochs)
        trainer = SkipGram(corpus, vocabulary, recipe, now)
        for share in shares(trainer, now):
            yield Windows((number + share) / len(sizes), vocabulary, found)
        found = (*found, Windowed(size, epochs, unit_rows(trainer.model.v)))
        yield Windows((number + 1) / len(sizes), vocabulary, found)


def effective(window: int) -> Doubles:
    """The share of pairs at each distance δ = 1 … L, (L,), where no word is dropped.

    A reach drawn from 1 … L meets δ with (L − δ + 1)/L; `subsampling.reach` knows dropped words.
    """
    weights = np.arange(window, 0, -1, dtype=np.float64)
    return np.asarray(weights / weights.sum())


def alike(
    vocabulary: Vocabulary,
    unit: Floats,
    groups: Mapping[str, tuple[str, ...]],
    which: int,
    count: int = 10,
) -> float | None:
    """The share of nearest neighbours in the same group, 0 … 1, over all words with groups.

    `which` is the place in a word's groups of the one that counts; words without it do not answer.
    None with fewer than two words that have it.
    """
    ids = [i for i, word in enumerate(vocabulary.symbols) if len(groups.get(word, ())) > which]
    if len(ids) < 2:
        return None
    labels = np.array([groups[vocabulary.symbols[i]][which] for i in ids])
    near = _neighbours(unit[ids], count)
    return float((labels[near] == labels[:, None]).mean())


def same_ending(
    vocabulary: Vocabulary, unit: Floats, words: int = 1_000, count: int = 10
) -> Ending | None:
    """How often neighbours end alike, for the commonest words of five letters and more.

    A sign of syntax in a language that inflects: walked, talked. Only such words answer; None with
    fewer than two of them, as in Chinese.
    """
    long = [i for i, word in enumerate(vocabulary.symbols) if len(word) >= _LONG][:words]
    endings = np.array([vocabulary.symbols[i][-_ENDING:] for i in long])
    if len(long) < 2:
        return None
    near = _neighbours(unit[long], count)
    _, sizes = np.unique(endings, return_counts=True)
    chance = float((sizes * (sizes - 1)).sum() / (len(long) * (len(long) - 1)))
    return Ending(float((endings[near] == endings[:, None]).mean()), chance)


def same_passage(
    corpus: Corpus, knobs: Knobs, unit: Floats, words: int = 2_000, count: int = 10
) -> float | None:
    """log₂ of how much oftener neighbours share a passage than chance has it: 1 is twice as often.

    Passages are the documents, if these have at most 2,000 tokens on average, else blocks of 400
    tokens. Of the `words` commonest words, those count that stand in at most a tenth of them: what
    stands everywhere has no topic. None if no two neighbours among them ever share one.
    """
    stands = _presence(corpus, knobs, min(words, len(unit)))
    often = stands.sum(axis=1)
    topical = np.flatnonzero((often > 0) & (often <= _TOPICAL * stands.shape[1]))
    if len(topical) < 2:
        return None
    stands, often = stands[topical], often[topical].astype(np.float64)
    together = expected = 0.0
    for column in _neighbours(unit[topical], count).T:
        together += float((stands & stands[column]).sum())
        expected += float((often * often[column]).sum()) / stands.shape[1]
    return float(np.log2(together / expected)) if together else None


def _neighbours(unit: Floats, count: int) -> Ids:
    """The nearest other rows (n, count) of each row; fewer where there are fewer."""
    count = min(count, len(unit) - 1)
    return nearest(unit, unit, count, np.arange(len(unit), dtype=np.int32)[:, None])[0]


def _presence(corpus: Corpus, knobs: Knobs, words: int) -> Flags:
    """Whether each of the commonest words stands in each passage, (words, P)."""
    size = corpus.source.size
    ids = corpus.source.passage(0, 0, size, knobs).ids
    places = np.flatnonzero(ids < words)
    begins = np.arange(0, size, BLOCK)
    if 0 < size <= _PASSAGE * len(corpus.documents):
        begins = np.array([first for _, first in corpus.documents])
    stands = np.zeros((words, len(begins)), bool)
    stands[ids[places], np.searchsorted(begins, places, side="right") - 1] = True
    return stands
