"""If these fail, a run on a cluster is another run than the same one at home."""

import os
import signal
from dataclasses import replace

import numpy as np
import pytest

from engine.cluster.connection import ray
from engine.cluster.remote import Remote
from engine.corpus.builtin.toyland import toyland
from engine.settings import Recipe
from engine.training.fork import fork
from engine.training.trainer import SkipGram
from engine.training.worked import worked_step
from engine.vocabulary import build_vocabulary

CORPUS = toyland(60_000)
RECIPE = Recipe(dimensions=16, min_count=1)
KNOBS = replace(CORPUS.suggested.knobs, epochs=2)


@pytest.fixture
def pair(cluster):
    """The same run at home and on the cluster."""
    vocabulary = build_vocabulary(CORPUS, 1)
    here = SkipGram(CORPUS, vocabulary, RECIPE, KNOBS)
    there = Remote(CORPUS, vocabulary, RECIPE, KNOBS, cluster=cluster)
    ray().get(there._ready)
    return here, there


def same(here, there):
    saved = there.checkpoint()
    np.testing.assert_array_equal(here.model.v, saved.model.v)
    np.testing.assert_array_equal(here.model.u, saved.model.u)
    assert here.position == saved.position


def test_vectors_steps_forces_and_branches_are_those_of_home(pair):
    """A visitor would see other vectors, a step that was not made, or nobody's forces."""
    here, there = pair
    turned = replace(KNOBS, negatives=2, learning_rate=0.02)
    for trainer in pair:
        trainer.block(KNOBS)
        trainer.watch(3)
        trainer.block(turned)
        trainer.targets(turned, 7)
    same(here, there)
    for mine, theirs in zip(here.book, there.book, strict=True):
        np.testing.assert_array_equal(mine, theirs)
    mine, theirs = worked_step(here, turned)[0], worked_step(there, turned)[0]
    assert mine.target == theirs.target or np.array_equal(mine.target.noise, theirs.target.noise)
    saved = there.checkpoint()
    for trainer in pair:
        while not trainer.finished(turned):
            trainer.block(turned)
    same(here, there)
    np.testing.assert_array_equal(here.model.v, there.model.v)  # home at the end, unasked
    other = fork(there, saved)
    assert other.position == saved.position
    there.restore(saved)
    for trainer in (other, there):
        trainer.block(KNOBS)
    same(other, there)


def test_a_run_moves_to_the_cluster_when_a_worker_has_come(pair):
    """Everybody would wait for a process to start, or train elsewhere than they are told."""
    here, there = pair
    there._come, asked = (lambda: False), there._come
    for trainer in pair:
        trainer.block(KNOBS)
    assert not there.afar
    there._come = asked
    for trainer in pair:
        trainer.block(KNOBS)
    assert there.afar
    same(here, there)


def test_proposals_of_the_model_are_those_of_home(pair):
    """Hard noise words would be drawn from a model of long ago."""
    knobs = replace(KNOBS, sampler="unigram=0.5 hard=0.5")
    for trainer in pair:
        for _ in range(3):
            trainer.block(knobs)
    same(*pair)


def test_a_lost_machine_is_a_sentence_and_the_run_goes_on(pair):
    """A visitor's run would end with a machine that is not even theirs."""
    _, there = pair
    there.block(KNOBS)
    os.kill(ray().get(there._host.pid.remote()), signal.SIGKILL)
    while not there.finished(KNOBS):
        there.block(KNOBS)
    assert "was lost at token" in str(there.notices[0])
    assert there.position.tokens == KNOBS.epochs * CORPUS.source.size
