"""If these fail, the lab shows other noise words than a mixture draws, or misjudges them."""

import numpy as np
import pytest

from engine.corpus.builtin.toyland import toyland
from engine.sampling.known import known_pairs
from engine.sampling.mixture import law_of, shared_law, target_noise
from engine.sampling.proposals import hard, spelling
from engine.settings import Knobs, Recipe
from engine.theory.negatives import drawn, targets_around
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary

KNOBS = Knobs(window=3, subsample=0.0)
MIXED = Knobs(window=3, subsample=0.0, sampler="unigram=0.2 hard=0.5 spelling=0.3")


@pytest.fixture(scope="module")
def trained():
    made = toyland(tokens=20_000)
    vocabulary = build_vocabulary(made, 5)
    trainer = SkipGram(made, vocabulary, Recipe(dimensions=16), KNOBS)
    for _ in range(3):
        trainer.block(KNOBS)
    offers = {"hard": hard(trainer.model.v), "spelling": spelling(vocabulary.symbols)}
    return made, vocabulary, trainer.model, offers


def test_targets_are_the_words_around_and_the_most_are_kept(trained):
    made, vocabulary, _, _ = trained
    word = vocabulary.ids["king"]
    found = targets_around(
        made.source, word, vocabulary.counts, KNOBS, np.random.default_rng(1), 10**9
    )
    stream = made.source.passage(0, 0, made.source.size, KNOBS)
    slow = []
    for low, high in zip(stream.offsets[:-1], stream.offsets[1:], strict=True):
        for i in range(low, high):
            if stream.ids[i] == word:
                near = [*range(max(low, i - 3), i), *range(i + 1, min(high, i + 4))]
                slow += [int(stream.ids[j]) for j in near if stream.ids[j] < len(vocabulary)]
    assert sorted(found.tolist()) == sorted(slow)
    few = targets_around(made.source, word, vocabulary.counts, KNOBS, np.random.default_rng(1), 9)
    assert len(few) == 9


def test_drawn_words_follow_the_law_and_are_judged_by_the_text(trained):
    made, vocabulary, model, offers = trained
    word, rng = vocabulary.ids["king"], np.random.default_rng(2)
    known = known_pairs(made.source, KNOBS, len(vocabulary))
    target = vocabulary.ids["queen"]
    targets = np.full(2_000, target, np.int32)
    chances = rng.random((2_000, 5))
    plain, mixed = (
        drawn(targets, word, model, vocabulary, knobs=knobs, offers=offers, known=known,
              chances=chances)
        for knobs in (KNOBS, MIXED)
    )  # fmt: skip
    law = law_of(
        shared_law(vocabulary.counts, MIXED), target_noise(MIXED, offers), np.array([target])
    )
    seen = np.bincount(mixed.words.ravel(), minlength=len(vocabulary)) / 10_000
    assert np.abs(seen - law[0]).max() < 0.02
    assert mixed.edits.mean() < plain.edits.mean()  # C16b: spelling draws nearer words
    assert mixed.entropy < plain.entropy
    x = model.u[mixed.words] @ model.v[word]
    np.testing.assert_allclose(mixed.push, 1 / (1 + np.exp(-x)), rtol=1e-4)
    size = len(vocabulary)
    for noise, meets in zip(mixed.words[0], mixed.known[0], strict=True):
        bit = word * size + int(noise)
        assert meets == bool(int(known[bit // 64]) >> bit % 64 & 1)
