"""A study: its plan and its trials, asked for and told, kept in a database as they come."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from engine.errors import ParameterError, StudyError
from engine.tuning import record, storage
from engine.tuning.objectives import direction
from engine.tuning.plan import MOST, NO_PRUNER, from_dict
from engine.tuning.record import Trial
from engine.tuning.samplers_and_pruners import combinations, pruner_of, sampler_of

if TYPE_CHECKING:
    import optuna
    from optuna.storages import RDBStorage

    from engine.tuning.plan import Plan
    from engine.tuning.record import Map
    from engine.tuning.trial import Point, Result

_PLAN, _WANTED = "plan", "wanted"


class Study:
    """Trials of one plan; any thread may call, one at a time gets through.

    Every call may raise `StudyError`, if the database is gone. What readers see, `trials`, is
    remembered: it asks the database nothing.
    """

    def __init__(self, name: str, plan: Plan, kept: RDBStorage, study: optuna.Study) -> None:
        self.name, self.plan = name, plan
        self._kept, self._study = kept, study
        self._lock = threading.RLock()
        self._open: dict[int, optuna.Trial] = {}
        attributes = study.user_attrs
        self.wanted = int(attributes[_WANTED])
        told = [
            record.trial_from_frozen(one, plan, attributes)
            for one in study.get_trials(deepcopy=False)
        ]
        self._trials = {one.number: one for one in told if one is not None}

    @property
    def trials(self) -> tuple[Trial, ...]:
        """All trials, those that wait too, in the order they were asked for."""
        with self._lock:
            return tuple(self._trials[number] for number in sorted(self._trials))

    @property
    def left(self) -> int:
        """How many trials are still to begin."""
        begun = sum(one.state != "waiting" for one in self.trials)
        return max(0, self.wanted - begun)

    def ask(self) -> Trial | None:
        """The next trial, now running; None if all that are wanted have begun."""
        with self._lock, storage.asked():
            if not self.left:
                return None
            axes = {axis.name: axis.distribution(grid=self.plan.grid) for axis in self.plan.axes}
            made = self._study.ask(axes)
            self._open[made.number] = made
            return self._now(Trial(made.number, "running", dict(made.params)))

    def report(self, number: int, point: Point) -> bool:
        """Take note of a trial on its way; whether it should be given up."""
        with self._lock:
            trial = self._now(replace(self._trials[number], share=point.share))
            if point.rung is None:
                return False
            self._now(replace(trial, curve=trial.curve + record.rungs([point])))
            if self.plan.pruner == NO_PRUNER or point.score is None:
                return False
            with storage.asked():
                self._open[number].report(point.score, point.rung)
                return self._open[number].should_prune()

    def finish(self, number: int, result: Result) -> None:
        """Keep a trial that came to its end; one without the scores to reach has failed."""
        goals = self.plan.goals
        made = replace(self._trials[number], scores=result.scores, curve=record.rungs(result.curve))
        if any(goal not in result.scores for goal in goals):
            self._end(replace(made, state="failed", fault=record.UNSCORED))
        else:
            self._end(replace(made, state="done", share=1.0), [result.scores[g] for g in goals])

    def fail(self, number: int, fault: str) -> None:
        """Keep a trial that has no result, with the reason (`record.FAULTS`)."""
        self._end(replace(self._trials[number], state="failed", fault=fault))

    def prune(self, number: int) -> None:
        """Keep a trial that was given up on its way."""
        self._end(replace(self._trials[number], state="pruned"))

    def draw(self, number: int, found: Map) -> None:
        """Keep the map of a trial, in place of the one before."""
        with self._lock, storage.asked():
            self._study.set_user_attr(f"map {number}", record.map_to_dict(found))
            self._now(replace(self._trials[number], map=found))

    def add(self, count: int) -> None:
        """Ask for so many trials more.

        Raises
        ------
        ParameterError
            If the study is a grid, or they would be too many.
        """
        if self.plan.grid or self.wanted + count > MOST:
            raise ParameterError(
                "{count} trials more: a study of every combination has no more, and any other has"
                " {most} at most; begin another study.",
                count=count,
                most=MOST,
            )
        with self._lock, storage.asked():
            self.wanted += count
            self._study.set_user_attr(_WANTED, self.wanted)

    def interrupt(self) -> None:
        """Put the trials that run, and nobody works on, back in line."""
        with self._lock, storage.asked():
            for one in self.trials:
                if one.state == "running":
                    self._again(one)

    def close(self) -> None:
        """Let go of the database."""
        storage.closed(self._kept)

    def _again(self, lost: Trial) -> None:
        from optuna.trial import TrialState  # noqa: PLC0415 - heavy

        self._study.tell(lost.number, state=TrialState.FAIL)
        del self._trials[lost.number]
        self._open.pop(lost.number, None)
        self._line_up(lost.values)

    def _line_up(self, values: dict[str, Any]) -> None:
        """Let a point wait for its turn."""
        self._study.enqueue_trial(values)
        number = self._study.get_trials(deepcopy=False)[-1].number
        self._now(Trial(number, "waiting", values))

    def _end(self, trial: Trial, values: list[float] | None = None) -> None:
        from optuna.trial import TrialState  # noqa: PLC0415 - heavy

        states = {
            "done": TrialState.COMPLETE,
            "pruned": TrialState.PRUNED,
            "failed": TrialState.FAIL,
        }
        with self._lock, storage.asked():
            made = self._open.pop(trial.number)
            made.set_user_attr("result", record.trial_to_dict(trial))
            self._study.tell(made, values, states[trial.state])
            self._now(trial)

    def _now(self, trial: Trial) -> Trial:
        self._trials[trial.number] = trial
        return trial


def begin(url: str, name: str, plan: Plan) -> Study:
    """A new study in the database at that address; of a grid every combination waits in it.

    Raises
    ------
    StudyError
        If the database cannot be used.
    """
    kept = storage.opened(url)
    with storage.asked():
        import optuna  # noqa: PLC0415 - heavy

        made = optuna.create_study(
            storage=kept,
            study_name=name,
            directions=[direction(goal) for goal in plan.goals],
            sampler=sampler_of(plan, 0),
            pruner=pruner_of(plan),
        )
        made.set_user_attr(_PLAN, plan.to_dict())
        made.set_user_attr(_WANTED, plan.combinations if plan.grid else plan.trials)
        if plan.grid:
            for point in combinations(plan):
                made.enqueue_trial(point)
    return Study(name, plan, kept, made)


def opened(url: str, name: str, digest: str) -> Study:
    """A study there is, to be looked at or gone on with.

    Raises
    ------
    StudyError
        If it is not there, of another text or version, or the database cannot be used.
    """
    kept = storage.opened(url)
    try:
        return _opened(kept, name, digest)
    except BaseException:
        storage.closed(kept)
        raise


def _opened(kept: RDBStorage, name: str, digest: str) -> Study:
    import optuna  # noqa: PLC0415 - heavy

    try:
        with storage.asked():
            found = optuna.load_study(study_name=name, storage=kept)
            said, begun = found.user_attrs, len(found.get_trials(deepcopy=False))
    except KeyError as cause:
        raise StudyError("This study is not in the database any more; begin a new one.") from cause
    except (IndexError, TypeError, ValueError) as cause:  # others may write to a database
        raise StudyError(
            "This study is damaged: the database holds values that none of its settings has; begin"
            " a new one."
        ) from cause
    plan = from_dict(said.get(_PLAN, {}))
    if plan.digest != digest:
        raise StudyError(
            "This study was made on another text, so its scores say nothing here; open that text"
            " to go on with it."
        )
    found.sampler, found.pruner = sampler_of(plan, begun), pruner_of(plan)
    return Study(name, plan, kept, found)


def names(url: str, beginning: str) -> list[str]:
    """The names of the studies whose names begin so, the newest last; raises `StudyError`."""
    kept = storage.opened(url)
    try:
        with storage.asked():
            found = [one.study_name for one in kept.get_all_studies()]
    finally:
        storage.closed(kept)
    return [name for name in found if name.startswith(beginning)]


def delete(url: str, name: str) -> None:
    """Remove a study with its trials, if it is there; raises `StudyError`."""
    kept = storage.opened(url)
    try:
        with storage.asked():
            kept.delete_study(kept.get_study_id_from_name(name))
    except KeyError:
        return
    finally:
        storage.closed(kept)
