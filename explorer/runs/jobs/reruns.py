"""Reruns of one training in a job: with other seeds, or on the text drawn again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.cluster.pool import Failed
from engine.errors import EngineError
from engine.evaluation import rerun
from explorer.runs.jobs.relay import Relay

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.cluster.connection import Cluster
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


def reruns(tasks: Sequence[Task], cluster: Cluster | None = None) -> Iterator[Reruns]:
    """Train them one after the other, a fraction of a second at a step; one that fails is left out.

    On a cluster all are trained at once, a core each.
    """
    return _here(tasks) if cluster is None else _afar(tasks, cluster)


def _here(tasks: Sequence[Task]) -> Iterator[Reruns]:
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


def _afar(tasks: Sequence[Task], cluster: Cluster) -> Iterator[Reruns]:
    found: tuple[Rerun, ...] = ()
    lost, error = 0, None
    shares = dict.fromkeys(range(len(tasks)), 0.0)
    orders = [(number, rerun.order_of(task)) for number, task in enumerate(tasks)]
    for said in Relay(orders, rerun.numbered, tasks[0].corpus, cluster):
        if said is not None:
            (number, _), value = said
            if isinstance(value, rerun.Rerun):
                found = (*found, value)
            elif isinstance(value, Failed):
                lost, error = lost + 1, value.error
            shares[number] = value if isinstance(value, float) else 1.0
        yield Reruns(found, len(tasks), sum(shares.values()) / len(tasks), lost, error)
