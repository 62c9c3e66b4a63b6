"""If these fail, the page explains an answer by numbers that are not those of the vectors."""

import numpy as np
import pytest

from engine.evaluation.analogies import answers
from engine.evaluation.explain import alike, alone, explained
from engine.evaluation.hubs import lists, reach
from engine.similarity import unit_rows
from engine.vocabulary import unranked

RNG = np.random.default_rng(7)
UNIT = unit_rows(RNG.normal(0, 1, (120, 6)).astype(np.float32))
UNIT[100:] = UNIT[0]  # many equal ones


def test_the_parts_sum_to_the_score_and_the_order_is_that_of_the_ranking():
    vocabulary = unranked(tuple(map(str, range(120))))
    view = explained(UNIT, (3, 4, 5), 10, also=(77,))
    ranking = answers(vocabulary, UNIT, ("3", "4", "5"), "3cosadd", 120)
    ranks = {int(word): rank for rank, (word, _) in enumerate(ranking, 1)}
    assert view.ranks.tolist() == [ranks[place] for place in view.places.tolist()]
    assert {3, 4, 5, 77} <= set(view.places.tolist())
    assert view.ranks[:10].tolist() == list(range(1, 11))
    for place, score, parts in zip(view.places, view.scores, view.parts, strict=True):
        assert score == pytest.approx(dict(ranking)[str(place)], abs=1e-5)
        cosines = UNIT[[4, 3, 5]] @ UNIT[place]
        np.testing.assert_allclose(parts, cosines * [1, -1, 1], atol=1e-6)
    asked = [ranks[3], ranks[4], ranks[5]]
    for rank, free, place in zip(view.ranks, view.free, view.places, strict=True):
        if place not in {3, 4, 5}:
            assert free == rank - sum(other < rank for other in asked)


def test_without_the_offset_the_nearest_word_answers():
    cosines = UNIT.astype(float) @ UNIT[9]
    order = np.argsort(-cosines, kind="stable")
    assert alone(UNIT, 9, (9,)) == order[1]
    assert alone(UNIT, 9, (9, int(order[1]))) == order[2]
    assert alone(UNIT[:2], 0, (0, 1)) == -1


def naive_lists(unit, places, sample, listed):
    """Every list written out: a word is in one if fewer than `listed` others are nearer."""
    cosines = unit.astype(float) @ unit.T.astype(float)
    return [
        sum(
            sum(
                cosines[s, o] > cosines[s, place] + 1e-6
                for o in range(sample)
                if o not in {s, place}
            )
            < listed
            for s in range(sample)
            if s != place
        )
        for place in places
    ]


@pytest.mark.parametrize(("sample", "listed"), [(50, 5), (99, 10), (20, 1)])
@pytest.mark.parametrize("block", [1, 1 << 20])
def test_hubs_are_counted_as_a_patient_person_would(monkeypatch, sample, listed, block):
    monkeypatch.setattr("engine.evaluation.hubs._BLOCK", block)
    unit = UNIT[:100]
    places = np.arange(100, dtype=np.int32)
    found = lists(unit, places, reach(unit, sample, listed))
    assert found.tolist() == naive_lists(unit, places, sample, listed)
    assert found[:sample].mean() == pytest.approx(listed)


def test_a_word_in_the_middle_of_all_is_a_hub():
    rows = RNG.normal(0, 0.2, (400, 40)).astype(np.float32)
    rows[:, 0] += 1
    rows[0, 1:] = 0
    unit = unit_rows(rows)
    assert lists(unit, np.array([0], np.int32), reach(unit))[0] > 100


def test_a_handful_of_words_is_in_every_list():
    assert lists(UNIT[:5], np.array([0], np.int32), reach(UNIT[:5])).tolist() == [4]


def test_collapsed_vectors_are_seen_to_be_alike():
    assert alike(UNIT[:100]) < 0.1
    assert alike(unit_rows(UNIT[:100] * 0.05 + UNIT[0])) > 0.9
