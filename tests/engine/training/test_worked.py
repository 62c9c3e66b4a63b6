"""If these fail, the worked step on the page is not the step that the model took."""

from dataclasses import replace

import numpy as np
import pytest

from engine.settings import Knobs, Recipe
from engine.training.trainer import SkipGram
from engine.training.worked import worked_step
from engine.vocabulary import build_vocabulary
from tests.engine.training.material import corpus

CORPUS = corpus(20_000, types=60)
KNOBS = Knobs(subsample=1e-2, epochs=2, negatives=4, window=3, learning_rate=0.05)


@pytest.fixture
def trainer():
    return SkipGram(
        CORPUS, build_vocabulary(CORPUS, 5), Recipe(dimensions=12, seed=3, threads=2), KNOBS
    )


def check(worked):
    """Both tables went where the arrows say, to 1e-5."""
    errors = worked.errors
    for i in range(len(worked.v)):
        way = worked.v_after[i] - worked.v[i]
        np.testing.assert_allclose(way, worked.times(i) * worked.arrows(i).sum(0), atol=1e-5)
    for column, word in enumerate(worked.target.outputs):
        same = [c for c, other in enumerate(worked.target.outputs) if other == word]
        way = worked.target.rate * (errors[:, same].sum(axis=1) @ worked.v)
        np.testing.assert_allclose(worked.u_after[column] - worked.u[column], way, atol=1e-5)


@pytest.mark.parametrize(
    "turned",
    [{}, {"negatives": 0}, {"window": 1}, {"subsample": 0.0}, {"noise_exponent": -1.0},
     {"learning_rate": 0.08}, {"epochs": 9}, {"schedule": "constant"}],
    ids=str,
)  # fmt: skip
def test_the_step_shown_is_the_step_done(trainer, turned):
    trainer.block(KNOBS)
    knobs = replace(KNOBS, **turned)
    for _ in range(30):
        worked, progress = worked_step(trainer, knobs)
        assert progress.targets == 1
        assert progress.pairs == len(worked.target.inputs)
        assert worked.v.any() and worked.u.any()
        check(worked)
        trainer.targets(knobs, 40)


def test_a_look_at_what_comes_changes_nothing(trainer):
    alone = SkipGram(CORPUS, build_vocabulary(CORPUS, 5), trainer.recipe, KNOBS)
    for knobs in (KNOBS, replace(KNOBS, learning_rate=0.2), KNOBS):
        trainer.upcoming(replace(knobs, negatives=9, learning_rate=3.0))
        assert trainer.upcoming(knobs) == trainer.upcoming(knobs)
        worked_step(trainer, knobs)
        alone.targets(knobs, 1)
    assert trainer.position == alone.position
    assert np.array_equal(trainer.model.inputs, alone.model.inputs)
    assert np.array_equal(trainer.model.outputs, alone.model.outputs)


def test_a_step_over_the_end_of_an_epoch_and_at_the_goal(trainer):
    last = None
    while (target := trainer.upcoming(KNOBS)) is not None:
        last = trainer.position
        worked, progress = worked_step(trainer, KNOBS)
        assert progress.targets == 1 and worked.target == target
        check(worked)
        left = 2 * trainer.epoch_size - trainer.position.tokens
        if left > 3000:
            trainer.targets(KNOBS, left // 10)
    assert last.epoch == 1
    assert worked_step(trainer, KNOBS)[0] is None
    assert trainer.finished(KNOBS)
    assert worked_step(trainer, KNOBS)[1].targets == 0


def test_the_sentence_around_holds_the_target_and_its_inputs(trainer):
    for _ in range(50):
        worked, _ = worked_step(trainer, KNOBS)
        target = worked.target
        assert target.sentence[target.at] == target.outputs[0]
        assert target.at not in target.near
        assert all(word < len(trainer.vocabulary) for word in target.inputs)
