"""If these fail, the map stands still, jumps, or one visitor's map stops everybody's."""

import os
import subprocess
import sys
import time

import numpy as np
import psutil
import pytest
from numpy.testing import assert_array_equal

from explorer.runs.map import umap_client as module
from explorer.runs.map.umap_client import UmapClient
from explorer.runs.map.umap_process import ROOT

# A process that obeys the first number it is sent; its maps hold (how many it made, the number).
OBEY, HOLD, DIE, BABBLE, HANG, REFUSE = range(6)
ACTOR = """
import os, sys, time, numpy as np
from explorer.runs.map.umap_process import receive, send
to, gate, served = sys.stdout.buffer, sys.argv[1], 0
if gate == "deaf": time.sleep(1000)
send(to, {"ready": True})
while True:
    try: header, (vectors, *previous) = receive(sys.stdin.buffer)
    except EOFError: break
    order, number = int(vectors[0, 0]), header["number"]
    if order == 1: open(gate).read()
    if order == 2: os._exit(1)
    if order == 3: to.write(b"a page of text"); to.flush(); break
    if order == 4: time.sleep(1000)
    if order == 5: send(to, {"number": number, "error": "no"}); continue
    served += 1
    send(to, {"number": number, "kind": "umap"}, [np.float32([[served, number]] * len(vectors))])
"""


def order(what):
    return np.full((3, 4), what, dtype=np.float32)


def acting(gate):
    projector = UmapClient([sys.executable, "-c", ACTOR, str(gate)], pause=0.01, patience=60)
    projector.start()
    return projector


@pytest.fixture
def gate(tmp_path):
    os.mkfifo(tmp_path / "gate")
    return tmp_path / "gate"


@pytest.fixture
def actor(gate):
    projector = acting(gate)
    yield projector
    projector.close()


def under_way(projector, number=1):
    made = lambda: projector._under_way and projector._under_way[1].number  # noqa: E731
    return projector.wait_for(lambda: made() == number)


def hold(projector, key="held"):
    """Keep the process busy until something is written to the gate."""
    assert projector.submit(key, order(HOLD), "a")
    assert under_way(projector)


def test_of_many_submissions_a_copy_of_only_the_newest_is_used(actor, gate):
    hold(actor)
    for tokens in range(2, 50):
        vectors = order(OBEY)
        assert actor.submit("held", vectors, "a", tokens=tokens)
        vectors[:] = REFUSE
    gate.write_text("")
    layout = actor.wait("held", 49)
    assert (layout.number, layout.tokens, layout.positions.flags.writeable) == (49, 49, False)
    assert_array_equal(layout.positions[0], [2, 49])  # the second it was asked to make


def test_a_busy_visitor_does_not_starve_the_others(actor, gate):
    hold(actor, "busy")
    actor.submit("calm", order(OBEY), "a")
    actor.submit("busy", order(HOLD), "a")
    gate.write_text("")
    assert under_way(actor, 2)
    actor.submit("busy", order(OBEY), "a")
    gate.write_text("")
    assert actor.wait("calm").positions[0, 0] == 3
    assert actor.wait("busy", 3).positions[0, 0] == 4


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
    assert actor.wait("bad") is None and "twice" in actor.failure("bad")
    assert actor.wait("good").number == 1


def test_a_process_that_hangs_counts_as_dead(actor):
    assert actor.wait_for(lambda: actor.ready)
    actor._patience = 0.2
    actor.submit("bad", order(HANG), "a")
    assert actor.wait_for(lambda: not actor.ready)
    actor._patience = 60
    actor.forget("bad")
    actor.submit("good", order(OBEY), "a")
    assert actor.wait("good").number == 1


def test_forgetting_frees_and_begins_at_one_again(actor, gate):
    hold(actor)
    actor.forget("held")
    actor.submit("held", order(OBEY), "b")
    gate.write_text("")
    assert (actor.wait("held").number, actor.latest("held").rows) == (1, "b")
    actor.forget("held")
    assert actor.latest("held") is None and not actor._slots


def test_what_is_kept_is_bounded(actor, gate, monkeypatch):
    for name, most in {"KEYS": 3, "ROWS": 3, "WAITING_BYTES": 2 * order(OBEY).nbytes}.items():
        monkeypatch.setattr(module, name, most)
    assert actor.submit("idle", order(OBEY), "a") and actor.wait("idle")
    hold(actor)
    assert actor.submit("b", order(OBEY), "a") and actor.submit("c", order(OBEY), "a")
    assert set(actor._slots) == {"held", "b", "c"}  # the idle one went
    assert not actor.submit("d", order(OBEY), "a")
    assert actor.submit("c", order(OBEY), "a")  # takes its own place
    gate.write_text("")
    for shape in [(4, 1), (0, 4), (2, 0)]:
        assert not actor.submit("e", np.zeros(shape, np.float32), "a")
    with pytest.raises(ValueError, match="must be"):
        actor.submit("e", order(OBEY), "a", previous=order(OBEY))


def test_before_the_start_and_after_the_end_nothing_is_taken(gate):
    assert not UmapClient().submit("a", order(OBEY), "a")
    projector = acting(gate)
    for _ in range(2):
        projector.start()
        assert projector.submit("a", order(OBEY), "a")
        assert projector.wait("a").number == 1 and projector.alive
        projector.close()
        assert not projector.submit("a", order(OBEY), "a") and projector.latest("a") is None
        assert not (projector.alive or projector.ready)


@pytest.mark.parametrize("stopped", [False, True])
def test_a_deaf_process_is_ended_in_two_seconds(gate, stopped):
    projector = acting(gate if stopped else "deaf")
    assert projector.wait_for(lambda: projector.ready, 60 if stopped else 0.2) is stopped
    if stopped:
        psutil.Process(projector._worker.pid).suspend()
        projector.submit("a", np.zeros((5000, 100), np.float32), "a")  # more than a pipe holds
        assert under_way(projector)
    start = time.monotonic()
    projector.close()
    assert time.monotonic() - start < 2.5  # half a second for a busy machine
    assert not psutil.pid_exists(projector._worker.pid)


def test_a_command_that_does_not_start_is_tried_again(tmp_path, caplog):
    projector = UmapClient([str(tmp_path / "missing")], pause=0.01)
    projector.start()
    assert not projector.wait_for(lambda: projector.alive, 0.2)
    projector.close()
    assert caplog.text.count("did not start") > 1


def test_a_killed_server_leaves_no_process():
    server = """if True:
        from explorer.runs.map.umap_client import UmapClient
        projector = UmapClient()
        projector.start()
        projector.wait_for(lambda: projector.alive)
        print(projector._worker.pid, flush=True)
        projector.wait("never")"""
    with subprocess.Popen([sys.executable, "-c", server], stdout=-1, cwd=ROOT) as parent:
        worker = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    worker.wait(20)
