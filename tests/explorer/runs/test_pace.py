"""If these fail, a step is not one step, or a slow run cannot be read or interrupted."""

import time
from dataclasses import replace
from threading import Event, Thread

import numpy as np
import pytest

from engine.training.slices import slices
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary
from explorer.runs.frame import Watch
from explorer.runs.run import Run
from explorer.runs.scheduling import Slots
from tests.explorer.material import PATIENCE, until
from tests.explorer.runs.small import CORPUS, KNOBS, RECIPE


@pytest.fixture
def resting():
    """A run at its start that rests, and a trainer of its own kind beside it."""
    run = Run(CORPUS, RECIPE, KNOBS, slots=Slots(2), awaited=True)
    run.pause()
    run.look(Watch(words=20))
    yield run, SkipGram(CORPUS, build_vocabulary(CORPUS, 5), RECIPE, KNOBS)
    run.close()


def steps_of(run):
    return sum(p.targets for p in run.look(Watch()).history)


def test_one_step_is_one_target_and_a_thousand_are_a_thousand(resting):
    run, alone = resting
    for count in (1, 1, 1000):
        run.step(count)
        alone.targets(KNOBS, count)
        assert run.state == "paused"
        assert np.array_equal(run.vectors(), alone.model.v)
    assert steps_of(run) == 1002


def test_a_step_stops_a_run_that_plays(resting):
    run, _ = resting
    run.go_at("full")
    run.play()
    until(lambda: steps_of(run) > 0)
    run.step()
    assert run.state == "paused"
    made = steps_of(run)
    run.step()
    assert steps_of(run) == made + 1


def test_a_step_goes_on_from_the_goal(resting):
    run, _ = resting
    run.go_at("full")
    run.play()
    until(lambda: run.state == "done")
    run.step()
    assert run.state == "paused"
    assert run.knobs.epochs == 3


def test_a_step_asked_for_while_the_last_slice_is_on_its_way_is_made(resting, monkeypatch):
    """Pressed in the moment in which a run ends, a step is neither lost nor waited for."""
    run, _ = resting
    asked, ended = Event(), Event()

    def last(trainer, knobs, *_):
        *_, progress = slices(trainer, knobs)
        ended.set()
        asked.wait(PATIENCE)
        return progress

    monkeypatch.setattr("explorer.runs.loop.one_slice", last)
    run.play()
    ended.wait(PATIENCE)
    before = run.tokens
    presser = Thread(target=run.step)
    presser.start()
    until(lambda: not run._playing)
    asked.set()
    presser.join(PATIENCE)
    assert not presser.is_alive()
    assert run.state == "paused"
    assert run.tokens > before
    assert run.knobs.epochs == 3


def test_steps_asked_for_before_the_first_is_made_are_all_made(resting, monkeypatch):
    """Whoever presses faster than a busy machine steps gets as many steps as presses."""
    monkeypatch.setattr("explorer.runs.run._PATIENCE", 0.0)
    run, _ = resting
    for _ in range(5):
        run.step()
    until(lambda: not run._asked)
    assert steps_of(run) == 5
    assert run.look(Watch(words=20)).made


def test_a_step_of_a_run_that_failed_does_nothing(resting):
    run, _ = resting
    run.turn(replace(KNOBS, learning_rate=10.0, schedule="constant", epochs=1000))
    run.go_at("full")
    run.play()
    until(lambda: run.state == "error")
    run.step()
    assert run.state == "error"
    run.turn(KNOBS)
    run.rewind()
    assert run.state == "running"


def test_a_step_a_second_is_one_a_second_however_much_is_turned(resting):
    run, _ = resting
    run.go_at("one")
    run.play()
    until(lambda: steps_of(run) == 1)
    began = time.monotonic()
    for window in range(2, 12):
        run.turn(window=window)
    until(lambda: steps_of(run) == 2)
    assert 0.7 < time.monotonic() - began < 5


@pytest.mark.parametrize("act", ["full", "step", "rewind", "close"])
def test_a_slow_run_does_at_once_what_it_is_told(resting, monkeypatch, act):
    monkeypatch.setattr("explorer.runs.pace._STEPS", {"one": 1e-3, "ten": 10.0})
    run, _ = resting
    run.go_at("one")
    run.play()
    until(lambda: steps_of(run) == 1)
    name = run.name
    if act == "full":
        run.go_at("full")
        until(lambda: run.state == "done")
    elif act == "step":
        run.step()
        assert steps_of(run) == 2
    elif act == "rewind":
        run.rewind()
        until(lambda: run.name != name and steps_of(run) == 1)
    else:
        run.close()
        assert not run._thread.is_alive()
