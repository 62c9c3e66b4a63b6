"""If these fail, vectors are judged by pairs that say nothing, or that training has seen."""

from dataclasses import replace

import numpy as np
import pytest

from engine.corpus.builtin.toyland import toyland
from engine.corpus.corpus import Corpus
from engine.corpus.text.text import read_text
from engine.corpus.tokens import Tokens
from engine.evaluation.derived_pairs import MOST, WORDS, of_distance, of_documents, of_groups
from engine.settings import Knobs, Reading
from engine.vocabulary import build_vocabulary


def test_planted_pairs_are_half_of_one_group_and_half_of_two():
    corpus = toyland(20_000)
    vocabulary = build_vocabulary(corpus, 2)
    pairs = of_groups(corpus, vocabulary)
    assert 100 < len(pairs) <= MOST
    assert np.mean([score for *_, score in pairs]) == 0.5
    for a, b, score in pairs:
        assert bool(set(corpus.groups[a]) & set(corpus.groups[b])) == bool(score)
    assert pairs == of_groups(corpus, vocabulary)
    assert of_groups(read_text("t", ["a b c a b c"], Reading()), vocabulary) == []


def corpus_of(ids, types):
    """A corpus of one sentence of these tokens, which are ranks already."""
    counts = np.bincount(ids, minlength=types)
    tokens = Tokens(np.array(ids, np.int32), np.array([0, len(ids)]))
    return Corpus("made", tuple(f"w{i}" for i in range(types)), counts, tokens)


def test_words_that_stand_farther_apart_score_as_they_are_met():
    # Lost otherwise: pairs are scored by what the window has seen.
    random = np.random.default_rng(3)
    ids = random.integers(0, 20, 40_000)
    ids[7::14] = (ids[::14][: len(ids[7::14])] + 1) % 20  # seven places behind, the successor
    corpus = corpus_of(ids, 20)
    vocabulary, knobs = build_vocabulary(corpus, 1), Knobs(window=1)
    far = {pair[:2]: pair[2] for pair in of_distance(corpus, vocabulary, knobs, 6)}
    near = {pair[:2]: pair[2] for pair in of_distance(corpus, vocabulary, knobs, 1)}
    assert far.keys() == near.keys()
    successors = [pair for pair in far if abs(_number(pair[0]) - _number(pair[1])) == 1]
    others = [pair for pair in far if 1 < abs(_number(pair[0]) - _number(pair[1])) < 19]
    assert np.mean([far[pair] for pair in successors]) > 0.15
    assert abs(np.mean([far[pair] for pair in others])) < 0.1
    assert abs(np.mean([near[pair] for pair in successors])) < 0.1


def _number(word):
    return int(word[1:])


@pytest.mark.parametrize("text", ["a b", "a b a b a b a b"])
def test_a_tiny_text_has_no_pairs_to_judge_by(text):
    corpus = read_text("t", [text], Reading())
    assert of_distance(corpus, build_vocabulary(corpus, 1), Knobs(), 9) == []


def test_no_more_words_and_pairs_than_a_page_can_bear():
    corpus = corpus_of(np.arange(200_000) % 1_000, 1_000)
    pairs = of_distance(corpus, build_vocabulary(corpus, 1), Knobs(), 5)
    assert len(pairs) <= MOST
    assert {word for a, b, _ in pairs for word in (a, b)} <= {f"w{i}" for i in range(WORDS)}


def test_words_of_the_same_documents_score_as_they_share_them():
    """Against counting by hand, document by document."""
    random = np.random.default_rng(5)
    texts = [[0, *(1 + n % 3 * 5 + random.integers(0, 5, 30)).tolist()] for n in range(90)]
    starts = np.cumsum([0, *map(len, texts)])[:-1].tolist()
    made = corpus_of([i for text in texts for i in text], 16)
    names = [(f"d{n}", first) for n, first in enumerate(starts)]
    corpus = replace(made, documents=tuple(names))
    pairs = of_documents(corpus, build_vocabulary(corpus, 1), Knobs())
    asked = {tuple(sorted((_number(a), _number(b)))): score for a, b, score in pairs}
    assert len(asked) == len(pairs) == 15 * 14 / 2
    assert 0 not in {word for pair in asked for word in pair}  # it is everywhere: it tells nothing
    for (a, b), score in asked.items():
        both = sum({a, b} <= set(text) for text in texts)
        chance = np.prod([sum(one in text for text in texts) for one in (a, b)]) / len(texts)
        assert score == pytest.approx(np.log((both + 1) / (chance + 1)))
        assert (score > 0) == ((a - 1) // 5 == (b - 1) // 5)
    few = replace(made, documents=tuple(names[:39]))
    assert of_documents(few, build_vocabulary(few, 1), Knobs()) == []
