"""If these fail, sweeps and seed reruns lose trials, wait for each other, or cannot be stopped."""

import itertools
import os
import signal
import sys
import time

import numpy as np
import pytest

from engine.cluster import connection
from engine.cluster.pool import Failed, trials
from engine.corpus.builtin.toyland import toyland
from engine.errors import ClusterError, EngineError
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary


def squared(job, corpus):
    return job * job + corpus


def counted(job, corpus):
    """A curve of a trial: three values."""
    for value in range(3):
        yield job * 10 + value


def fragile(job, corpus):
    if job == 1:
        raise EngineError("{name}: too much.", name="one")
    if job == 2:
        raise ZeroDivisionError
    return job


def endless(job, corpus):
    for value in itertools.count():
        time.sleep(0.01)
        yield value


def killed_once(job, corpus):
    """The process of the first try dies, as if its machine did."""
    if not os.path.exists(job):  # noqa: PTH110 - sent as a string
        open(job, "w").close()  # noqa: PTH123
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def vectors(seed, corpus):
    recipe = corpus.suggested.recipe
    recipe = type(recipe)(dimensions=8, min_count=1, seed=seed)
    trainer = SkipGram(corpus, build_vocabulary(corpus, 1), recipe, corpus.suggested.knobs)
    trainer.block(corpus.suggested.knobs)
    return trainer.model.v.copy()


@pytest.fixture(params=["ray", "threads", "one thread"])
def where(request):
    """Where trials run: the cluster and the number of workers."""
    if request.param == "ray":
        return {"cluster": request.getfixturevalue("cluster")}
    return {"workers": 1 if request.param == "one thread" else 2}


def test_every_trial_gives_its_result(where):
    """Somebody's best trial would be missing from the table."""
    assert dict(trials(range(5), squared, 1, **where)) == {job: job * job + 1 for job in range(5)}


def test_a_curve_comes_as_it_is_made_and_in_order(where):
    """A live sweep would draw a curve that jumps back."""
    made = list(trials(range(3), counted, None, **where))
    for job in range(3):
        assert [value for of, value in made if of == job] == [job * 10 + i for i in range(3)]


def test_jobs_are_asked_for_only_when_there_is_room(where):
    """A study that learns from its results would decide on all trials before the first ended."""
    asked = []
    running = trials((asked.append(job) or job for job in range(9)), squared, 0, **where)
    next(running)
    assert len(asked) <= 3
    running.close()
    assert list(running) == []


def test_a_trial_that_fails_is_one_sentence_and_the_others_go_on(where):
    """One bad setting would end a sweep of an hour."""
    made = dict(trials(range(4), fragile, None, **where))
    assert made[0] == 0
    assert made[3] == 3
    assert isinstance(made[1], Failed)
    assert str(made[1].error) == "one: too much."
    assert isinstance(made[2], Failed)


def test_a_trial_can_be_dropped_and_the_rest_stopped(where):
    """A hopeless trial would hold its core to the end, and Stop would not stop."""
    with trials(["a", "b"], endless, None, **where) as running:
        seen = {next(running)[0]}
        running.drop("a")
        while "b" not in seen:
            seen.add(next(running)[0])
        late = {next(running)[0] for _ in range(5)}
    assert "b" in late
    assert list(running) == []


def test_a_trial_whose_process_dies_begins_anew(cluster, tmp_path):
    """One lost machine would cost the trials that ran on it."""
    job = str(tmp_path / "tried")
    assert list(trials([job], killed_once, None, cluster)) == [(job, "done")]


def test_vectors_are_the_same_wherever_they_are_trained(cluster):
    """A result of the cluster could not be repeated on a laptop."""
    corpus = toyland()
    here = dict(trials([1, 2], vectors, corpus, workers=1))
    there = dict(trials([1, 2], vectors, corpus, cluster))
    for seed in (1, 2):
        np.testing.assert_array_equal(here[seed], there[seed])


def test_without_ray_there_is_one_sentence(monkeypatch):
    """Somebody without Ray would read a traceback, or could not start the app at all."""
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ClusterError, match=r"requirements-cluster\.txt"):
        connection.join("127.0.0.1:1")


def test_a_cluster_that_is_not_there_is_one_sentence_at_once():
    """A wrong address would hang for minutes, and Ray would end the whole process."""
    began = time.monotonic()
    for address in ("127.0.0.1:1", "ray://127.0.0.1:1", "127.0.0.1:no port", "nowhere.invalid:1"):
        with pytest.raises(ClusterError, match="No Ray cluster answers at"):
            connection._probe(address)
    assert time.monotonic() - began < 20


def test_another_version_is_one_sentence(monkeypatch):
    """Two versions of Ray do not understand each other, and say so in a page of text."""

    def refuse(**_):
        raise RuntimeError("Version mismatch: The cluster was started with:\n Ray: 1.0")

    monkeypatch.setattr(connection.ray(), "init", refuse)
    monkeypatch.setattr(connection.ray(), "shutdown", lambda: None)  # of the others' cluster
    with pytest.raises(ClusterError, match=r"The cluster was started with: Ray: 1"):
        connection._init("10.0.0.1:6379", {})
