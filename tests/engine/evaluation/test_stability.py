"""If these fail, "9/10" beside a neighbour and the faintness of a word are made up."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.corpus.builtin.toyland import toyland
from engine.corpus.resample import resampled, unit_of
from engine.errors import CorpusError
from engine.evaluation import rerun as reruns
from engine.evaluation.rerun import Rerun, Task, rows_of, steps
from engine.evaluation.scorecard import own, scorecard
from engine.evaluation.stability import agreed, lists, spread, stability
from engine.settings import Knobs, Recipe
from engine.similarity import unit_rows
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary, vocabulary_of

RECIPE, KNOBS = Recipe(dimensions=8, min_count=2), Knobs(subsample=1e-3, epochs=1)
EVERY = np.ones(6, bool)


@pytest.fixture(scope="module")
def corpus():
    return toyland(12_000)


def ended(task):
    *_, last = steps(task)
    return last


@given(st.integers(0, 2**32 - 1))
def test_lists_are_the_nearest_words_and_never_the_word_itself(seed):
    unit = unit_rows(np.random.default_rng(seed).normal(size=(6, 3)).astype(np.float32))
    found = lists(unit, EVERY, 3)
    for row, near in enumerate(found):
        others = [other for other in np.argsort(-(unit @ unit[row]), kind="stable") if other != row]
        cosines = (unit @ unit[row])[near]
        np.testing.assert_allclose(cosines, (unit @ unit[row])[others[:3]], atol=1e-6)
        assert row not in near


def test_a_word_that_was_not_drawn_has_no_neighbours_and_is_none():
    unit = np.eye(6, 4, dtype=np.float32)
    unit[5] = 0
    known = np.array([True, True, False, True, True, False])
    found = lists(unit, known, 4)
    assert (found[[2, 5]] == -1).all()
    assert not np.isin(found, [2, 5]).any()
    assert (found[0] == [1, 3, 4, -1]).all()


def test_stability_is_the_mean_share_in_common_over_all_pairs_of_models():
    one = np.array([[1, 2], [0, 2], [0, 1], [-1, -1]])
    two = np.array([[2, 1], [3, 2], [3, 4], [-1, -1]])
    three = np.array([[1, 2], [0, 3], [0, 1], [0, 1]])
    # Word 0: all pairs share both. Word 1: ½, ½, ½. Word 2: 0, 1, 0. Word 3: nobody knows it twice.
    np.testing.assert_allclose(stability([one, two, three]), [1, 0.5, 1 / 3, 0])
    assert stability([one]).tolist() == [1, 1, 1, 1]


def test_a_neighbour_is_counted_once_a_model_and_the_steadiest_comes_first():
    found = [np.array([[3, 1, 2]]), np.array([[1, 4, 2]]), np.array([[1, 3, -1]])]
    assert [(one.place, one.times) for one in agreed(found, 0)] == [(1, 3), (3, 2), (2, 2), (4, 1)]


def test_spread_is_mean_and_standard_deviation_with_n_less_one():
    found = spread([2.0, 4.0, 9.0])
    assert (found.mean, found.deviation) == (5.0, pytest.approx(13**0.5))
    assert spread([0.5]).deviation is None
    with pytest.raises(ValueError, match=r"\[\]"):
        spread([])


def test_a_rerun_is_the_training_itself_and_its_own_seed_gives_it_again(corpus):
    words = build_vocabulary(corpus, 2).symbols[:60]
    task = Task(
        corpus,
        replace(RECIPE, threads=2),
        KNOBS,
        3,
        words,
        gold=own(corpus, build_vocabulary(corpus, 2)),
    )
    one, two = ended(task), ended(task)
    assert (one.scores, one.loss) == (two.scores, two.loss)
    np.testing.assert_array_equal(one.lists, two.lists)
    trainer = SkipGram(corpus, build_vocabulary(corpus, 2), replace(RECIPE, seed=3), KNOBS)
    while not trainer.finished(KNOBS):
        trainer.block(KNOBS)
    unit = unit_rows(trainer.model.v)
    assert one.scores == scorecard(task.gold, trainer.vocabulary, unit)
    np.testing.assert_array_equal(one.lists, lists(*rows_of(trainer.vocabulary, unit, words)))
    assert (ended(replace(task, seed=4)).lists != one.lists).any()


def test_a_rerun_says_how_far_it_is_and_ends_with_the_result(corpus, monkeypatch):
    monkeypatch.setattr(reruns, "_SLICE", 0.0)
    *shares, last = steps(Task(corpus, RECIPE, KNOBS, 1, ("the",)))
    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] <= 1
    assert isinstance(last, Rerun)


def sentences(corpus):
    source = corpus.source
    edges = source.offsets.tolist()
    return [tuple(corpus.symbols[i] for i in source.ids[a:b]) for a, b in pairwise(edges)]


def test_a_text_drawn_again_has_its_own_sentences_and_its_own_counts(corpus):
    again, twin = resampled(corpus, 5), resampled(corpus, 5)
    assert unit_of(corpus) == "sentences"
    assert sentences(again) == sentences(twin) != sentences(corpus)
    assert len(sentences(again)) == len(sentences(corpus))
    assert set(sentences(again)) < set(sentences(corpus))
    assert (np.diff(again.counts) <= 0).all()
    assert again.counts.sum() == again.source.size
    counted = np.bincount(again.source.ids, minlength=len(again.symbols))
    np.testing.assert_array_equal(counted, again.counts)


def test_where_there_are_documents_whole_ones_are_drawn(corpus):
    edges = corpus.source.offsets.tolist()
    starts = edges[: len(edges) - 40 : 40]
    parted = replace(corpus, documents=tuple((str(i), start) for i, start in enumerate(starts)))
    assert unit_of(parted) == "documents"
    known = sentences(parted)
    whole = [tuple(known[i : i + 40]) for i in range(0, len(starts) * 40 - 40, 40)]
    whole.append(tuple(known[(len(starts) - 1) * 40 :]))
    drawn, place = sentences(resampled(parted, 2)), 0
    while place < len(drawn):
        fits = [one for one in whole if tuple(drawn[place : place + len(one)]) == one]
        assert fits
        place += len(fits[0])


def test_what_is_no_text_or_too_long_is_one_sentence(corpus, monkeypatch):
    monkeypatch.setattr("engine.corpus.resample.LARGEST", 100)
    with pytest.raises(CorpusError, match="take other seeds"):
        resampled(corpus, 1)
    assert unit_of(replace(corpus, source=object())) is None


def test_scores_say_what_they_rest_on_and_what_nobody_can_ask_is_no_number(corpus):
    gold = replace(
        own(corpus, build_vocabulary(corpus, 2)),
        analogies=corpus.questions[:3],
        pairs=(("king", "nowhere", 1.0), ("king", "queen", 2.0)),
        categories=(("king", "person"), ("queen", "person"), ("nowhere", "place")),
    )
    vocabulary = build_vocabulary(corpus, 2)
    unit = np.eye(len(vocabulary), dtype=np.float32)
    found = {score.kind: score for score in scorecard(gold, vocabulary, unit)}
    assert set(found) == {"planted", "groups", "analogies", "pairs", "categories"}
    assert found["pairs"].value is None
    assert found["pairs"].coverage == 0.5
    assert found["categories"].value is None
    assert found["categories"].asked == 2
    assert not scorecard(
        replace(gold, **dict.fromkeys(found, ())), vocabulary_of(("a", "b"), EVERY), unit
    )


def test_a_text_without_planted_groups_still_has_a_score(corpus):
    bare = replace(corpus, groups={}, questions=())
    assert own(bare, build_vocabulary(corpus, 2)).apart
    assert not own(bare, build_vocabulary(corpus, 2)).groups
    assert not own(replace(bare, kind="graph"), build_vocabulary(corpus, 2)).apart
