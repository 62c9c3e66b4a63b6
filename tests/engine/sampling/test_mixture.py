"""If these fail, noise words come from others than the sliders say, or weigh another thing."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.corpus.builtin.toyland import toyland
from engine.errors import ParameterError
from engine.mixture import SOURCES, mixture, written
from engine.sampling import samplers
from engine.sampling.known import known_pairs
from engine.sampling.mixture import (
    NO_BITS,
    corrections,
    law_of,
    noise_law,
    rank_one,
    shared_law,
    target_noise,
)
from engine.sampling.noise import noise_chances
from engine.sampling.proposals import Proposals
from engine.settings import Knobs
from engine.vocabulary import build_vocabulary
from tests import naive

SIZE, MINE = 20, 6
COUNTS = np.arange(SIZE, 0, -1).astype(np.int64) * 7


@st.composite
def mixes(draw):
    """The text of a mixture, its weights in hundredths."""
    parts = draw(st.lists(st.integers(0, 100), min_size=4, max_size=4).filter(any))
    weights = np.round(np.array(parts) / sum(parts), 4)
    weights[np.argmax(weights)] += 1 - weights.sum()
    return written(dict(zip(SOURCES, weights.tolist(), strict=True)))


def offers(seed):
    """Proposals of both kinds, with words in both, words that have few and words that have none."""
    rng = np.random.default_rng(seed)

    def made():
        words = np.stack([rng.choice(SIZE, MINE, replace=False) for _ in range(SIZE)])
        likeness = rng.uniform(0, 1, (SIZE, MINE)) * (rng.random((SIZE, MINE)) < 0.7)
        likeness[rng.integers(0, SIZE)] = 0
        return Proposals(words.astype(np.int32), likeness.astype(np.float32))

    return {"hard": made(), "spelling": made()}


def expected_law(knobs, made):
    """q_mix by its words, one target and one source at a time."""
    weights, law = mixture(knobs.sampler), np.zeros((SIZE, SIZE))
    shared = shared_law(COUNTS, knobs)
    for target in range(SIZE):
        left = 1.0
        for name, offer in made.items():
            likeness = offer.likeness[target].astype(float)
            if likeness.any():
                left -= weights[name]
                for word, share in zip(offer.words[target], likeness, strict=True):
                    law[target, word] += weights[name] * share / likeness.sum()
        law[target] += left * shared
    return law


@given(mixes())
def test_a_mixture_survives_being_written(text):
    assert written(mixture(text)) == text
    assert Knobs(sampler=text).sampler == text


@given(st.text() | st.sampled_from(["unigram=.5", "hard", "hard=.5 hard=.5", "hard=1 rare=0"]))
def test_whatever_is_given_is_a_mixture_or_one_sentence(text):
    try:
        weights = mixture(Knobs(sampler=text).sampler)
        assert sum(weights.values()) == pytest.approx(1)
    except ParameterError as error:
        assert "sampler=" in str(error)
        assert "add up to 1" in str(error)


@settings(deadline=None)
@given(mixes(), st.integers(0, 2**32))
def test_the_law_of_every_target_is_the_one_of_the_sliders(text, seed):
    """Rows sum to 1 and are what the words of the law say; what has no proposals is unigram's."""
    knobs, made = Knobs(sampler=text), offers(seed)
    own = target_noise(knobs, made)
    law = law_of(shared_law(COUNTS, knobs), own, np.arange(SIZE))
    np.testing.assert_allclose(law.sum(axis=1), 1, atol=1e-6)
    np.testing.assert_allclose(law, expected_law(knobs, made), atol=1e-6)
    if own is not None:
        drawn = packed_law(own)
        np.testing.assert_allclose(drawn.sum(axis=1), 1, atol=1e-9)


def packed_law(own):
    """The own laws, (V, V), as their tables draw."""
    law, size = np.zeros((SIZE, SIZE)), own.words.shape[1]
    for target, (row, words) in enumerate(zip(own.table.tolist(), own.words, strict=True)):
        for column, entry in enumerate(row):
            share = (entry >> 32) / 2**32
            law[target, words[column]] += share / size
            law[target, words[entry & (2**32 - 1)]] += (1 - share) / size
    return law


@settings(deadline=None)
@given(mixes(), st.integers(0, 2**32))
def test_the_tables_draw_the_own_laws(text, seed):
    own = target_noise(Knobs(sampler=text), offers(seed))
    if own is None:
        return
    shares = own.share / 2**32
    exact = np.zeros((SIZE, SIZE))
    np.add.at(exact, (np.arange(SIZE)[:, None], own.words), own.chances.astype(float))
    np.testing.assert_allclose(packed_law(own)[shares > 0] * shares[shares > 0, None],
                               exact[shares > 0], atol=1e-6)  # fmt: skip
    np.testing.assert_allclose(shares, exact.sum(axis=1), atol=1e-6)


@settings(deadline=None)
@given(mixes(), st.integers(0, 2**32))
def test_the_weight_undoes_the_mixture_wherever_it_can_be_drawn(text, seed):
    """q_mix · weight = unigram, so that B = k·n·q again."""
    knobs = Knobs(sampler=text, correction="weight")
    own, shared = target_noise(knobs, offers(seed)), shared_law(COUNTS, knobs)
    weights = corrections(COUNTS, knobs, shared, own, NO_BITS)
    law = law_of(shared, own, np.arange(SIZE))
    words = own.words if own else np.zeros((SIZE, 1), np.int32)
    seen = np.array(
        [[naive.weight_of(0, c, t, words, weights) for c in range(SIZE)] for t in range(SIZE)]
    )
    unigram = np.tile(noise_chances(COUNTS, 0.75), (SIZE, 1))
    drawn = law > 1e-5
    np.testing.assert_allclose((law * seen)[drawn], unigram[drawn], rtol=2e-2)


def test_unigram_alone_costs_nothing():
    """The default run must be the run of before: the same tables, no laws, no weights."""
    for correction in ("none", "weight"):
        made = samplers.build(COUNTS, Knobs(correction=correction))
        assert made.own is None
        assert made.weights is None
        assert np.array_equal(made.drawn, noise_chances(COUNTS, 0.75))


def test_a_turn_rebuilds_what_it_touches_and_nothing_else():
    old, made = Knobs(sampler="unigram=0.5 hard=0.5"), offers(1)
    first = samplers.build(COUNTS, old, offers=made)
    new = replace(old, correction="weight")
    second = samplers.rebuild(first, COUNTS, (old, new), offers=made)
    assert second.own is first.own
    assert second.noise is first.noise
    assert first.weights is None
    whole = samplers.build(COUNTS, new, offers=made)
    for one, other in zip(second.weights, whole.weights, strict=True):
        assert np.array_equal(one, other)
    third = samplers.rebuild(second, COUNTS, (new, replace(new, sampler="uniform")), offers=made)
    assert third.own is None
    assert np.allclose(third.drawn, 1 / SIZE)


def test_theory_says_when_it_knows_no_law():
    assert rank_one(Knobs())
    assert rank_one(Knobs(sampler="unigram=0.5 hard=0.5", correction="weight"))
    assert np.allclose(noise_law(COUNTS, Knobs(sampler="uniform")), 1 / SIZE)
    for knobs in (
        Knobs(sampler="unigram=0.5 hard=0.5"),
        Knobs(sampler="hard", correction="weight"),
        Knobs(correction="mask"),
    ):
        with pytest.raises(ParameterError, match="cannot be told here"):
            noise_law(COUNTS, knobs)


def test_known_pairs_are_those_of_the_window():
    made = toyland(tokens=3_000)
    size = len(build_vocabulary(made, 1))
    bits = known_pairs(made.source, Knobs(window=2), size)
    stream = made.source.passage(0, 0, made.source.size, Knobs())
    slow = np.zeros_like(bits)
    naive.mark_pairs(stream.ids, stream.offsets, size, 2, slow)
    assert np.array_equal(bits, slow)
    assert len(bits) * 64 >= size**2
