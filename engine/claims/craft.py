"""Claims C13 to C15, measured small: dropping common words, choosing noise, the window."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.claims.finding import Finding, Holds, either
from engine.claims.forces import toy
from engine.corpus.builtin.catalogue import builtin
from engine.corpus.builtin.roles import roles
from engine.corpus.corpus import Corpus
from engine.corpus.tokens import Tokens
from engine.errors import phrase
from engine.evaluation.analogies import accuracy
from engine.settings import Knobs, Reading, Recipe
from engine.similarity import unit_rows
from engine.theory.experiments.norms import measured, verdict
from engine.theory.experiments.training import shares
from engine.theory.experiments.window import alike, windows
from engine.theory.noise import at_least_one, noise_at
from engine.theory.subsampling import savings
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

_T = 1e-3  # Toyland's threshold
_PROSE, _LENGTHS = 60_000, (1, 40)  # tokens, epochs
_DRAWS = 5
_ROLE, _TOPIC = 0, 1
_SAID: dict[str, Holds] = {"never": "no", "also without": "in part", "only with": "yes"}


def saved() -> Iterator[float | Finding]:
    """C13a: dropping common words makes training faster."""
    corpus, last = toy(), None
    for last in savings(corpus.source, corpus.counts, corpus.suggested.knobs, (_T,)):
        yield last.done
    assert last is not None
    (found,) = last.found
    pairs = found.kept_pairs / found.pairs
    yield Finding(
        either(pairs < 1),
        phrase("t = {t} leaves {tokens} of Toyland's tokens and {pairs} of its pairs to train."),
        {
            "t": f"{_T:g}",
            "tokens": f"{found.kept_tokens / found.tokens:.0%}",
            "pairs": f"{pairs:.0%}",
        },
    )


def better() -> Iterator[float | Finding]:
    """C13b: and better vectors: runs matched but for the threshold, at a high rate."""
    corpus, found = toy(), []
    vocabulary, recipe = build_vocabulary(corpus, 1), Recipe(dimensions=50, min_count=1)
    for place, threshold in enumerate((0.0, _T)):
        knobs = replace(corpus.suggested.knobs, subsample=threshold, learning_rate=0.1, epochs=10)
        trainer = SkipGram(corpus, vocabulary, recipe, knobs)
        for share in shares(trainer, knobs):
            yield (place + share) / 2
        unit = unit_rows(trainer.model.v)
        found.append(accuracy(vocabulary, unit, corpus.questions).share or 0.0)
    without, dropped = found
    yield Finding(
        either(dropped > without),
        phrase("Two runs on Toyland find {without} of the analogies without it, {dropped} with."),
        {"without": f"{without:.1%}", "dropped": f"{dropped:.1%}"},
    )


def lengths() -> Iterator[float | Finding]:
    """C13c: common words are short and rare ones long; see `engine.theory.experiments.norms`."""
    corpus, last = _prose(), None
    yield 0.0
    for last in measured(corpus, Recipe(dimensions=32), Knobs(learning_rate=0.1), (_T,), _LENGTHS):
        yield last.done
    assert last is not None
    said = verdict(last.found)
    assert said is not None  # each length has its control
    effect = said.effects[-1]
    yield Finding(
        _SAID[said.answer],
        phrase(
            "On {tokens} words of the King James Bible, after {short} and {long} epochs: {seen} of"
            " {runs} runs look so with t = {t}, {control} of {runs} without dropping anything."
            " Dropping changed the commonest words' length by {common} in the longer run, the"
            " rarest's by {rare}."
        ),
        {
            "tokens": f"{_PROSE:,}",
            "short": str(_LENGTHS[0]),
            "long": str(_LENGTHS[1]),
            "runs": str(len(_LENGTHS)),
            "t": f"{_T:g}",
            "seen": str(len(said.seen)),
            "control": str(len(said.control)),
            "common": f"{effect.commonest:+.0%}",
            "rare": f"{effect.rarest:+.0%}",
        },
    )


def _prose() -> Corpus:
    """The beginning of a real text: a planted one has no rare words that mean much."""
    whole = builtin("king-james", Reading())
    stream = whole.source.passage(0, 0, _PROSE, Knobs())
    counts = np.bincount(stream.ids, minlength=len(whole.symbols))
    order = np.argsort(-counts, kind="stable")
    ranks = np.argsort(order).astype(np.int32)
    symbols = tuple(whole.symbols[int(place)] for place in order)
    return Corpus(whole.name, symbols, counts[order], Tokens(ranks[stream.ids], stream.offsets))


def enemies() -> Iterator[float | Finding]:
    """C14: α = 0.75 draws the commonest less and rare words more; "almost always" is too much."""
    counts = toy().counts
    raw, flat = (noise_at(counts, alpha) for alpha in (1.0, 0.75))
    always, seldom = (float(at_least_one(each.commonest, _DRAWS)) for each in (raw, flat))
    rarest = float(flat.chances[-1] / raw.chances[-1])
    moved = seldom < always and rarest > 1
    yield Finding(
        "in part" if moved and always < 0.9 else either(moved),
        phrase(
            "Drawn by frequency, Toyland's commonest word is among {k} draws in {always} of the"
            " cases, far from always; with α = 0.75 in {seldom}, and the rarest word is drawn"
            " {times} times as often."
        ),
        {
            "k": str(_DRAWS),
            "always": f"{always:.0%}",
            "seldom": f"{seldom:.0%}",
            "times": f"{rarest:.1f}",
        },
    )


def reach() -> Iterator[float | Finding]:
    """C15: a narrow window finds words of one role, a wide one words of one topic."""
    corpus, last = roles(), None
    sizes = (1, 10)
    for last in windows(corpus, corpus.suggested.recipe, corpus.suggested.knobs, sizes):
        yield last.done
    assert last is not None
    role, topic = (
        [alike(last.vocabulary, one.unit, corpus.groups, which) or 0.0 for one in last.found]
        for which in (_ROLE, _TOPIC)
    )
    yield Finding(
        either(role[0] > topic[0] and topic[1] > role[1]),
        phrase(
            "In a planted text neighbours at window 1 share their role in {roles} and their topic"
            " in {topics}; at window 10 it is {wide_roles} and {wide_topics}."
        ),
        {
            "roles": f"{role[0]:.0%}",
            "topics": f"{topic[0]:.0%}",
            "wide_roles": f"{role[1]:.0%}",
            "wide_topics": f"{topic[1]:.0%}",
        },
    )
