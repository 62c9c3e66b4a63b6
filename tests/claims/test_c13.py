"""C13: common words are dropped. If these fail, lab 5 promises savings that nobody has."""

import numpy as np
import pytest

from engine.corpus.builtin.toyland import toyland
from engine.evaluation.analogies import accuracy
from engine.sampling.subsample import keep_chances
from engine.settings import Knobs, Recipe
from engine.similarity import unit_rows
from engine.theory.experiments.norms import Norms, measured, norms, verdict
from engine.theory.subsampling import GOLDEN, chances, fallen, savings, tokens_kept
from engine.training.progress import combined
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary
from tests.claims.prose import prose

TOY = toyland()
COUNTS = np.maximum(1, (200_000 / np.arange(1, 2001) ** 1.05)).astype(np.int64)


def test_the_papers_rule_drops_more_than_the_codes_and_also_rarer_words():
    """√(t/f) is 1 at f = t, √(t/f) + t/f only at f = 2.618 t."""
    f = COUNTS / COUNTS.sum()
    paper, code = chances(COUNTS, 1e-4, "paper"), chances(COUNTS, 1e-4)
    np.testing.assert_allclose(paper, np.minimum(1, np.sqrt(1e-4 / f)), rtol=1e-12)
    assert np.array_equal(code, keep_chances(COUNTS, 1e-4))
    assert (paper <= code).all()
    assert np.array_equal(fallen(paper), np.flatnonzero(f > 1e-4 * (1 + 1e-12)))
    assert np.array_equal(fallen(code), np.flatnonzero(f > GOLDEN * 1e-4 * (1 + 1e-12)))
    assert tokens_kept(COUNTS, paper) < tokens_kept(COUNTS, code)
    assert (chances(COUNTS, 0.0, "paper") == 1).all()
    assert fallen(code, 0.1).tolist() == np.flatnonzero(code < 0.1).tolist()


def test_the_savings_are_those_of_a_run():
    """Tokens and pairs of an epoch as the trainer draws them, within 5σ and 2 %."""
    knobs = Knobs(subsample=1e-3, epochs=1)
    trainer = SkipGram(TOY, build_vocabulary(TOY, 1), Recipe(dimensions=2, min_count=1), knobs)
    parts = []
    while not trainer.finished(knobs):
        parts.append(trainer.block(knobs))
    run = combined(parts)
    *_, last = savings(TOY.source, TOY.counts, knobs, (1e-2, 1e-3))
    assert [saving.threshold for saving in last.found] == [1e-2, 1e-3]
    assert last.done == 1
    found = last.found[1]
    keep = keep_chances(TOY.counts, 1e-3)
    sigma = np.sqrt((TOY.counts * keep * (1 - keep)).sum())
    assert abs(run.kept - found.kept_tokens) < 5 * sigma
    assert run.pairs == pytest.approx(found.kept_pairs, rel=0.02)
    assert found.kept_pairs < last.found[0].kept_pairs < found.pairs


def test_dropped_words_let_windows_reach_further():
    """The textbook is silent on it: at t = 1e-3 a window of 5 reaches past the fifth word."""
    *_, last = savings(TOY.source, TOY.counts, Knobs(), (0.0, 1e-2, 1e-3))
    plain, *stretched = (saving.reach for saving in last.found)
    assert plain.beyond == 0
    assert plain.shares.sum() == pytest.approx(1)
    means = [plain.mean, *(reach.mean for reach in stretched)]
    assert means == sorted(means)
    assert stretched[-1].beyond > 0.02


def test_dropping_common_words_helps_at_a_high_rate():
    """C13b: matched runs, d = 50, rate .1, 10 epochs: .957 .966 .955 without, .975 .982 .986 with.

    THEORY's trial kernel had .889 and .974: the gain is there, and smaller.
    """
    vocabulary, found = build_vocabulary(TOY, 1), []
    for t in (0.0, 1e-3):
        knobs = Knobs(subsample=t, learning_rate=0.1, epochs=10)
        trainer = SkipGram(TOY, vocabulary, Recipe(dimensions=50, min_count=1), knobs)
        while not trainer.finished(knobs):
            trainer.block(knobs)
        found.append(accuracy(vocabulary, unit_rows(trainer.model.v), TOY.questions).share)
    assert found[1] > found[0] + 0.005


def test_short_common_words_come_from_long_training_and_not_from_dropping():
    """C13c, THEORY §4.iv: after one epoch the reverse; after 40 so, and so without dropping."""
    recipe, knobs = Recipe(dimensions=32), Knobs(learning_rate=0.1)
    states = list(measured(prose(60_000), recipe, knobs, (1e-3,), (1, 40)))
    shares = [state.done for state in states]
    assert shares == sorted(shares)
    assert shares[-1] == 1
    found = states[-1].found
    assert [(run.threshold, run.epochs) for run in found] == [
        (0, 1),
        (1e-3, 1),
        (0, 40),
        (1e-3, 40),
    ]
    said = verdict(found)
    assert said.answer == "also without"
    assert (0.0, 40) in said.control
    assert not found[0].as_said
    assert found[0].means[-1] > found[0].means[0]
    assert said.shorter  # the part of the sentence that holds
    long = said.effects[-1]
    assert long.commonest < -0.05 < long.rarest


def run_of(threshold, epochs, *means):
    edges = (1, 10)
    return Norms(threshold, epochs, edges, (5, 5), means, means[1] - means[0], None)


def test_the_verdict_is_drawn_from_the_runs_it_is_given():
    as_said, reverse = (2.0, 1.0), (1.0, 2.0)
    assert verdict([run_of(0, 1, *reverse), run_of(1e-3, 1, *reverse)]).answer == "never"
    assert verdict([run_of(0, 1, *reverse), run_of(1e-3, 1, *as_said)]).answer == "only with"
    both = verdict([run_of(0, 1, *as_said), run_of(1e-3, 1, *as_said)])
    assert both.answer == "also without"
    assert both.effects[0].commonest == both.effects[0].rarest == 0
    assert not both.shorter
    assert verdict([run_of(1e-3, 1, *as_said)]) is None  # no control, no verdict


def test_norms_are_those_of_the_rows_by_their_counts():
    rows = np.array([[3.0, 4.0], [0.0, 2.0], [1.0, 0.0]], np.float32)
    found = norms(rows, np.array([500, 20, 15]), 0.0, 1)
    assert found.edges == (10, 300)
    assert found.words == (2, 1)
    assert found.means == pytest.approx((1.5, 5.0))
    assert found.rho == pytest.approx(1.0)
    assert found.rho_common is None
