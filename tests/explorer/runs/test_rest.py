"""If these fail, the page says that a run rests while numbers and map still move."""

import threading
from dataclasses import replace

import pytest

from explorer.runs import loop
from explorer.runs.map import layouts
from tests.explorer.material import until
from tests.explorer.runs.small import KNOBS, look

LONG = replace(KNOBS, epochs=1000)


@pytest.fixture
def halted(made, monkeypatch):
    """A run that stands in the middle of a slice until `go` is set."""
    run, inside, go = made(LONG, speed="calm"), threading.Event(), threading.Event()
    train = run._trainer.targets

    def slowly(*arguments):
        inside.set()
        assert go.wait(60)
        return train(*arguments)

    monkeypatch.setattr(run._trainer, "targets", slowly)
    assert inside.wait(60)
    yield run, go
    go.set()


def test_paused_is_said_when_the_last_slice_is_over(halted):
    """Whoever noted the tokens of a paused run found others a moment later."""
    run, go = halted
    run.pause()
    before = look(run)
    assert (before.state, run.playing) == ("running", False)
    go.set()
    until(lambda: run.state == "paused")
    after, vectors = look(run), run.vectors()
    assert after.tokens > before.tokens
    with run._slots.held(2):
        assert look(run).tokens == after.tokens == after.history[-1].tokens
        assert (run.vectors() == vectors).all()


def test_a_second_press_while_the_last_slice_ends_plays_on(halted):
    run, go = halted
    run.pause()
    run.play()
    assert run.playing
    go.set()
    there = look(run).tokens
    until(lambda: look(run).tokens > there)


def test_a_run_paused_while_it_waits_for_a_core_trains_no_more(made):
    run = made(LONG)
    until(lambda: look(run).tokens > 0)
    with run._slots.held(2):
        until(lambda: run._slots._queue)
        run.pause()
        assert run.state == "paused"
        before = look(run).tokens
    with run._slots.held(2):  # whoever waited had its turn between
        assert look(run).tokens == before


def test_done_is_said_when_all_is_written_down(made, monkeypatch):
    """The last point of the curve was missing from what was kept at the end."""
    run = made(awaited=True)
    states, add = [], run.record.add

    def watched(*arguments):
        states.append(run.state)
        add(*arguments)

    monkeypatch.setattr(run.record, "add", watched)
    look(run, words=50)
    until(lambda: run.state == "done")
    assert set(states) == {"running"}
    assert run.record.history[-1].tokens == run.tokens == look(run).goal


def test_a_map_rests_while_a_step_is_made_and_after_it(made, monkeypatch):
    """Arrows drawn for one map would lie on another."""
    run = made(LONG, speed="calm")
    until(lambda: look(run, words=50).tokens > 0)
    for name in ("_PCA_FIRST", "_PCA_EVERY"):
        monkeypatch.setattr(layouts, name, 0.0)
    shown, make = [], loop.worked_step

    def seen():
        shown.append(look(run, words=50))

    def watched(trainer, knobs):
        made = make(trainer, knobs)
        seen()  # as a frame does that is asked for at this moment
        return made

    run.pause()
    until(lambda: run.state == "paused")
    seen()
    monkeypatch.setattr(loop, "worked_step", watched)
    for _ in range(3):
        run.step()
        seen()
    first, later = shown[0], shown[1:]
    assert {frame.layout.number for frame in later} == {first.layout.number}
    assert {frame.state for frame in later} == {"paused"}
    assert later[-1].tokens > later[1].tokens > first.tokens
    run.play()
    until(lambda: look(run, words=50).layout.number > first.layout.number)
