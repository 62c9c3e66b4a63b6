"""Agreement of repeated trainings: what was asked for, and how many of them name a neighbour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.evaluation.stability import agreed
from explorer import session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.evaluation.rerun import Rerun, Task
    from explorer.runs.run import Run

JOB, _PLAN, _NEW = "sure", "sure plan", "sure new"
LISTED = 12  # neighbours of a word


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What was asked for at the click; every click is another."""

    way: str
    said: str
    tasks: tuple[Task, ...]


def ask(plan: Plan) -> None:
    """Let a plan be the one that is trained, in the place of what was asked for before."""
    session.put(_PLAN, plan)
    session.put(_NEW, what=True)


def asked() -> Plan | None:
    """What was asked for just now, or before, in whatever tab; None if nothing was."""
    there = session.job_there(JOB)
    given: Plan | None = session.value(_PLAN)
    return given if session.take(_NEW) or there is None else there[0]


def neighbour_counts(
    results: Sequence[Rerun], words: tuple[str, ...], word: str
) -> list[tuple[str, int]]:
    """The neighbours of a word and how many trainings name each; nothing for one not asked."""
    if word not in words:
        return []
    found = agreed([one.lists for one in results], words.index(word), LISTED)
    return [(words[one.place], one.times) for one in found]


def agreement(run: Run, word: str) -> dict[str, str]:
    """Of a word's neighbours "9/10", where trainings with the settings of now have said so."""
    there = session.job_there(JOB)
    if there is None:
        return {}
    plan, steps = there[0], there[1].look().steps
    task: Task = plan.tasks[0]
    same = task.corpus is run.corpus and (task.recipe, task.knobs) == (run.recipe, run.knobs)
    if not same or not steps or not steps[-1].results:
        return {}
    results = steps[-1].results
    found = neighbour_counts(results, task.words, word)
    return {name: f"{times}/{len(results)}" for name, times in found}
