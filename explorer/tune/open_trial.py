"""The way from a trial to the main page: its settings become those of the run there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.tuning.space import settings_with
from explorer import session
from explorer.parts.navigation import go_home
from explorer.tune import desk
from explorer.tune.form import labels
from explorer.tune.view import shown

if TYPE_CHECKING:
    from engine.tuning.record import Trial

_ASKED = "tune open"


def settings(trial: Trial) -> str:
    """A trial's settings in a line."""
    called = labels()
    return ", ".join(f"{called[name]} = {shown(value)}" for name, value in trial.values.items())


def picked(key: str) -> None:
    """Open the trial that was clicked in the figure of that key."""
    told = session.value(key)
    number = told.get("picked") if told else None
    if number:
        ask(int(number))


def ask(number: int) -> None:
    """Open a trial when the pane is drawn next; a pane that shows trials begins with `follow`."""
    session.put(_ASKED, number)


def follow() -> None:
    """Train a trial that was asked for on the main page, and turn to it.

    Raises
    ------
    EngineError
        If the run cannot begin; the one there goes on.
    """
    number, study = session.take(_ASKED), desk.study()
    trials = () if study is None else study.trials
    trial = next((one for one in trials if one.number == number), None)
    if study is None or trial is None or trial.state != "done":
        return
    recipe, knobs = settings_with(study.plan.recipe, study.plan.knobs, trial.values)
    session.restart(recipe, knobs)
    go_home()
