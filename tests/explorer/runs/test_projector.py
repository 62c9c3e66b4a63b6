"""If these fail, the map stands still, jumps, or one visitor's map stops everybody's."""

import os
import signal
import subprocess
import sys
import time

import numpy as np
import psutil
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from engine.evaluation.projection import principal_axes, procrustes, trustworthiness
from explorer.runs import projector as module
from explorer.runs.projector import Projector, digest
from explorer.runs.projector_worker import ROOT

# A process that obeys the first number it is sent; its maps are (how many it has answered, number).
ACTOR = """
import os, sys, time
import numpy as np
from explorer.runs.projector_worker import receive, send
to, gate, served = sys.stdout.buffer, sys.argv[1], 0
if gate == "deaf":
    time.sleep(1000)
send(to, {"ready": True})
while True:
    try:
        header, (vectors, *previous) = receive(sys.stdin.buffer)
    except EOFError:
        break
    order = int(vectors[0, 0])
    if order == 1: open(gate).read()
    if order == 2: os._exit(1)
    if order == 3: to.write(b"a page of text"); to.flush(); break
    if order == 4: time.sleep(1000)
    if order == 5: send(to, {"number": header["number"], "error": "no"}); continue
    served += 1
    map = np.full((len(vectors), 2), (served, header["number"]), np.float32)
    send(to, {"number": header["number"], "kind": "umap"}, [map])
"""
OBEY, HOLD, DIE, BABBLE, HANG, REFUSE = range(6)


def order(what):
    return np.full((3, 4), what, dtype=np.float32)


@pytest.fixture
def gate(tmp_path):
    os.mkfifo(tmp_path / "gate")
    return tmp_path / "gate"


@pytest.fixture
def actor(gate):
    projector = Projector([sys.executable, "-c", ACTOR, str(gate)], pause=0.01, patience=10)
    projector.start()
    yield projector
    projector.close()


def hold(projector, key="held"):
    """Keep the process busy until the gate is opened."""
    assert projector.submit(key, order(HOLD), "a")
    assert projector.wait_for(lambda: projector._under_way is not None)
    return projector._under_way[1].number


def release(gate):
    gate.write_text("")


# with an actor: who is served, and when -------------------------------------------------------


def test_of_many_submissions_only_the_newest_is_made(actor, gate):
    hold(actor)
    for tokens in range(2, 50):
        assert actor.submit("held", order(OBEY), "a", tokens=tokens)
    release(gate)
    layout = actor.wait("held", 49)
    assert (layout.number, layout.tokens, layout.rows, layout.kind) == (49, 49, "a", "umap")
    assert_array_equal(layout.positions[0], [2, 49])  # the second it was asked to make
    assert not layout.positions.flags.writeable


def test_a_busy_visitor_does_not_starve_the_others(actor, gate):
    hold(actor, "busy")
    actor.submit("calm", order(OBEY), "a")
    actor.submit("busy", order(HOLD), "a")
    release(gate)
    assert actor.wait_for(lambda: actor._under_way and actor._under_way[1].number == 2)
    actor.submit("busy", order(OBEY), "a")
    release(gate)
    assert actor.wait("calm").positions[0, 0] == 3
    assert actor.wait("busy", 3).positions[0, 0] == 4


def test_what_was_submitted_is_a_copy(actor, gate):
    hold(actor)
    vectors = order(OBEY)
    actor.submit("b", vectors, "a")
    vectors[:] = REFUSE
    release(gate)
    assert actor.wait("b") is not None


def test_a_refused_request_leaves_the_others_alone(actor, caplog):
    actor.submit("a", order(OBEY), "a")
    first = actor.wait("a")
    actor.submit("a", order(REFUSE), "a")
    assert actor.wait("a", 2) is first
    assert actor.failure("a") == "no" and "no" in caplog.text
    actor.submit("a", order(OBEY), "a")
    assert actor.wait("a", 3).number == 3
    assert actor.failure("a") is actor.failure("never seen") is None


@pytest.mark.parametrize("what", [DIE, BABBLE])
def test_a_request_that_kills_is_tried_twice_and_then_refused(actor, what):
    actor.submit("bad", order(what), "a")
    actor.submit("good", order(OBEY), "a")
    actor.wait("bad")
    assert "twice" in actor.failure("bad")
    assert actor.wait("good").number == 1


def test_a_process_that_hangs_counts_as_dead(actor):
    assert actor.wait_for(lambda: actor.ready)
    actor._patience = 0.2
    actor.submit("bad", order(HANG), "a")
    assert actor.wait_for(lambda: not actor.ready)
    actor._patience = 10
    actor.forget("bad")
    actor.submit("good", order(OBEY), "a")
    assert actor.wait("good").number == 1


def test_forgetting_frees_and_begins_at_one_again(actor, gate):
    hold(actor)
    actor.forget("held")
    actor.submit("held", order(OBEY), "b")
    release(gate)
    assert (actor.wait("held").number, actor.latest("held").rows) == (1, "b")
    actor.forget("held")
    assert actor.latest("held") is None and not actor._slots


def test_what_is_kept_is_bounded(actor, gate, monkeypatch):
    monkeypatch.setattr(module, "KEYS", 3)
    monkeypatch.setattr(module, "WAITING_BYTES", 2 * order(OBEY).nbytes)
    actor.submit("idle", order(OBEY), "a")
    actor.wait("idle")
    hold(actor)
    assert actor.submit("b", order(OBEY), "a")
    assert actor.submit("c", order(OBEY), "a")
    assert set(actor._slots) == {"held", "b", "c"}  # the idle one went
    assert not actor.submit("d", order(OBEY), "a")
    assert actor.submit("c", order(OBEY), "a")  # takes its own place
    release(gate)


def test_what_cannot_be_shown_is_not_taken(actor, monkeypatch):
    monkeypatch.setattr(module, "ROWS", 2)
    assert not actor.submit("a", order(OBEY), "a")
    assert not actor.submit("a", order(OBEY)[:0], "a")
    assert not actor.submit("a", order(OBEY)[:2, :0], "a")
    for wrong in ({"vectors": order(OBEY)[0]}, {"vectors": order(OBEY), "previous": order(OBEY)}):
        with pytest.raises(ValueError, match="must be"):
            actor.submit("a", words="a", **wrong)


def test_before_the_start_and_after_the_end_nothing_is_taken(gate):
    projector = Projector([sys.executable, "-c", ACTOR, str(gate)])
    assert not projector.submit("a", order(OBEY), "a")
    projector.close()
    for _ in range(2):
        projector.start()
        projector.start()
        assert projector.submit("a", order(OBEY), "a")
        assert projector.wait("a").number == 1 and projector.alive
        projector.close()
        assert not projector.submit("a", order(OBEY), "a")
        assert projector.latest("a") is None
        assert not (projector.alive or projector.ready)


@pytest.mark.parametrize("stopped", [False, True])
def test_a_deaf_process_is_ended_in_two_seconds(gate, stopped):
    projector = Projector([sys.executable, "-c", ACTOR, str(gate) if stopped else "deaf"])
    projector.start()
    if stopped:
        assert projector.wait_for(lambda: projector.ready)
        os.kill(projector._worker.pid, signal.SIGSTOP)
        projector.submit("a", np.zeros((5000, 100), np.float32), "a")  # more than a pipe holds
        assert projector.wait_for(lambda: projector._under_way is not None)
    else:
        assert not projector.wait_for(lambda: projector.ready, 0.2)
    start = time.monotonic()
    projector.close()
    assert time.monotonic() - start < 2.5
    assert not projector.alive


def test_a_command_that_does_not_start_is_tried_again(tmp_path, caplog):
    projector = Projector([str(tmp_path / "missing")], pause=0.01)
    projector.start()
    assert not projector.wait_for(lambda: projector.alive, 0.2)
    projector.close()
    assert caplog.text.count("did not start") > 1


def test_equal_words_have_equal_digests():
    assert digest((1, 2, 3)) == digest([1, 2, 3]) == digest(np.array([1, 2, 3], np.int32))
    assert digest((1, 2, 3)) != digest((1, 3, 2))
    assert digest("as it is") == "as it is"


# with UMAP ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def projector():
    projector = Projector()
    projector.start()
    assert projector.wait_for(lambda: projector.ready, 180)
    yield projector
    projector.close()
    assert not projector.alive


def groups(rows=400, seed=1):
    """Vectors around ten directions, as words of ten subjects."""
    random = np.random.default_rng(seed)
    centres = random.normal(size=(10, 30))
    return (centres[np.arange(rows) % 10] + random.normal(size=(rows, 30)) * 0.5).astype(np.float32)


def made(projector, key, *vectors, words="w", **more):
    """The maps of these vectors, one after the other."""
    layouts = []
    for number, x in enumerate(vectors, start=1):
        assert projector.submit(key, x, words, **more)
        layouts.append(projector.wait(key, number))
    projector.forget(key)
    return [layout.positions for layout in layouts]


def moved(after, before):
    """Mean way of a row, with the map's spread as 1."""
    spread = np.sqrt(((before - before.mean(axis=0)) ** 2).sum(axis=1).mean())
    return np.linalg.norm(after - before, axis=1).mean() / spread


def test_neighbours_stay_neighbours_on_the_map(projector):
    x = groups()
    first, second = made(projector, "a", x, x)
    flat = trustworthiness(x, principal_axes(x), 15)
    assert trustworthiness(x, first, 15) > flat + 0.05
    assert trustworthiness(x, second, 15) > trustworthiness(x, first, 15) - 0.02


def test_maps_hold_still_and_follow(projector):
    x = groups()
    first, second = made(projector, "a", x, x)
    assert moved(second, first) < 0.15
    y = np.random.default_rng(3).permutation(x)
    last = made(projector, "a", x, *[y] * 5)[-1]
    assert trustworthiness(y, last, 15) > trustworthiness(y, principal_axes(y), 15)


def test_equal_requests_give_equal_maps(projector):
    x = groups(100)
    for one, other in zip(made(projector, "a", x, x), made(projector, "b", x, x), strict=True):
        assert_array_equal(one, other)


def test_other_words_begin_anew(projector):
    x = groups(100)
    fresh = made(projector, "a", x)[0]
    projector.submit("b", groups(100, seed=2), (1, 2), tokens=10)
    projector.wait("b")
    projector.submit("b", x, (2, 1), tokens=20)
    layout = projector.wait("b", 2)
    assert (layout.rows, layout.tokens, layout.kind) == (digest((2, 1)), 20, "umap")
    assert_array_equal(layout.positions, fresh)
    projector.forget("b")


def test_a_first_map_lies_on_the_one_before(projector):
    x = groups(100)
    before = principal_axes(x) @ np.float32([[0, 1], [1, 0]])
    before[::7] = np.nan  # words that had no place yet
    (layout,) = made(projector, "a", x, previous=before)
    assert np.isfinite(layout).all()
    assert_allclose(procrustes(layout, before), layout, atol=1e-3)


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_vectors_that_are_not_finite_are_refused(projector, bad):
    x = groups(100)
    x[3, 3] = bad
    projector.submit("bad", x, "w")
    assert projector.wait("bad") is None
    assert "not finite" in projector.failure("bad")
    assert np.isfinite(made(projector, "good", groups(100))[0]).all()


@pytest.mark.parametrize(
    "x",
    [
        *(groups(rows) for rows in (1, 2, 4, 5, 6, 14, 15, 16)),
        np.zeros((50, 10), np.float32),
        np.ones((50, 10), np.float32),
        np.full((50, 10), 1e38, np.float32),
        groups(50)[:, :1],
        groups(50)[:, :2] * np.float32(1e-30),
        np.repeat(groups(10), 10, axis=0),
    ],
    ids=lambda x: f"{x.shape}",
)
def test_odd_vectors_have_maps_too(projector, x):
    for positions in made(projector, "odd", x, x):
        assert positions.shape == (len(x), 2)
        assert np.isfinite(positions).all()


def test_the_process_is_polite(projector):
    assert psutil.Process(projector._worker.pid).nice() == 10
    probe = "import sys, explorer.runs.projector; sys.exit('umap' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", probe], cwd=ROOT, check=False).returncode == 0


def test_after_a_kill_everything_goes_on(projector):
    x = groups(100)
    projector.submit("calm", x, "w")
    calm = projector.wait("calm")
    projector.submit("struck", groups(4000), "w")
    assert projector.wait_for(lambda: projector._under_way is not None)
    killed = projector._worker.pid
    os.kill(killed, signal.SIGKILL)
    assert projector.wait_for(lambda: not projector.ready, 5)
    assert projector.latest("calm") is None
    assert projector.wait_for(lambda: projector.ready, 180)
    assert projector.latest("calm") is calm
    assert projector.wait("struck").number == 1
    assert projector._worker.pid != killed
    projector.submit("calm", x, "w")
    assert moved(projector.wait("calm", 2).positions, calm.positions) < 0.3  # goes on from there
    projector.forget("calm")
    projector.forget("struck")


def test_a_killed_server_leaves_no_process():
    server = """if True:
        import time
        from explorer.runs.projector import Projector
        projector = Projector()
        projector.start()
        projector.wait_for(lambda: projector.alive, 0.5)
        print(projector._worker.pid, flush=True)
        time.sleep(1000)"""
    command = [sys.executable, "-c", server]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as parent:
        worker = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    worker.wait(20)


def test_closing_while_it_warms_up_leaves_no_process():
    projector = Projector()
    projector.start()
    projector.wait_for(lambda: projector.alive, 0.5)
    start = time.monotonic()
    projector.close()
    assert time.monotonic() - start < 2.5
    assert not psutil.pid_exists(projector._worker.pid)
