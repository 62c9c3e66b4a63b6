"""Lab 3, counting instead of training: if one fails, the kinds are not judged by the same."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from engine.corpus.builtin.toyland import toyland
from engine.errors import ParameterError, WordError
from engine.evaluation.derived_pairs import of_groups
from engine.settings import Knobs, Recipe
from engine.theory import factors
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary
from explorer.labs.learned.baselines import view as lab_rivals
from explorer.labs.learned.baselines import word_pairs
from explorer.labs.learned.baselines.figure import bars
from explorer.runs.jobs import pair_counts

KNOBS = Knobs(subsample=1e-3, epochs=2)


@pytest.fixture(scope="module")
def toy():
    """A short run of a small Toyland, and its counts."""
    corpus = toyland(30_000)
    vocabulary = build_vocabulary(corpus, 2)
    trainer = SkipGram(corpus, vocabulary, Recipe(dimensions=16), KNOBS)
    while not trainer.finished(KNOBS):
        trainer.block(KNOBS)
    *_, exact = pair_counts.exact(corpus, vocabulary, KNOBS)
    return corpus, vocabulary, trainer.model, exact.counted


def test_rivals_of_the_same_counts_answer_the_same_questions(toy):
    corpus, vocabulary, model, exact = toy
    gold = of_groups(corpus, vocabulary)
    made_of = lab_rivals.Counted(exact, 300, vocabulary, KNOBS, corpus.questions, gold)
    others = list(lab_rivals.by_counting(made_of, 16))
    assert len(others) == lab_rivals.STEPS
    view = lab_rivals.view(lab_rivals.by_training(made_of, model), others, made_of)
    assert list(view.rivals) == list(lab_rivals.KINDS)
    assert all(0 <= rival.found <= 1 for rival in view.rivals.values())
    assert view.rivals["svd"].found > 0.05
    assert all(0 <= count <= view.listed for count in view.common.values())
    assert view.rivals["svd"].above < view.zero
    ranks = [rival.alike for rival in view.rivals.values()]
    assert len({(one.pairs, one.skipped) for one in ranks}) == 1  # all are asked the same
    assert all(one.spearman > 0.1 for one in ranks[1:])  # counts know the planted groups
    near = lab_rivals.near(view.rivals, vocabulary, "king")
    assert all(len(words) == lab_rivals.SHOWN for words in near.values())
    with pytest.raises(WordError):
        lab_rivals.near(view.rivals, vocabulary, "nowhere-to-be-found")


def test_a_score_that_nobody_has_has_no_bar_and_one_below_zero_is_drawn():
    assert len(bars(["a"], [1.0], [None], [None], dark=True).data) == 1
    figure = bars(["a", "b"], [1.0, 0.2], [None, None], [-0.3, None], dark=False)
    assert figure.data[1].text == ("-0.30", "")
    assert figure.layout.yaxis.range[0] <= -0.3


def test_rarer_words_are_laid_into_the_directions_of_the_common_ones(toy):
    # Lost otherwise: pairs with a word beyond the few hundred of the SVD are judged at random.
    _, vocabulary, _, exact = toy
    rows = factors.shifted(exact, vocabulary.counts, KNOBS)[:, :200]
    made = factors.of_svd(rows[:200], 16, np.random.default_rng(1))
    laid = factors.folded(rows, made)
    assert len(laid) == len(exact.pairs) > 200
    np.testing.assert_allclose(laid[:200], made.v, atol=1e-3)
    empty = factors.Factors(np.zeros((200, 3), np.float32), np.zeros((200, 3), np.float32))
    assert not factors.folded(rows, empty).any()


def test_pairs_are_given_or_planted_or_from_beyond_the_reach_of_training(toy):
    corpus, vocabulary, _, exact = toy
    run = SimpleNamespace(corpus=corpus, vocabulary=vocabulary, knobs=KNOBS)
    given = (("king", "queen", 3.0),)
    assert word_pairs.gold(run, exact.distances, given, "mine").pairs == given
    planted = word_pairs.gold(run, exact.distances, (), "")
    assert planted.made == "planted"
    assert planted.mark == word_pairs.gold(run, exact.distances, (), "").mark  # as in another tab
    run.corpus = replace(corpus, groups={})
    made = word_pairs.gold(run, exact.distances, (), "")
    assert made.made == "apart"
    nearest = made.values["nearest"]
    assert exact.distances[nearest - 1 :].sum() < 0.011 * exact.distances.sum()
    assert made.values["farthest"] == nearest + 2 * KNOBS.window


def test_without_noise_there_is_no_matrix_and_one_sentence_says_so(toy):
    _, vocabulary, _, exact = toy
    made_of = lab_rivals.Counted(exact, 300, vocabulary, Knobs(negatives=0), (), ())
    with pytest.raises(ParameterError):
        next(lab_rivals.by_counting(made_of, 16))
