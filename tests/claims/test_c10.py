"""C10: v·u = PMI − log k, if the noise is the unigram. If this fails, lab 3 shows another law."""

import numpy as np
import pytest

from engine.corpus.builtin.toyland import toyland
from engine.sampling.subsample import keep_chances
from engine.settings import Knobs, Recipe
from engine.theory.expected import counting
from engine.theory.known_joint import by_kernel, full_batch, known_joint
from engine.theory.loss_gap import ground
from engine.theory.scatter import by_count, flat_counting, scatter
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary, commonest

WORDS = 40


def chance(seed):
    return np.random.default_rng(seed)


@pytest.mark.parametrize(("words", "negatives"), [(30, 1), (30, 15), (60, 5)])
def test_the_whole_batch_comes_to_rest_on_pmi_less_log_k(words, negatives):
    """THEORY §1: mean distance below 10⁻³ nats, R² above .99999, slope 1, intercept −log k."""
    *before, last = full_batch(known_joint(words, chance(1)), negatives, chance(2))
    assert last.plain.mae < 1e-3
    assert last.plain.r2 > 0.99999
    assert last.weighted.slope == pytest.approx(1, abs=1e-3)
    assert last.weighted.intercept == pytest.approx(-np.log(negatives), abs=1e-3)
    assert last.done == 1
    assert [state.seen for state in before] == sorted(state.seen for state in before)


@pytest.mark.parametrize(("words", "mae", "r2"), [(30, 0.06, 0.98), (60, 0.08, 0.965)])
def test_the_engines_own_kernel_climbs_onto_the_line(words, mae, r2):
    """THEORY §1: 3 million pairs, k = 5, the rate falling from .1 to .0005."""
    joint = known_joint(words, chance(1))
    states = list(by_kernel(joint, 5, chance(2)))
    last = states[-1]
    assert (last.done, last.seen) == (1, 3_000_000)
    assert last.weighted.slope == pytest.approx(1, abs=0.04)
    assert last.weighted.intercept == pytest.approx(-np.log(5), abs=0.02)
    assert last.weighted.mae <= 0.04
    assert last.plain.mae <= mae
    assert last.plain.r2 >= r2
    assert states[len(states) // 4].weighted.mae > 2 * last.weighted.mae


def test_another_exponent_has_another_line_and_the_lab_draws_that_one():
    """With α = 0 logits rest on log P(c|w) + log |V| − log k, far from PMI − log k."""
    joint = known_joint(30, chance(1))
    *_, last = full_batch(joint, 5, chance(2), exponent=0.0)
    assert last.plain.mae < 1e-3
    assert np.abs(last.logits - joint.pmi + np.log(5)).mean() > 0.3


def test_too_few_dimensions_miss_the_line_more_the_fewer_they_are():
    joint = known_joint(30, chance(1))
    fits = [
        list(full_batch(joint, 5, chance(2), dimensions=d))[-1].plain.r2 for d in (2, 5, 10, 30)
    ]
    assert fits == sorted(fits)
    assert fits[1] < 0.95


def test_the_band_is_the_scale_of_what_chance_does():
    """Cells leave the optimum by about √(1/A + 1/B): most within three of it, not all within ⅓."""
    joint = known_joint(30, chance(1))
    *_, last = by_kernel(joint, 5, chance(3), pairs=1_000_000)
    off = np.abs(last.logits - joint.target(1.0) + np.log(5)) / joint.band(5, 1_000_000)
    assert np.mean(off < 3) > 0.95
    assert np.mean(off < 1 / 3) < 0.7


def test_few_pairs_leave_words_undrawn_and_still_a_whole_table():
    *_, last = by_kernel(known_joint(100, chance(1)), 5, chance(2), pairs=300, exponent=-1.0)
    assert last.logits.shape == (100, 100)
    assert np.isfinite(last.logits).all()


@pytest.fixture(scope="module")
def run():
    """The 40 commonest words of Toyland in 40 dimensions, long enough to come near the optimum."""
    made = toyland()
    vocabulary = commonest(build_vocabulary(made, 1), WORDS)
    knobs = Knobs(subsample=1e-2, learning_rate=0.1, epochs=30)
    trainer = SkipGram(made, vocabulary, Recipe(dimensions=WORDS, min_count=1), knobs)
    start = trainer.model.copy()
    while not trainer.finished(knobs):
        trainer.block(knobs)
    keep = keep_chances(vocabulary.counts, knobs.subsample)
    *_, found = counting(made.source, knobs, keep, WORDS)
    *_, flat = flat_counting(made.source, knobs, WORDS, WORDS)
    return trainer, knobs, found.counted, flat.counted, start


def test_on_a_text_the_exact_counts_beat_the_textbook_and_the_skip_rule(run):
    """On its commonest cells the textbook's PMI is off by nats that are not the run's fault."""
    trainer, knobs, counted, flat, _ = run
    cells = scatter(trainer.model, counted, flat, trainer.vocabulary.counts, knobs)
    _, _, middle, common = by_count(cells)
    for band in (middle, common):
        assert band.exact.mae < min(band.skip.mae, band.textbook.mae)
        assert band.exact.r2 > 0.95
    assert common.textbook.r2 < 0.8
    assert common.exact.intercept == pytest.approx(-np.log(5), abs=0.02)
    assert len(cells.count) + len(cells.unseen) == WORDS**2
    assert cells.unseen.mean() < cells.learned.mean() - 1  # the −∞ cells, shown apart


def test_the_model_stands_above_the_floor_and_comes_down_to_it(run):
    trainer, knobs, counted, _, start = run
    floor = ground(counted, trainer.vocabulary.counts, knobs)
    before, after = floor.under(start), floor.under(trainer.model)
    assert before.floor == after.floor
    assert 0 < after.excess < 0.02 * before.excess


def test_flat_counts_are_every_pair_within_the_window():
    made = toyland(tokens=3_000)
    knobs = Knobs(window=3)
    *_, found = flat_counting(made.source, knobs, len(made.symbols), 50)
    exact = np.zeros((50, 50))
    stream = made.source.passage(0, 0, made.source.size, knobs)
    for low, high in zip(stream.offsets[:-1], stream.offsets[1:], strict=True):
        line = stream.ids[low:high]
        for i in range(len(line)):
            for j in range(max(0, i - 3), min(len(line), i + 4)):
                if i != j and max(line[i], line[j]) < 50:
                    exact[line[i], line[j]] += 1
    assert np.array_equal(found.counted.pairs, exact)
    *_, nearest = flat_counting(made.source, Knobs(window=1), len(made.symbols), 50)
    assert nearest.counted.distances[1:].sum() == 0
