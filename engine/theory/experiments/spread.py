"""A run watched at moments: how far its words are apart, and what they have learnt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.evaluation.analogies import accuracy
from engine.similarity import unit_rows
from engine.training.progress import Progress, combined, loss
from engine.training.trainer import BLOCK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.arrays import Floats
    from engine.corpus.corpus import Question
    from engine.settings import Knobs
    from engine.training.trainer import SkipGram

_PIECES = 8  # trained between two moments
_PAIRS = 5_000  # of random words: their mean cosine is known to about ± .005


@dataclass(frozen=True, slots=True)
class Spread:
    """How far the words are apart after `tokens` of `goal`.

    `cosine` is the mean cosine of random pairs of input vectors, 1 if all lie on one ray; `length`
    is the mean length of a vector, which falls to 0 only if they meet in a point.
    """

    tokens: int
    goal: int
    cosine: float
    length: float


@dataclass(frozen=True, slots=True)
class Gain:
    """What `steps` pairs have taught: the loss a pair since the last moment, analogies found.

    `loss` is in nats, None where none was measured; `share` of the questions is answered right, 0 …
    1, None where none could be asked.
    """

    tokens: int
    goal: int
    steps: int
    loss: float | None
    share: float | None


def moments(trainer: SkipGram, knobs: Knobs, count: int) -> Iterator[Progress]:
    """Train to the goal and stop about `count` times on the way, after equal numbers of tokens.

    Raises `DivergenceError` as the trainer does.
    """
    goal = knobs.epochs * trainer.epoch_size
    few = max(1, goal // (_PIECES * count))  # targets: a block would be too long a piece
    small = goal < _PIECES * count * BLOCK
    stop, parts = 1, []
    while not trainer.finished(knobs):
        parts.append(trainer.targets(knobs, few) if small else trainer.block(knobs))
        tokens = parts[-1].tokens
        if tokens * count >= stop * goal:
            stop = tokens * count // goal + 1
            yield combined(parts)
            parts = []


def spread(v: Floats, seed: int = 0) -> tuple[float, float]:
    """Mean cosine of 5,000 random pairs of different rows of `v` (V, D), and their mean length.

    A row of zeros has cosine 0 with every other.
    """
    chance = np.random.default_rng(seed)
    a = chance.integers(0, len(v), _PAIRS)
    b = (a + chance.integers(1, len(v), _PAIRS)) % len(v)
    unit = unit_rows(v)
    cosine = np.einsum("ij,ij->i", unit[a], unit[b], dtype=np.float64).mean()
    return float(cosine), float(np.linalg.norm(v, axis=1).mean(dtype=np.float64))


def collapse(trainer: SkipGram, knobs: Knobs, count: int = 20) -> Iterator[Spread]:
    """How words spread while a run trains to its goal, at about `count` moments and at its start.

    With k = 0 nothing pushes, and all words end on one ray, ever further out.
    """
    yield Spread(
        trainer.position.tokens, knobs.epochs * trainer.epoch_size, *spread(trainer.model.v)
    )
    for now in moments(trainer, knobs, count):
        yield Spread(now.tokens, now.goal, *spread(trainer.model.v))


def learning(
    trainer: SkipGram, knobs: Knobs, questions: Sequence[Question], count: int = 20
) -> Iterator[Gain]:
    """What a run has learnt at about `count` moments on its way to the goal."""
    steps = 0
    for now in moments(trainer, knobs, count):
        steps += now.pairs
        found = accuracy(trainer.vocabulary, unit_rows(trainer.model.v), questions, "3cosadd")
        yield Gain(now.tokens, now.goal, steps, loss(now), found.share)
