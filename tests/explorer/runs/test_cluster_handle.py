"""If these fail, a server with a cluster does not start, or nobody knows where a run is."""

import time
from dataclasses import replace

import numpy as np
import pytest

from engine.corpus.builtin.toyland import toyland
from engine.settings import Recipe
from explorer.runs.cluster_handle import ClusterHandle
from explorer.runs.frame import Watch
from explorer.runs.run import Run
from explorer.runs.scheduling import Slots

CORPUS = toyland(30_000)
RECIPE = Recipe(dimensions=8, min_count=1)
KNOBS = replace(CORPUS.suggested.knobs, epochs=1)


def ended(run, patience=120.0):
    """Wait for the end of a run; its vectors."""
    run.go_at("full")
    end = time.monotonic() + patience
    while run.state != "done" and time.monotonic() < end:
        run.look(Watch(words=5))
        time.sleep(0.05)
    assert run.state == "done"
    return run.vectors()


@pytest.fixture
def cluster_handle(cluster):
    """A server that was told to use processes of its own."""
    made = ClusterHandle(cluster.address)
    made.join()
    return made


def test_a_server_whose_cluster_does_not_answer_says_so_and_works_here():
    """A wrong PUSHPULL_RAY would keep every visitor from training."""
    cluster_handle = ClusterHandle("127.0.0.1:1")
    cluster_handle.join()
    assert "No Ray cluster answers at 127.0.0.1:1" in str(cluster_handle.error)
    run = Run(CORPUS, RECIPE, KNOBS, slots=Slots(2), cluster_handle=cluster_handle)
    assert not run.afar
    ended(run)
    run.close()


def test_a_run_on_the_cluster_is_the_same_run(cluster_handle):
    """A visitor's map would stand still, or show another model than at home."""
    assert cluster_handle.error is None
    here = Run(CORPUS, RECIPE, KNOBS, slots=Slots(2))
    there = Run(CORPUS, RECIPE, KNOBS, slots=Slots(2), cluster_handle=cluster_handle)
    np.testing.assert_array_equal(ended(here), ended(there))
    assert there.look(Watch(words=5)).history[-1].tokens == here.tokens
    there.branch(0)
    np.testing.assert_array_equal(ended(there), here.vectors())
    assert there.notices == ()
    for run in (here, there):
        run.close()


def test_without_a_cluster_nothing_of_ray_is_begun(monkeypatch):
    """Everybody would pay for what few use."""
    monkeypatch.delenv("PUSHPULL_RAY", raising=False)
    cluster_handle = ClusterHandle()
    cluster_handle.start()
    assert cluster_handle.address is None
    assert cluster_handle.cluster is cluster_handle.error is None
