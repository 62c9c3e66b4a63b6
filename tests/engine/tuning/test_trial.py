"""If these fail, a cell of the grid shows a model that its settings do not make."""

from dataclasses import replace

import numpy as np
import pytest

from engine.corpus.builtin.toyland import toyland
from engine.corpus.text.text import read_text
from engine.errors import CorpusError, DivergenceError
from engine.evaluation.analogies import accuracy
from engine.evaluation.scorecard import own
from engine.settings import Knobs, Reading, Recipe
from engine.similarity import unit_rows
from engine.training.trainer import SkipGram
from engine.tuning.objectives import Objectives, objectives_of, offered
from engine.tuning.trial import RUNGS, Task, numbered, shown
from engine.vocabulary import build_vocabulary
from tests.engine.tuning.material import CORPUS

TOY = toyland(30_000)
RECIPE, KNOBS = Recipe(dimensions=16, min_count=1), Knobs(epochs=2, negatives=2, subsample=0.0)
WORDS = build_vocabulary(TOY, 1)
EXAM = objectives_of(TOY, WORDS, KNOBS, 5)


def test_a_trial_is_the_same_model_as_a_run_with_its_settings():
    """Opened on the main page it must become what the cell showed."""
    *_, found = numbered((1, Task(RECIPE, KNOBS, EXAM, "planted")), TOY)
    trainer = SkipGram(TOY, WORDS, RECIPE, KNOBS)
    while not trainer.finished(KNOBS):
        trainer.block(KNOBS)
    np.testing.assert_array_equal(found.vectors, trainer.model.v[shown(TOY, WORDS)])
    asked = EXAM.questions["planted"]
    expected = accuracy(WORDS, unit_rows(trainer.model.v), asked).share
    assert found.scores["planted"] == expected
    assert found.scores.keys() == set(offered(own(TOY, WORDS)))


def test_its_curve_has_a_loss_at_every_rung_and_ends_at_its_score():
    corpus = toyland(120_000)
    exam = objectives_of(corpus, build_vocabulary(corpus, 1), KNOBS, 5)
    *points, found = numbered((1, Task(RECIPE, Knobs(epochs=8), exam, "planted")), corpus)
    rungs = [point.rung for point in found.curve]
    assert rungs == sorted(set(rungs))
    assert rungs[-1] == RUNGS
    assert all(point.loss is not None for point in found.curve)
    assert found.curve[-1].score == found.scores["planted"]
    assert all(0 < point.share < 1 for point in points)


def test_a_text_without_groups_is_asked_of_meetings_held_out():
    words = build_vocabulary(CORPUS, 2)
    assert offered(own(CORPUS, words)) == ("held_out", "speed", "loss")
    exam = objectives_of(CORPUS, words, KNOBS, 5)
    assert exam.scores == ("held_out", "speed", "loss")


def test_what_a_text_asks_by_its_words_is_offered_if_it_can_be_had():
    """Endings that only rare words have, or documents too few to tell: no trial could be scored."""
    stems = ["walk", "jump", "talk", "open", "call", "rain"]
    plain = [f"{stem} {stem}ed and so on\n" for stem in stems]
    lines = [*plain, *plain[:3]] * 9
    corpus = read_text("t", lines, Reading())
    starts = tuple((f"d{n}", first) for n, first in enumerate(range(0, 5 * len(lines), 5)))
    corpus = replace(corpus, documents=starts)
    for least, expected in ((1, True), (10, False)):
        words = build_vocabulary(corpus, least)
        exam = objectives_of(corpus, words, KNOBS, 5)
        there = offered(own(corpus, words))
        assert ("endings" in there) == ("endings" in exam.scores) == expected
        assert ("documents" in there) == ("documents" in exam.scores)
        for name in exam.scores:
            exam.check(name, words)


def test_what_fails_says_how():
    with pytest.raises(DivergenceError):
        list(numbered((1, Task(RECIPE, Knobs(learning_rate=10.0, epochs=3), EXAM, None)), TOY))
    with pytest.raises(CorpusError, match="only 0 of 0"):
        EXAM.check("pairs", WORDS)
    strange = Objectives(pairs={"pairs": (("x", "y", 1.0), ("y", "z", 2.0))})
    with pytest.raises(CorpusError, match="pairs: only 0 of 2"):
        strange.check("pairs", WORDS)
    EXAM.check("speed", WORDS)
