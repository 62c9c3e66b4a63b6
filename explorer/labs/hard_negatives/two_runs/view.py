"""One text trained twice from one random stream: with plain noise, and with a mixture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from engine.evaluation.analogies import accuracy
from engine.evaluation.neighbours import neighbours
from engine.evaluation.projection import principal_axes
from engine.similarity import unit_rows
from engine.theory.experiments.training import shares
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.arrays import Floats, Ids
    from engine.corpus.corpus import Corpus
    from engine.vocabulary import Vocabulary

MOST = 200_000  # tokens of a text that are trained twice
NEAR, MAPPED = 8, 120  # neighbours shown; commonest words of a map


@dataclass(frozen=True, slots=True)
class Twins:
    """What is trained so far: `units` hold unit rows (V, D), plain noise first."""

    done: float
    vocabulary: Vocabulary
    units: tuple[Floats, ...]
    found: tuple[float | None, ...]  # share of the text's own analogies


@dataclass(frozen=True, slots=True)
class Map:
    """Some words on their two principal axes, first the one asked about.

    `near` are neighbours in either training, `named` those of them that only one has.
    """

    words: tuple[str, ...]
    x: tuple[float, ...]
    y: tuple[float, ...]
    near: tuple[bool, ...]
    named: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class View:
    """The neighbours of a word in both, (word, cosine, whether the other has it too), and maps.

    `shared` of the neighbours are in both.
    """

    word: str
    lists: tuple[tuple[tuple[str, float, bool], ...], ...]
    maps: tuple[Map, ...]
    shared: float


def training(corpus: Corpus, sampler: str, correction: str) -> Iterator[Twins]:
    """Train a text with what it suggests, first with plain noise, then with the mixture."""
    recipe, knobs = corpus.suggested.recipe, corpus.suggested.knobs
    vocabulary = build_vocabulary(corpus, recipe.min_count)
    units: tuple[Floats, ...] = ()
    found: tuple[float | None, ...] = ()
    for place, (noise, how) in enumerate((("unigram", "none"), (sampler, correction))):
        now = replace(knobs, sampler=noise, correction=how)
        trainer = SkipGram(corpus, vocabulary, recipe, now)
        for share in shares(trainer, now):
            yield Twins((place + share) / 2, vocabulary, units, found)
        units = (*units, unit_rows(trainer.model.v))
        found = (*found, accuracy(vocabulary, units[-1], corpus.questions).share)
    yield Twins(1.0, vocabulary, units, found)


def view(twins: Twins, word: str) -> View:
    """The two sides of a word; both must be trained. Raises `WordError` for an unknown word."""
    names = [neighbours(twins.vocabulary, unit, word, NEAR) for unit in twins.units]
    sets = [{name for name, _ in near} for near in names]
    lists = tuple(
        tuple((name, cosine, name in other) for name, cosine in near)
        for near, other in zip(names, reversed(sets), strict=True)
    )
    ids, place = twins.vocabulary.ids, twins.vocabulary.id_of(word)
    near = [place, *sorted({ids[name] for each in sets for name in each})]
    rows = np.array([*near, *(row for row in range(min(MAPPED, len(ids))) if row not in near)])
    alone = {place, *(ids[name] for name in sets[0] ^ sets[1])}
    return View(
        twins.vocabulary.symbols[place],
        lists,
        tuple(_map(twins.vocabulary, unit, rows, (set(near), alone)) for unit in twins.units),
        len(sets[0] & sets[1]) / max(1, len(sets[0])),
    )


def _map(vocabulary: Vocabulary, unit: Floats, rows: Ids, marked: tuple[set[int], set[int]]) -> Map:
    places, words = np.round(principal_axes(unit[rows]).astype(np.float64), 4), rows.tolist()
    near, named = (tuple(row in some for row in words) for some in marked)
    return Map(
        tuple(vocabulary.symbols[row] for row in words),
        tuple(places[:, 0].tolist()),
        tuple(places[:, 1].tolist()),
        near,
        named,
    )
