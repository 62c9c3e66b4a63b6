"""C16: negatives from anywhere, and what v·u then becomes. If this fails, the lab is wrong."""

from dataclasses import replace

import numpy as np
import pytest

from engine.corpus.builtin.catalogue import BUILTIN
from engine.kernels.step.noise_weights import pair_known
from engine.mixture import HARD, UNIGRAM, written
from engine.sampling.known import known_pairs
from engine.sampling.mixture import law_of, shared_law, target_noise
from engine.sampling.proposals import Proposals, spelling
from engine.settings import Knobs, Reading
from engine.theory.known_joint import Noise, by_kernel, full_batch, known_joint
from engine.theory.mixing import blends, negatives_at, proposed, rest
from engine.theory.optimum import negatives_by_target, negatives_of, resting
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary

K, SHARES = 5, (0.0, 0.25, 0.5, 0.75, 1.0)


def noise_of(joint, share, correction="none", exponent=1.0):
    """The same as knobs and proposals of the engine's own kernel, conditioned on the target."""
    words = len(joint.pairs)
    given = joint.pairs / joint.marginal[:, None]
    b = negatives_at(joint, share, 1, "target", correction, exponent)
    return Noise(
        sampler=written({UNIGRAM: 1 - share, HARD: share}),
        correction=correction,
        offers=Proposals(
            np.tile(np.arange(words, dtype=np.int32), (words, 1)), given.astype(np.float32)
        ),
        target=resting(joint.pairs, b),
    )


def chance(seed):
    return np.random.default_rng(seed)


@pytest.fixture(scope="module")
def joint():
    return known_joint(30, chance(1))


@pytest.mark.parametrize("given", ["target", "input"])
@pytest.mark.parametrize("correction", ["none", "weight"])
def test_the_whole_batch_comes_to_rest_on_the_formula_of_each_mixture(joint, given, correction):
    """THEORY §0: within 10⁻³ nats; log A − log(k·A·Q_mix), log P(c|w) − log(k·q_λ), or PMI."""
    for seen in blends(joint, (0.0, 0.5, 1.0), K, chance(2), given=given, correction=correction):
        assert seen.off < 1e-3
        if correction == "weight":
            np.testing.assert_allclose(seen.formula, joint.pmi - np.log(K), atol=1e-12)


def test_the_better_the_proposer_the_less_is_left_to_learn(joint):
    """THEORY §4.viii: slopes 1, .77, .54, .29, 0 on PMI; at λ = 1 every logit is −log k."""
    *mixed, last = blends(joint, SHARES, K, chance(2), given="input")
    slopes = [seen.slope for seen in mixed]
    np.testing.assert_allclose(slopes, [1.0, 0.77, 0.54, 0.29], atol=0.03)
    assert last.slope is None
    assert np.abs(last.logits + np.log(K)).max() < 1e-3
    heaviest = [seen.heaviest for seen in blends(joint, SHARES, K, chance(2), correction="weight")]
    assert heaviest == sorted(heaviest)
    assert heaviest[0] == 1.0


def test_masked_pairs_leave_for_infinity_and_the_others_rest_where_they_did(joint):
    """B = 0 on known pairs: nothing pushes them, so v·u has no PMI reading there."""
    known = chance(3).random(joint.pairs.shape) < 0.2
    b = negatives_of(joint.pairs, joint.noise(1.0), K)
    at = rest(joint.pairs, np.where(known, 0.0, b), chance(2))
    formula = resting(joint.pairs, np.where(known, 0.0, b))
    assert np.isposinf(formula[known]).all()
    assert np.abs(at - formula)[~known].mean() < 1e-3
    assert at[known].min() > formula[~known].max()


def test_a_text_trained_with_a_mask_lets_its_known_pairs_rise_and_no_others():
    """What the whole batch says of masking, by the engine's own steps on a text."""
    corpus = BUILTIN["toyland"](Reading())
    words = build_vocabulary(corpus, corpus.suggested.recipe.min_count)
    size, every = len(words), np.arange(len(words), dtype=np.int32)
    plain = replace(corpus.suggested.knobs, epochs=1)
    bits, known = known_pairs(corpus.source, plain, size), np.zeros((size, size), np.bool_)
    for word in range(size):
        pair_known(word, every, size, bits, known[word])
    means = {}
    for correction in ("none", "mask"):
        knobs = replace(plain, correction=correction)
        trainer = SkipGram(corpus, words, corpus.suggested.recipe, knobs)
        while not trainer.finished(knobs):
            trainer.block(knobs)
        logits = trainer.model.v @ trainer.model.u.T
        means[correction] = (logits[known].mean(), logits[~known].mean())
    (met, strange), (spared, pushed) = means["none"], means["mask"]
    assert spared > met + 0.3  # nothing pushes them
    assert abs(pushed - strange) < 0.3 * (spared - met)  # these are pushed as before


def test_semantic_and_spelling_proposals_together_keep_the_formula(joint):
    """C16b: three sources at once; full batch within 10⁻³ of log A − log(k·A·Q_mix)."""
    symbols = ["run", "runs", "ran", "rung", "walk", "walks", "walked", "talk", "talks", "talked"]
    symbols = [f"{word}{mark}" for mark in ("", "er", "ing") for word in symbols]
    counts = np.rint(1e6 * joint.marginal).astype(np.int64)
    knobs = Knobs(sampler="unigram=0.4 hard=0.3 spelling=0.3", noise_exponent=1.0)
    own = target_noise(knobs, {"hard": noise_of(joint, 0.3).offers, "spelling": spelling(symbols)})
    law = law_of(shared_law(counts, knobs), own, np.arange(30))
    b = negatives_by_target(joint.pairs, law, K)
    at = rest(joint.pairs, b, chance(2))
    assert np.abs(at - resting(joint.pairs, b)).mean() < 1e-3
    assert np.abs(at - (joint.pmi - np.log(K))).mean() > 0.1


@pytest.mark.parametrize("correction", ["none", "weight"])
def test_the_engines_own_kernel_climbs_onto_the_mixtures_line(joint, correction):
    """The criteria of C10 for |V| = 30: slope 1 ± .04, intercept −log k ± .02, MAE, R²."""
    noise = noise_of(joint, 0.5, correction)
    *_, last = by_kernel(joint, K, chance(2), noise=noise)
    assert last.weighted.slope == pytest.approx(1, abs=0.04)
    assert last.weighted.intercept == pytest.approx(-np.log(K), abs=0.02)
    assert last.weighted.mae <= 0.04
    assert last.plain.mae <= 0.06
    assert last.plain.r2 >= 0.98
    if correction == "none":
        plain = np.abs(last.logits - joint.pmi + np.log(K)).mean()
        assert plain > 1.2 * last.plain.mae


def test_without_a_proposer_nothing_is_new(joint):
    assert np.array_equal(proposed(joint, 0.0), np.tile(joint.noise(1.0), (30, 1)))
    (seen,) = blends(joint, (0.0,), K, chance(2))
    *_, known = full_batch(joint, K, chance(2))
    np.testing.assert_allclose(seen.logits, known.logits, atol=1e-2)
