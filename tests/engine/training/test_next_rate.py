"""If this fails, the page works a step with another rate than the step has."""

import pytest

from engine.settings import Knobs, Recipe
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary
from tests.engine.training.material import corpus

KNOBS = Knobs(negatives=2, window=2, subsample=0.0, epochs=1, learning_rate=0.05)


def test_the_next_rate_falls_with_the_words_that_count():
    """Words that min_count took stand between targets and are no tokens of the run."""
    made = corpus(tokens=2_000, types=50)
    vocabulary = build_vocabulary(made, 40)
    ids, goal = made.source.ids, int(vocabulary.counts.sum())
    assert goal < 1_500
    trainer = SkipGram(made, vocabulary, Recipe(dimensions=4, min_count=40), KNOBS)
    floor = 1e-4 * 0.05
    for _ in range(50):
        target = trainer.upcoming(KNOBS)
        before = int((ids[: target.place] < len(vocabulary)).sum())
        expected = floor + (0.05 - floor) * (goal - before) / goal
        assert target.rate == pytest.approx(expected, rel=1e-12)
        trainer.targets(KNOBS, 1)
