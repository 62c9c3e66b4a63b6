"""One pair of a worked step: its sentence, its numbers, and its arrows in a plane."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from engine.arrays import Doubles
    from engine.corpus.corpus import Corpus
    from engine.training.worked import Worked

_AROUND = 9  # words of the sentence shown on each side of the target
Mark = Literal["target", "input", "window", ""]


@dataclass(frozen=True, slots=True)
class Term:
    """The target (`pull`) or a noise word against the input: v·u, σ, error, v·u after the step."""

    word: str
    pull: bool
    dot: float
    sigma: float
    error: float
    after: float


@dataclass(frozen=True, slots=True)
class Step:
    """A pair of a step, and the noise words with it.

    `pairs` are the inputs that could be shown instead. `arrows` are (x, y) of each term's pull or
    push on v, `total` is their sum: x along v, y across it, in the plane of v and the step, with
    the tip of v at the origin. `length` and `length_after` are those of v, and v took the sum
    `times` times, for so often its word stands in the window.
    """

    sentence: tuple[tuple[str, Mark], ...]
    pairs: tuple[str, ...]
    word: str
    target: str
    rate: float
    times: int
    terms: tuple[Term, ...]
    arrows: tuple[tuple[float, float], ...]
    total: tuple[float, float]
    length: float
    length_after: float


def step(worked: Worked, corpus: Corpus, chosen: int) -> Step:
    """The step as it acts on one of its inputs."""
    target, names = worked.target, corpus.symbols
    i = min(max(chosen, 0), len(target.near) - 1)
    arrows = worked.arrows(i)
    flat = arrows @ _plane(worked.v[i], arrows.sum(axis=0))
    total = flat.sum(axis=0)
    columns = (worked.logits[i], worked.sigmas[i], worked.errors[i], worked.logits_after[i])
    numbers = np.column_stack(columns).tolist()
    return Step(
        sentence=_sentence(worked, corpus, target.near[i]),
        pairs=tuple(names[word] for word in target.inputs),
        word=names[target.inputs[i]],
        target=names[target.outputs[0]],
        rate=target.rate,
        times=worked.times(i),
        terms=tuple(
            Term(names[word], place == 0, *numbers[place])
            for place, word in enumerate(target.outputs)
        ),
        arrows=tuple((x, y) for x, y in flat.tolist()),
        total=(float(total[0]), float(total[1])),
        length=float(np.linalg.norm(worked.v[i])),
        length_after=float(np.linalg.norm(worked.v_after[i])),
    )


def _plane(v: Doubles, way: Doubles) -> Doubles:
    """Two axes (D, 2): along v, and across it towards where it goes; any across if it stays."""
    along = v / max(float(np.linalg.norm(v)), 1e-300)
    across = way - (way @ along) * along
    if np.linalg.norm(across) < 1e-12 * max(float(np.linalg.norm(way)), 1e-300):
        across = np.eye(len(v))[np.argmin(np.abs(along))]
        across -= (across @ along) * along
    length = max(float(np.linalg.norm(across)), 1e-300)
    return np.column_stack([along, across / length])


def _sentence(worked: Worked, corpus: Corpus, place: int) -> tuple[tuple[str, Mark], ...]:
    """The words about the target as they stand in the text; … where it goes on."""
    target = worked.target
    low = max(0, min(target.at - _AROUND, *target.near))
    high = min(len(target.sentence), max(target.at + _AROUND, *target.near) + 1)
    marks: dict[int, Mark] = dict.fromkeys(target.near, "window")
    marks |= {target.at: "target", place: "input"}
    shown = [(corpus.symbols[target.sentence[at]], marks.get(at, "")) for at in range(low, high)]
    before: list[tuple[str, Mark]] = [("…", "")] if low else []
    after: list[tuple[str, Mark]] = [("…", "")] if high < len(target.sentence) else []
    return (*before, *shown, *after)
