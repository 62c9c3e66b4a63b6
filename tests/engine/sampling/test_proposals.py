"""If these fail, words are pushed from others than those they could be mistaken for."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import DamerauLevenshtein

from engine.sampling.proposals import COMMON, hard, spelling

WORDS = ["running", "runner", "cunning", "stunning", "physics", "metaphysics", "physical",
         "walk", "walks", "walked", "talk", "运动", "运动员", "q"]  # fmt: skip


def named(offers, word, words=WORDS):
    row = words.index(word)
    seen = offers.likeness[row] > 0
    return [words[i] for i in offers.words[row][seen]]


def test_hard_proposals_are_the_nearest_by_cosine():
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(40, 6)).astype(np.float32)
    vectors[7] = 0
    offers = hard(vectors, 5)
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    cosines = unit @ unit.T
    np.fill_diagonal(cosines, -np.inf)
    for row in range(40):
        best = np.argsort(-cosines[row])[:5]
        if row != 7:
            assert set(offers.words[row]) == set(best)
        assert np.allclose(offers.likeness[row], np.maximum(cosines[row][offers.words[row]], 0),
                           atol=1e-6)  # fmt: skip
    assert not offers.likeness[7].any()


def test_a_word_never_proposes_itself_nor_do_its_doubles_come_out_of_order():
    """Past the words that may be proposed too, and in every block of rows."""
    rng = np.random.default_rng(1)
    vectors = rng.normal(size=(COMMON + 50, 3)).astype(np.float32)
    vectors[5:9] = vectors[5]
    offers = hard(vectors, 4)
    own = np.arange(len(vectors))[:, None]
    assert not ((offers.words == own) & (offers.likeness > 0)).any()
    assert offers.words.max() < COMMON
    assert offers.words[5:9, :3].tolist() == [[6, 7, 8], [5, 7, 8], [5, 6, 8], [5, 6, 7]]


def test_spelling_proposes_what_is_spelt_alike():
    offers = spelling(WORDS, 5)
    assert named(offers, "running")[0] in {"runner", "cunning", "stunning"}
    assert named(offers, "walks")[0] in {"walk", "walked"}
    assert named(offers, "运动")[0] == "运动员"
    assert named(offers, "q") == []


@settings(deadline=None, max_examples=30)
@given(st.lists(st.text("abcé中", min_size=1, max_size=6), min_size=1, max_size=30, unique=True))
def test_likeness_is_the_share_of_letters_that_stay(words):
    offers = spelling(words, 4)
    assert offers.words.shape == offers.likeness.shape == (len(words), 4)
    for row, word in enumerate(words):
        assert list(offers.likeness[row]) == sorted(offers.likeness[row], reverse=True)
        for other, alike in zip(offers.words[row], offers.likeness[row], strict=True):
            if alike > 0:
                assert other != row
                exact = DamerauLevenshtein.normalized_similarity(word, words[other])
                assert abs(alike - exact) < 1e-6
