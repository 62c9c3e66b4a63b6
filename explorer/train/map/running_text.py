"""The running text: the word in the middle, its window, and the noise words drawn for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.corpus.corpus import Corpus
    from engine.settings import Knobs
    from engine.training.target import Target

AROUND = 90  # tokens before and after the target: what a tall panel holds
_LONGEST = 40  # characters of a token on screen


@dataclass(frozen=True, slots=True)
class Reading:
    """Tokens of the text around a target; places are indices of `words`.

    `near` are the inputs of the target at `at`; `skipped` stand among them and take no part: too
    rare for the vocabulary, or left out by subsampling. `breaks` are where sentences begin.
    """

    words: tuple[str, ...]
    at: int
    near: tuple[int, ...]
    skipped: tuple[int, ...]
    breaks: tuple[int, ...]
    noise: tuple[str, ...]


def reading(target: Target, corpus: Corpus, knobs: Knobs) -> Reading:
    """The text around a target, as far as a panel shows it."""
    first = max(0, target.place - AROUND)
    count = min(target.place + AROUND + 1, corpus.source.length(knobs)) - first
    stream = corpus.source.passage(target.epoch, first, count, knobs)
    low = first - stream.first
    begin = target.place - first - target.at  # of the target's sentence
    near = tuple(begin + place for place in target.near)
    at = begin + target.at
    lit = {at, *near}
    return Reading(
        words=tuple(_word(corpus, token) for token in stream.ids[low : low + count].tolist()),
        at=at,
        near=tuple(place for place in near if 0 <= place < count),
        skipped=tuple(
            place for place in range(max(0, min(lit)), min(count, max(lit))) if place not in lit
        ),
        breaks=tuple(place for place in (stream.offsets[:-1] - low).tolist() if 0 <= place < count),
        noise=tuple(_word(corpus, token) for token in target.outputs[1:]),
    )


def _word(corpus: Corpus, token: int) -> str:
    word = str(corpus.symbols[token])
    return word if len(word) <= _LONGEST else f"{word[: _LONGEST - 1]}…"
