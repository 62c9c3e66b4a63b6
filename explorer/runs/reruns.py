"""How sure? The same training ten times, in a job: with other seeds, or on the text drawn again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.errors import EngineError
from engine.evaluation import rerun

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.evaluation.rerun import Rerun, Task

TIMES = 10


@dataclass(frozen=True, slots=True)
class Reruns:
    """What there is of `total` trainings; `done` in 0 … 1; `lost` failed, and `error` is the last.

    Each result is small: 2,000 words with ten neighbours are 80 KB.
    """

    results: tuple[Rerun, ...]
    total: int
    done: float
    lost: int = 0
    error: EngineError | None = None


def reruns(tasks: Sequence[Task]) -> Iterator[Reruns]:
    """Train them one after the other, a fraction of a second at a step; one that fails is left out.

    A seam for more machines: `engine.evaluation.rerun.rerun` does one task and needs nothing else.
    """
    found: tuple[Rerun, ...] = ()
    lost, error = 0, None
    for number, task in enumerate(tasks):
        try:
            for step in rerun.steps(task):
                if isinstance(step, rerun.Rerun):
                    found = (*found, step)
                else:
                    yield Reruns(found, len(tasks), (number + step) / len(tasks), lost, error)
        except EngineError as trouble:
            lost, error = lost + 1, trouble
        yield Reruns(found, len(tasks), (number + 1) / len(tasks), lost, error)
