"""If these fail, play, pause, turn and rewind do something else than the buttons say."""

import threading
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest

from engine.errors import DivergenceError, WordError
from engine.similarity import unit_rows
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary
from explorer.runs.map.map_view import MapView
from explorer.runs.scheduling import Slots
from tests.explorer.material import until
from tests.explorer.runs.small import CORPUS, KNOBS, RECIPE, look


def test_a_run_trains_by_itself_to_its_goal_as_the_trainer_does(made):
    run = made()
    until(lambda: run.state == "done")
    frame = look(run)
    assert frame.tokens == frame.goal == 2 * run.vocabulary.counts.sum()
    alone = SkipGram(CORPUS, build_vocabulary(CORPUS, 5), RECIPE, KNOBS)
    while not alone.finished(KNOBS):
        alone.block(KNOBS)
    assert np.array_equal(run.vectors(), alone.model.v)


def test_a_pause_holds_and_play_goes_on(made):
    run = made(replace(KNOBS, epochs=1000), speed="calm")
    until(lambda: look(run).tokens > 0)
    run.pause()
    until(lambda: run.state == "paused")
    with run._slots.held():
        before = look(run).tokens
    held = run.vectors()
    assert look(run).tokens == before
    assert np.array_equal(held, run.vectors())
    run.play()
    until(lambda: look(run).tokens > before)


def test_a_turned_knob_is_flagged_where_it_took_hold(made):
    run = made(replace(KNOBS, epochs=1000), speed="calm")
    until(lambda: look(run).tokens > 0)
    run.turn(replace(run.knobs, window=2, negatives=7))
    until(lambda: len(look(run).changes) == 2)
    names = {change.name: (change.old, change.new) for change in look(run).changes}
    assert names == {"window": (5, 2), "negatives": (2, 7)}
    assert all(0 < change.tokens <= look(run).tokens for change in look(run).changes)


def test_rewind_starts_the_same_run_and_a_new_seed_another(made):
    run = made()
    until(lambda: run.state == "done")
    first, name = run.vectors(), run.name
    run.rewind()
    assert run.name != name
    until(lambda: run.state == "done")
    assert np.array_equal(first, run.vectors())
    run.rewind(seed=9)
    until(lambda: run.state == "done")
    assert run.recipe.seed == 9
    assert not np.array_equal(first, run.vectors())


def test_one_more_epoch_goes_on_also_after_epochs_were_lowered(made):
    run = made()
    until(lambda: run.state == "done")
    run.turn(replace(run.knobs, epochs=1))
    run.one_more_epoch()
    assert run.knobs.epochs == 3
    until(lambda: run.state == "done" and look(run).tokens == 3 * run.vocabulary.counts.sum())


def test_two_readers_of_different_maps_both_see_it_move(made):
    run = made(replace(KNOBS, epochs=1000), speed="calm")
    seen = {count: set() for count in (60, 90)}

    def both_moved():
        for count, numbers in seen.items():
            numbers.add(look(run, words=count).layout.number)
        return all(len(numbers) >= 3 for numbers in seen.values())

    until(both_moved)
    assert not seen[60] & seen[90]


def test_a_run_of_two_threads_holds_two_slots(made):
    slots = Slots(2)
    with slots.held(2):
        assert slots._free == 0
    with slots.held(64):  # more than there are: all
        assert slots._free == 0
    assert slots._free == 2


def test_one_more_epoch_goes_on_from_the_end(made):
    run = made()
    until(lambda: run.state == "done")
    run.one_more_epoch()
    until(lambda: run.state == "done" and look(run).tokens == 3 * run.vocabulary.counts.sum())


def test_divergence_stops_the_run_says_why_and_can_be_rewound(made):
    run = made(replace(KNOBS, learning_rate=10.0, schedule="constant", epochs=1000))
    until(lambda: run.state == "error")
    frame = look(run, words=50, selection="w3")
    assert isinstance(frame.error, DivergenceError)
    assert np.isfinite(frame.layout.positions).all()
    run.turn(KNOBS)
    run.rewind()
    assert run.state != "error"
    until(lambda: run.state == "done")


def test_a_failure_of_ours_is_one_sentence_too(made, monkeypatch, caplog):
    run = made(replace(KNOBS, epochs=1000), speed="calm")
    monkeypatch.setattr(run._trainer, "targets", lambda *_: 1 / 0)
    until(lambda: run.state == "error")
    assert "rewind" in str(look(run).error)
    assert "ZeroDivisionError" in caplog.text


def test_a_frame_holds_still(made):
    run = made(replace(KNOBS, epochs=1000))
    until(lambda: look(run).tokens > 0)
    frame = look(run, words=20, selection="w3", neighbours=4)
    held = (frame.tokens, frame.history, frame.layout.positions.copy(), frame.neighbours)
    until(lambda: look(run).tokens > frame.tokens)
    assert (frame.tokens, frame.history, frame.neighbours) == (held[0], held[1], held[3])
    assert np.array_equal(frame.layout.positions, held[2])
    assert len(frame.neighbours) == 4
    assert frame.selection == "w3"


def test_on_a_map_of_output_vectors_lines_lead_to_neighbours_there(made):
    run = made()
    until(lambda: run.state == "done")
    frame = look(run, words=20, selection="w3", neighbours=4, plane=MapView(vectors="output"))
    unit = unit_rows(run._trainer.model.u)
    cosines = unit @ unit[run.vocabulary.ids["w3"]]
    assert [word for word, _ in frame.neighbours] == [
        run.vocabulary.symbols[place] for place in np.argsort(-cosines)[1:5]
    ]


def test_a_word_that_is_not_there_is_said(made):
    with pytest.raises(WordError):
        look(made(), selection="missing")


def test_a_calm_run_keeps_its_pace(made):
    """Full speed on a small text is over before anybody can turn a knob."""
    run = made(speed="calm")
    began = time.monotonic()
    until(lambda: look(run).tokens > 2000)
    assert time.monotonic() - began > 0.3 * 2000 / run.pace()


def test_runs_share_the_slots_fairly(made):
    """One visitor at full speed must not starve another."""
    turns = []

    class Watched(Slots):
        @contextmanager
        def held(self, count=1):
            with super().held(count):
                turns.append(threading.get_ident())
                yield

    slots = Watched(1)
    for _ in range(3):
        made(replace(KNOBS, epochs=1000), slots=slots)
    until(lambda: len(turns) > 60)
    counts = Counter(turns[-30:])
    assert len(counts) == 3
    assert min(counts.values()) >= 9  # who has just had a turn waits for the others


def test_close_ends_the_thread(made):
    run = made(replace(KNOBS, epochs=1000))
    run.close()
    assert not run._thread.is_alive()


def test_the_layouts_do_not_flip_and_have_one_size(made):
    run = made(replace(KNOBS, epochs=1000), speed="calm")
    first = look(run, words=100).layout
    until(lambda: look(run, words=100).layout.number > first.number)
    second = look(run, words=100).layout
    assert second.kind == "pca"
    for layout in (first, second):
        assert np.sqrt((layout.positions**2).sum(1).mean()) == pytest.approx(1, abs=1e-3)
    assert (first.positions * second.positions).sum() > 0
