"""If these fail, somebody sees another's text, or loses their own run."""

import io
import os

import pytest

from engine.corpus import store
from engine.settings import Reading
from explorer.runs.visitors import (
    COOKIE,
    DROP_AFTER,
    FORGET_AFTER,
    LOCAL,
    MOST,
    Origin,
    Visitors,
    corpora_of,
    forget,
    key_of,
    many,
    new_key,
    quota,
    tell_apart,
)  # fmt: skip

ORIGIN = Origin("toyland", Reading())


class FakeRun:
    """A run that only remembers what was asked of it."""

    def __init__(self):
        self.state, self.closed = "running", False

    @property
    def playing(self):
        return self.state == "running"

    def play(self):
        self.state = "running"

    def pause(self):
        self.state = "paused"

    def close(self):
        self.closed = True


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_each_visitor_has_their_own_run():
    visitors = Visitors()
    mine, yours = FakeRun(), FakeRun()
    visitors.give("a", mine, ORIGIN)
    visitors.give("b", yours, Origin("upload", Reading()))
    assert visitors.run_of("a") is mine
    assert visitors.run_of("b") is yours
    assert visitors.run_of("c") is None
    assert visitors.origin_of("b").corpus == "upload"


def test_a_new_run_closes_the_one_before():
    visitors = Visitors()
    first, second = FakeRun(), FakeRun()
    visitors.give("a", first, ORIGIN)
    visitors.give("a", second, ORIGIN)
    assert first.closed
    assert not second.closed


def test_a_run_nobody_looks_at_rests_wakes_and_is_dropped():
    clock = Clock()
    visitors = Visitors(clock)
    run = FakeRun()
    visitors.give("a", run, ORIGIN)
    clock.now = 60.0  # a hidden tab asks once a minute
    visitors.tidy()
    assert run.state == "running"
    clock.now = 95.0
    visitors.tidy()
    assert run.state == "paused"
    assert visitors.run_of("a") is run
    assert run.state == "running"
    run.pause()  # by hand: looking does not wake it
    clock.now = 1000.0
    visitors.tidy()
    assert visitors.run_of("a").state == "paused"
    clock.now = 1000.0 + 3700.0
    visitors.tidy()
    assert run.closed
    assert visitors.run_of("a") is None


def test_the_local_visitor_is_never_dropped_and_crowds_make_room():
    clock = Clock()
    visitors = Visitors(clock)
    visitors.give(LOCAL, FakeRun(), ORIGIN)
    clock.now = 10 * DROP_AFTER
    visitors.tidy()
    assert visitors.run_of(LOCAL) is not None
    for i in range(MOST):
        clock.now += 1
        visitors.give(f"v{i}", FakeRun(), ORIGIN)
    first = visitors.run_of("v0")
    visitors.tidy()
    assert visitors.run_of(LOCAL) is None or first.closed


@pytest.mark.parametrize(
    ("address", "apart"),
    [("localhost", False), ("127.0.0.1", False), ("0.0.0.0", True), (None, True), ("", True)],
)
def test_a_server_open_to_others_tells_visitors_apart(monkeypatch, address, apart):
    """Everybody's text in one run, because somebody forgot a setting, must not happen."""
    monkeypatch.setenv("PUSHPULL_VISITORS", "")  # so that it is put back afterwards
    monkeypatch.delenv("PUSHPULL_VISITORS")
    tell_apart(address)
    assert many() == apart
    monkeypatch.setenv("PUSHPULL_VISITORS", "one")
    tell_apart("0.0.0.0")
    assert not many()


@pytest.mark.parametrize("mode", ["", "many"])
def test_the_cookie_decides_only_where_there_are_many(monkeypatch, mode):
    monkeypatch.setenv("PUSHPULL_VISITORS", mode)
    key = new_key()
    assert key_of({COOKIE: key}) == (key if mode else LOCAL)
    assert key_of({}) == (None if mode else LOCAL)


@pytest.mark.parametrize("forged", ["", LOCAL, "../../etc", "k" * 31, "k" * 4000, "é" * 32])
def test_a_cookie_that_was_never_given_is_nobody_and_not_the_owner_of_the_machine(
    monkeypatch, forged
):
    """The texts that the lecturer keeps as the local visitor must not open to a class."""
    monkeypatch.setenv("PUSHPULL_VISITORS", "many")
    assert key_of({COOKIE: forged}) is None


def test_texts_of_visitors_lie_apart_under_names_that_tell_no_key(monkeypatch, tmp_path):
    """Whoever lists the folder must not be able to open another's session."""
    monkeypatch.setenv("PUSHPULL_HOME", str(tmp_path))
    mine, yours = corpora_of("secret"), corpora_of("other")
    assert mine != yours
    assert mine.is_relative_to(tmp_path / "visitors")
    assert "secret" not in str(mine)
    monkeypatch.setenv("PUSHPULL_VISITORS", "many")
    shared = quota()
    monkeypatch.setenv("PUSHPULL_VISITORS", "")
    assert shared < quota()


def test_what_a_visitor_kept_is_forgotten_in_the_end(monkeypatch, tmp_path):
    """A year of visitors must not fill the disk, and nobody's text lies there for ever."""
    monkeypatch.setenv("PUSHPULL_HOME", str(tmp_path))
    forget()
    for key in ("away", "here", LOCAL):
        store.read([("a.txt", io.BytesIO(b"one two"))], Reading(), corpora_of(key))
        if key != "here":
            for path in (corpora_of(key), *corpora_of(key).rglob("*")):
                age = path.stat().st_mtime - FORGET_AFTER - 60
                os.utime(path, (age, age))
    forget()
    assert not corpora_of("away").parent.exists()
    assert corpora_of("here").exists()
    assert corpora_of(LOCAL).exists()
