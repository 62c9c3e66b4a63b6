"""A study at work: trials a slice at a time, a core short of all at once, each with a small map.

A sweep is walked by as many jobs as may run at once; each step of each holds a slot, so that the
run on screen and other visitors go on in between. A trial needs one model (8·V·D bytes) and its
map 800 bytes; nothing else grows.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from engine.cluster.pool import Failed
from engine.errors import CorpusError, DivergenceError, EngineError
from engine.evaluation.projection import principal_axes, procrustes
from engine.similarity import unit_rows
from engine.tuning.objectives import SPEED, objectives_of
from engine.tuning.plan import NO_PRUNER
from engine.tuning.record import DIVERGED, TOO_FEW, map_of
from engine.tuning.space import settings_with
from engine.tuning.trial import Result, Task, numbered, training
from engine.vocabulary import build_vocabulary
from explorer.runs.jobs.relay import Relay
from explorer.runs.map.layouts import sized
from explorer.runs.registry import MODEL_LIMIT, bytes_of, cores, fitting

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from engine.arrays import Floats
    from engine.cluster.connection import Cluster
    from engine.corpus.corpus import Corpus, Question
    from engine.evaluation.questions import Pair
    from engine.settings import Recipe
    from engine.tuning.objectives import Objectives
    from engine.tuning.plan import Plan
    from engine.tuning.record import Trial
    from engine.tuning.study import Study
    from engine.tuning.trial import Point
    from explorer.runs.map.umap_client import UmapClient

AT_ONCE = max(1, min(8, cores() - 1))  # trials: a core is left to the page and the run on it
_LOOK = 0.1  # seconds a step waits for a map by UMAP
_PATIENCE = 300  # such looks without any map, after which the rest stay as they are
_LIVE: WeakValueDictionary[str, Sweep] = WeakValueDictionary()


def there(name: str) -> Sweep | None:
    """The sweep of the study of that name in this process: a page that was reloaded finds it."""
    return _LIVE.get(name)


@dataclass(frozen=True, slots=True)
class Tick:
    """A step of a sweep; `done` is the share of all its trials, 0 … 1."""

    sweep: Sweep
    done: float


class Sweep:
    """A study of a corpus, whose trials are made by whoever walks `work`.

    The study is opened, and the exam made, when the work begins; until then there are no trials.
    With a `projector` the maps are UMAP's, by its one process; else they are principal axes.
    """

    def __init__(
        self,
        name: str,
        corpus: Corpus,
        study: Callable[[], Study],
        *,
        questions: Sequence[Question] = (),
        pairs: Sequence[Pair] = (),
        projector: UmapClient | None = None,
        cluster: Cluster | None = None,
    ) -> None:
        self._cluster = cluster
        self.name, self.corpus = name, corpus
        self._open, self._given = study, (questions, pairs)
        self._projector = projector
        self._lock = threading.Lock()
        self._exam: Objectives | None = None
        self._study: Study | None = None
        self._reference: Floats | None = None  # the first map, on which all others are laid
        self._awaited: dict[int, str] = {}  # trials whose maps are still to come: their keys
        self._unanswered = 0
        self._walkers = 0
        _LIVE[name] = self

    @property
    def study(self) -> Study | None:
        """The study; None before the work has begun."""
        return self._study

    @property
    def trials(self) -> tuple[Trial, ...]:
        """All trials as they are now."""
        return () if self._study is None else self._study.trials

    def work(self) -> Iterator[Tick]:
        """Make trials until none is left.

        Raises
        ------
        EngineError
            If the study cannot be opened or kept, or its text has no such score.
        """
        study, exam = self._begun()
        with self._lock:
            if self._walkers >= self._most(study):
                return
            self._walkers += 1
        try:
            yield from (
                self._here(study, exam)
                if self._cluster is None
                else self._afar(study, exam, self._cluster)
            )
            while self._awaited and self._unanswered < _PATIENCE:
                self._adopt(_LOOK)
                yield self._tick(study)
        finally:
            self._leave(study)
        yield self._tick(study)

    def _leave(self, study: Study) -> None:
        """Who goes last lets go of the database and of the maps that are still to come."""
        with self._lock:
            self._walkers -= 1
            last = not self._walkers
        if last:
            for key in self._awaited.values():
                if self._projector is not None:
                    self._projector.forget(key)
            study.close()

    def _most(self, study: Study) -> int:
        """As many as there are cores, in the memory of two of the largest models allowed.

        One of whose speed is asked would be slowed by another; a cluster needs one to listen.
        """
        if SPEED in study.plan.goals or self._cluster is not None:
            return 1
        return max(1, min(AT_ONCE, 2 * MODEL_LIMIT // bytes_of(_largest(study.plan), self.corpus)))

    def _begun(self) -> tuple[Study, Objectives]:
        with self._lock:
            if self._study is None or self._exam is None:
                study = self._study = self._open()
                plan, (questions, pairs) = study.plan, self._given
                fitting(_largest(plan), self.corpus)
                words = build_vocabulary(self.corpus, plan.recipe.min_count)
                exam = objectives_of(
                    self.corpus, words, plan.knobs, plan.widest, questions=questions, pairs=pairs
                )
                for goal in plan.goals:
                    exam.check(goal, words)
                self._exam = exam
                study.interrupt()
                first = next((one.map for one in study.trials if one.map is not None), None)
                self._reference = None if first is None else sized(first.positions)
            return self._study, self._exam

    def _here(self, study: Study, exam: Objectives) -> Iterator[Tick]:
        """Make trials in this process, one after the other."""
        while (trial := study.ask()) is not None:
            steps = training(self.corpus, _task(study.plan, exam, trial))
            try:
                result = yield from self._steps(study, trial, steps)
            except EngineError as error:
                _fail(study, trial.number, error)
            else:
                self._end(study, trial.number, result)
            yield self._tick(study)

    def _afar(self, study: Study, exam: Objectives, cluster: Cluster) -> Iterator[Tick]:
        """Make trials on the cluster, as many at once as it has cores; one alone for its speed."""
        asked, alone = iter(study.ask, None), SPEED in study.plan.goals
        jobs = ((trial.number, _task(study.plan, exam, trial)) for trial in asked)
        relay = Relay(jobs, numbered, self.corpus, cluster, 1 if alone else None)
        dropped: set[int] = set()
        for said in relay:
            if said is not None and said[0][0] not in dropped:
                job, value = said
                if self._heard(study, job[0], value):
                    relay.drop(job)
                    dropped.add(job[0])
            yield self._tick(study)

    def _heard(self, study: Study, number: int, value: Any) -> bool:  # noqa: ANN401 - what a trial says
        """A point, the result or the failure of a trial made elsewhere; whether to give it up."""
        if isinstance(value, Failed):
            _fail(study, number, value.error)
        elif isinstance(value, Result):
            self._end(study, number, value)
        elif study.report(number, value):
            self._end(study, number, None)
            return True
        return False

    def _end(self, study: Study, number: int, result: Result | None) -> None:
        """Write down how a trial ended: with a result, or given up on its way."""
        if result is None:
            study.prune(number)
        else:
            study.finish(number, result)
            self._draw(study, number, result)

    def _steps(
        self, study: Study, trial: Trial, steps: Generator[Point, None, Result]
    ) -> Generator[Tick, None, Result | None]:
        """Walk a training; None if it was given up on its way."""
        while True:
            try:
                point = next(steps)
            except StopIteration as end:
                found: Result = end.value
                return found
            if study.report(trial.number, point):
                return None
            yield self._tick(study)

    def _draw(self, study: Study, number: int, result: Result) -> None:
        """Map a trained model at once by its principal axes, and ask for better if wanted."""
        unit = unit_rows(result.vectors)
        with self._lock:
            positions = self._laid(principal_axes(unit))
        study.draw(number, map_of(positions, "pca"))
        if self._projector is not None:
            key = f"{study.name} {number}"
            if self._projector.submit(key, unit, key, previous=positions):
                self._awaited[number] = key
        self._adopt(0.0)

    def _laid(self, positions: Floats) -> Floats:
        """Positions at one size and turned as the first map, so that cells can be compared."""
        positions, fixed = sized(positions), self._reference
        if fixed is None:
            self._reference = positions
            return positions
        shared = min(len(positions), len(fixed))
        whole = positions.copy()
        whole[:] = float("nan")
        whole[:shared] = fixed[:shared]
        return procrustes(positions, whole)

    def _adopt(self, patience: float) -> None:
        """Take over the maps that UMAP has made meanwhile."""
        if self._projector is None or self._study is None:
            return
        self._unanswered += 1
        for number, key in list(self._awaited.items()):
            found = self._projector.wait(key, timeout=patience)
            if found is None and self._projector.failure(key) is None:
                return  # they are made in this order
            if self._awaited.pop(number, None) is None:
                continue  # the other walker has it
            self._unanswered = 0
            self._projector.forget(key)
            if found is not None:
                with self._lock:
                    positions = self._laid(found.positions)
                self._study.draw(number, map_of(positions, "umap"))

    def _tick(self, study: Study) -> Tick:
        shares = [one.share if one.state == "running" else 1.0 for one in study.trials
                  if one.state != "waiting"]  # fmt: skip
        waits = len(self._awaited) / 4  # a map takes a fraction of a trial
        return Tick(self, sum(shares) / max(1.0, study.wanted + waits))


def _task(plan: Plan, exam: Objectives, trial: Trial) -> Task:
    recipe, knobs = settings_with(plan.recipe, plan.knobs, trial.values)
    return Task(
        replace(recipe, threads=1), knobs, exam, None if plan.pruner == NO_PRUNER else plan.goals[0]
    )


def _fail(study: Study, number: int, error: EngineError) -> None:
    """Write down why there is no result; raises what is no fault of the settings."""
    if not isinstance(error, DivergenceError | CorpusError):
        raise error
    study.fail(number, DIVERGED if isinstance(error, DivergenceError) else TOO_FEW)


def _largest(plan: Plan) -> Recipe:
    """The recipe of the largest model of a study."""
    tried = {axis.name: axis.stops for axis in plan.axes}
    return replace(
        plan.recipe,
        dimensions=max(tried.get("dimensions", (plan.recipe.dimensions,))),
        min_count=min(tried.get("min_count", (plan.recipe.min_count,))),
    )
