"""If these fail, a server that is killed takes a visitor's runs with it."""

import subprocess
import sys
import threading
from dataclasses import replace

import pytest

from explorer.runs.registry import Registry
from explorer.runs.run import Run
from explorer.runs.saved import autosave, dropped, store
from explorer.runs.scheduling import Slots
from explorer.runs.visitors import LOCAL, Visitor
from tests.explorer.runs.saved import killed
from tests.explorer.runs.small import CORPUS, KNOBS, RECIPE, look

PLENTY = 1 << 30


@pytest.fixture(scope="module")
def made():
    return killed.kept()


def kill_while_working(what, folder, after, between=0.0):
    """Start a process, let it put so many things on the disk, and kill it while it goes on."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.explorer.runs.saved.killed", what, str(folder)],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        for _ in range(after):
            assert process.stdout.readline().startswith("put")
        threading.Event().wait(between)
        assert process.poll() is None
    finally:
        process.kill()  # signal 9: nothing can be put in order
        process.wait(20)
        process.stdout.close()


def test_a_server_killed_while_it_saves_loses_nothing_that_was_there_before(made, tmp_path):
    card = store.put(tmp_path / "shelf", *made, PLENTY)
    kill_while_working("save", tmp_path, 2, 0.02)
    known = store.cards(tmp_path / "shelf")
    assert card.id in {one.id for one in known}
    for one in known:  # what has a card is whole
        assert len(store.load(tmp_path / "shelf", one).model.v) == one.words
    found, saved = dropped.find(tmp_path / "left")
    assert saved.position.tokens > 0
    last = found.record.history[-1].tokens
    assert last == saved.position.tokens  # the curve and the model are of one moment


def test_a_server_killed_in_training_goes_on_where_it_was_seconds_ago(tmp_path, monkeypatch):
    monkeypatch.setenv("PUSHPULL_HOME", str(tmp_path))
    kill_while_working("server", tmp_path, 5)
    house = Registry()
    try:
        run = house.take_up(LOCAL)
        assert run is not None
        assert run.tokens > 0
        assert look(run).knobs.epochs == 1000
    finally:
        house.close()


def test_a_run_is_put_by_when_it_has_gone_on_and_not_more_often_than_it_should(made):
    clock, saved = [100.0], []
    keeper = autosave.Autosave(lambda key, visitor: saved.append(key), lambda: clock[0])
    run = type("Run", (), {"name": "a", "tokens": 0, "model": made[1].model})()
    here = [("k", Visitor(run, None, 0.0))]

    def tick(seconds, tokens):
        clock[0] += seconds
        run.tokens = tokens
        keeper.tick(here)
        return len(saved)

    assert tick(0, 0) == 0  # not begun
    assert tick(1, 50) == 1
    assert tick(1, 90) == 1  # too soon
    assert tick(autosave.EVERY, 90) == 2
    assert tick(autosave.EVERY, 90) == 2  # rests
    run.name = "another"
    assert tick(autosave.EVERY, 90) == 3


def test_a_copy_of_a_run_in_training_is_of_one_moment():
    run = Run(CORPUS, RECIPE, replace(KNOBS, epochs=1000), slots=Slots(1))
    run.go_at("full")
    try:
        copies = []
        threads = [threading.Thread(target=lambda: copies.append(run.put_by())) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for saved, record in copies:
            there = record.history[-1].tokens if record.history else 0
            assert there == saved.position.tokens
    finally:
        run.close()
    assert run.put_by()[0].position.tokens == run.tokens
