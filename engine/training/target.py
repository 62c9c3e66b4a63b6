"""The target that a trainer trains next: found by the same draws, with nothing moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.kernels.upcoming import upcoming

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.corpus.corpus import Source, Stream
    from engine.sampling.samplers import Samplers
    from engine.settings import Knobs
    from engine.training.checkpoint import Position

_PASSAGE = 50_000  # raw positions looked through at once


@dataclass(frozen=True, slots=True)
class Target:
    """A word of the text, the words around it, and the noise words drawn for it.

    `sentence` are the ids of its sentence, words beyond the vocabulary included; `at` and `near`
    are the places in it of the target and of its inputs. `outputs` are the target and its noise
    words, `rate` is the learning rate of the step. `place` is the target's raw position in its
    epoch.
    """

    epoch: int
    place: int
    sentence: tuple[int, ...]
    at: int
    near: tuple[int, ...]
    outputs: tuple[int, ...]
    rate: float

    @property
    def inputs(self) -> tuple[int, ...]:
        """The words around, in the order of the text; a word that stands there twice is twice."""
        return tuple(self.sentence[place] for place in self.near)


def next_target(
    source: Source,
    position: Position,
    knobs: Knobs,
    samplers: Samplers,
    base: np.uint64,
    rate: Callable[[int], float],
) -> Target | None:
    """The first target from a position on; None if there is none before the goal.

    `base` is the hash of the seed, `rate` gives the learning rate at a token count.
    """
    epoch, token, tokens = position.epoch, position.token, position.tokens
    while epoch < knobs.epochs:
        size = source.length(knobs)
        count = min(_PASSAGE, max(1, size - token))
        stream = source.passage(epoch, token, count, knobs)
        start = token - stream.first
        found = _within(stream, (start, start + count), epoch, knobs, samplers, base)
        here = stream.ids[start : start + count if found is None else found[0]]
        tokens += int((here < len(samplers.keep)).sum())
        if found is not None:
            return _target(stream, epoch, *found, rate(tokens))
        epoch, token = (epoch + 1, 0) if token + count >= size else (epoch, token + count)
    return None


_Found = tuple[int, tuple[int, ...], tuple[int, ...]]


def _within(
    stream: Stream,
    span: tuple[int, int],
    epoch: int,
    knobs: Knobs,
    samplers: Samplers,
    base: np.uint64,
) -> _Found | None:
    """Local places of a target and of its inputs, and its outputs."""
    inputs = np.empty(2 * knobs.window, np.int64)
    outputs = np.empty(knobs.negatives + 1, np.int32)
    start, stop = span
    place, n = upcoming(
        stream.ids,
        stream.offsets,
        stream.first,
        start,
        stop,
        epoch,
        base,
        samplers.keep,
        *samplers.laws,
        knobs.window,
        inputs,
        outputs,
    )
    return (place, tuple(inputs[:n].tolist()), tuple(outputs.tolist())) if n else None


def _target(
    stream: Stream,
    epoch: int,
    place: int,
    near: tuple[int, ...],
    outputs: tuple[int, ...],
    rate: float,
) -> Target:
    sentence = int(np.searchsorted(stream.offsets, place, side="right")) - 1
    low, high = int(stream.offsets[sentence]), int(stream.offsets[sentence + 1])
    return Target(
        epoch=epoch,
        place=stream.first + place,
        sentence=tuple(stream.ids[low:high].tolist()),
        at=place - low,
        near=tuple(other - low for other in near),
        outputs=outputs,
        rate=rate,
    )
