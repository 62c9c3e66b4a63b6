"""View of the noise words of the selected word, by plain noise and by a mixture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from engine.errors import EngineError
from engine.mixture import HARD, SPELLING, UNIGRAM
from engine.sampling.known import known_pairs
from engine.sampling.proposals import hard
from engine.theory.factors import of_svd, shifted
from engine.theory.negatives import drawn, targets_around
from engine.training.proposal_queue import spelt
from explorer.runs.jobs import pair_counts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from engine.arrays import Floats, Words
    from engine.sampling.proposals import Proposals
    from engine.settings import Knobs
    from engine.theory.negatives import Drawn
    from explorer.runs.run import Run

Proposer = Literal["run", "kept", "counts"]
TARGETS, SHOWN = 200, 14  # targets that noise is drawn for; noise words on screen
_RANK, _LETTERS = 40, 4  # the first word asked about is neither very common nor very short
_FEWEST = 5  # noise words a target: with fewer there is little to see
_CHANCE = 1  # seed


@dataclass(frozen=True, slots=True)
class Material:
    """What noise can be drawn from: proposals by source, and the pairs that meet in the text."""

    done: float
    offers: Mapping[str, Proposals]
    known: Words | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One noise for one word: a few draws as they come, and what all of them are like.

    A draw is (the true word, the noise word, whether that meets the input in the text). `words` is
    e to the entropy: among how many words, all alike, the noise might as well choose.
    """

    draws: tuple[tuple[str, str, bool], ...]
    known: float
    words: float
    push: float
    edits: float


@dataclass(frozen=True, slots=True)
class View:
    """The same draws by plain noise and by the mixture, for `targets` places around a word."""

    word: str
    targets: int
    plain: Side
    mixed: Side


def first_word(run: Run) -> str:
    """A word to begin with."""
    symbols = run.vocabulary.symbols
    some = [symbol for symbol in symbols[_RANK:] if len(symbol) >= _LETTERS]
    return (some or list(symbols))[0]


def gathering(run: Run, vectors: Callable[[], Floats]) -> Iterator[Material]:
    """The proposals for the words of a run: by spelling, and by any vectors (V, d) of them."""
    knobs, vocabulary = run.knobs, run.vocabulary
    yield Material(0.05, {})
    offers = {HARD: hard(vectors())}
    yield Material(0.3, offers)
    offers |= {SPELLING: spelt(vocabulary.symbols)}
    yield Material(0.8, offers)
    yield Material(1.0, offers, known_pairs(run.corpus.source, knobs, len(vocabulary)))


def matched(run: Run, symbols: Sequence[str], vectors: Floats) -> Floats:
    """The rows (V, d) of another model for the words of a run; of a word it lacks, zeros."""
    whole = np.zeros((len(run.vocabulary), vectors.shape[1]), np.float32)
    places = [(run.vocabulary.ids.get(symbol), row) for row, symbol in enumerate(symbols)]
    there = [(place, row) for place, row in places if place is not None]
    if there:
        mine, theirs = np.array(there).T
        whole[mine] = vectors[theirs]
    return whole


def factored(run: Run) -> Floats:
    """The first singular directions of the shifted PMI, (V, d); words not counted are 0."""
    *_, last = pair_counts.exact(run.corpus, run.vocabulary, run.knobs)
    assert last.counted is not None
    knobs = replace(_mixed(run.knobs, UNIGRAM), negatives=max(1, run.knobs.negatives))
    matrix = shifted(last.counted, run.vocabulary.counts, knobs)
    factors = of_svd(matrix, run.recipe.dimensions, np.random.default_rng(_CHANCE))
    whole = np.zeros((len(run.vocabulary), factors.v.shape[1]), np.float32)
    whole[: len(factors.v)] = factors.v
    return whole


def view(run: Run, made: Material, word: str, sampler: str) -> View:
    """Draw the noise of a word twice, from equal chances.

    Raises
    ------
    WordError
        If the word is not in the vocabulary.
    EngineError
        If no other word stands around it.
    """
    assert made.known is not None
    place, random = run.vocabulary.id_of(word), np.random.default_rng(_CHANCE)
    knobs = run.knobs
    targets = targets_around(
        run.corpus.source, place, run.vocabulary.counts, knobs, random, TARGETS
    )
    if not len(targets):
        raise EngineError("No other word stands around “{word}” in this text.", word=word)
    chances = random.random((len(targets), max(_FEWEST, knobs.negatives)))
    both = [
        drawn(
            targets,
            place,
            run.model,
            run.vocabulary,
            knobs=one,
            offers=made.offers,
            known=made.known,
            chances=chances,
        )
        for one in (_mixed(knobs, UNIGRAM), _mixed(knobs, sampler))
    ]
    symbols = run.vocabulary.symbols
    return View(symbols[place], len(targets), *(_side(each, symbols) for each in both))


def _mixed(knobs: Knobs, sampler: str) -> Knobs:
    return replace(knobs, sampler=sampler, correction="none")


def _side(seen: Drawn, symbols: tuple[str, ...]) -> Side:
    few = [
        (symbols[target], symbols[words[0]], bool(known[0]))
        for target, words, known in zip(seen.targets, seen.words, seen.known, strict=True)
    ]
    return Side(
        draws=tuple(few[:SHOWN]),
        known=float(seen.known.mean()),
        words=float(np.exp(seen.entropy)),
        push=float(seen.push.mean()),
        edits=float(seen.edits.mean()),
    )
