"""If these fail, pausing, stepping, saving or turning changes the model behind the user's back."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.corpus.builtin.toyland import toyland
from engine.errors import CorpusError, DivergenceError, FormatError
from engine.model import Model
from engine.settings import Knobs, Recipe
from engine.training import checkpoint
from engine.training.checkpoint import Position
from engine.training.progress import combined, loss
from engine.training.slices import slices
from engine.training.trainer import BLOCK, SkipGram
from engine.vocabulary import build_vocabulary
from tests.engine.training.material import corpus

CORPUS = corpus()
VOCABULARY = build_vocabulary(CORPUS, 5)
RECIPE = Recipe(dimensions=12, min_count=5, seed=3)
KNOBS = Knobs(negatives=3, window=4, subsample=1e-3, epochs=2, learning_rate=0.05)


def trainer(knobs=KNOBS, recipe=RECIPE):
    return SkipGram(CORPUS, VOCABULARY, recipe, knobs)


def same(a, b):
    return np.array_equal(a.model.v, b.model.v) and np.array_equal(a.model.u, b.model.u)


def run_out(made, knobs=KNOBS):
    return list(slices(made, lambda: knobs, 0.0))


def test_slicing_leaves_no_trace():
    """0 s, 0.05 s and 60 s slices: the same vectors, bit for bit."""
    runs = []
    for seconds in (0.0, 0.05, 60.0):
        made = trainer()
        parts = list(slices(made, lambda: KNOBS, seconds))
        assert combined(parts).tokens == combined(parts).goal == 2 * VOCABULARY.counts.sum()
        runs.append(made)
    assert same(runs[0], runs[1])
    assert same(runs[0], runs[2])


@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(1, 4000), min_size=1, max_size=5))
def test_blocks_and_targets_continue_each_other(steps):
    """Stepping by hand and letting it run must lead to the same model."""
    stepped, whole = trainer(), trainer()
    parts = [stepped.targets(KNOBS, count) for count in steps]
    assert [part.targets for part in parts] == steps
    rest = run_out(stepped)
    run_out(whole)
    assert same(stepped, whole)
    assert rest[-1].tokens == whole.position.tokens


def test_a_target_is_one_centre_word():
    progress = trainer().targets(KNOBS, 1)
    assert progress.targets == 1
    assert 1 <= progress.pairs <= 2 * KNOBS.window
    assert progress.positives == progress.pairs
    assert progress.negatives == 3 * progress.pairs


def test_restore_continues_bit_for_bit_also_after_a_turned_knob(tmp_path):
    """A saved run that goes on differently is not the run that was saved."""
    first = trainer()
    turned = replace(KNOBS, window=2, learning_rate=0.02)
    first.block(KNOBS)
    first.targets(turned, 123)
    path = tmp_path / "run.npz"
    checkpoint.save(first.checkpoint(), path)
    second = trainer()
    second.restore(checkpoint.load(path))
    assert second.position == first.position
    run_out(first, turned)
    run_out(second, turned)
    assert same(first, second)


def test_a_checkpoint_of_other_words_is_refused():
    other = SkipGram(CORPUS, build_vocabulary(CORPUS, 50), RECIPE, KNOBS)
    with pytest.raises(CorpusError, match="another text"):
        trainer().restore(other.checkpoint())


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04rubbish", b"\x80\x04junk", b"plain text"])
def test_a_file_that_is_no_checkpoint_is_one_sentence(tmp_path, content):
    path = tmp_path / "run.npz"
    path.write_bytes(content)
    with pytest.raises(FormatError, match=r"run\.npz"):
        checkpoint.load(path)


@pytest.mark.parametrize(
    "change",
    [{"window": 2}, {"negatives": 1}, {"subsample": 1e-2}, {"noise_exponent": 0.0}],
    ids=lambda change: next(iter(change)),
)
def test_a_turned_knob_takes_hold_at_the_next_block_and_leaves_other_draws_alone(change):
    plain, turned = trainer(), trainer()
    assert np.array_equal(plain.model.v, turned.model.v)
    plain.block(KNOBS)
    turned.block(KNOBS)
    assert same(plain, turned)
    a, b = plain.block(KNOBS), turned.block(replace(KNOBS, **change))
    assert not same(plain, turned)
    if "subsample" not in change:
        assert a.kept == b.kept  # the same tokens were kept
    if set(change) <= {"negatives", "noise_exponent"}:
        assert a.pairs == b.pairs  # the same windows were drawn


def test_another_seed_is_another_run_and_the_same_seed_the_same():
    one, two, other = trainer(), trainer(), trainer(recipe=replace(RECIPE, seed=4))
    for made in (one, two, other):
        made.block(KNOBS)
    assert same(one, two)
    assert not same(one, other)


def test_the_loss_starts_at_ln_2_and_falls():
    """U starts at zero, so every first term is ln 2; a curve that starts elsewhere misleads."""
    made = trainer()
    first = made.targets(KNOBS, 1)
    assert first.pull == pytest.approx(np.log(2), rel=1e-6)
    assert first.push == pytest.approx(np.log(2), rel=1e-6)
    parts = run_out(made)
    assert loss(parts[-1]) < loss(parts[0])


def test_without_negatives_the_push_is_none():
    knobs = replace(KNOBS, negatives=0)
    progress = trainer(knobs).block(knobs)
    assert progress.push is None
    assert progress.negatives == 0
    assert loss(progress) == progress.pull


def test_the_rate_falls_along_its_line_whatever_is_turned():
    """THEORY §5: the anchor's rules; a rate that jumps shows as a kink nobody turned."""
    made = trainer()
    size = made.epoch_size
    assert made.learning_rate(KNOBS) == KNOBS.learning_rate
    run_to = made.block(KNOBS).tokens
    floor = 1e-4 * KNOBS.learning_rate
    wanted = floor + (KNOBS.learning_rate - floor) * (2 * size - run_to) / (2 * size)
    assert made.learning_rate(KNOBS) == pytest.approx(wanted, rel=1e-9)
    longer = replace(KNOBS, epochs=5)
    before = made.learning_rate(KNOBS)
    made.targets(longer, 1)
    assert made.learning_rate(longer) == pytest.approx(before, rel=1e-3)
    faster = replace(longer, learning_rate=0.2)
    made.targets(faster, 1)
    assert made.learning_rate(faster) == pytest.approx(0.2, rel=1e-3)


def test_one_more_epoch_replays_the_last_ones_fall():
    made = trainer()
    run_out(made)
    more = replace(KNOBS, epochs=3)
    assert not made.finished(more)
    made.targets(more, 1)
    assert made.learning_rate(more) == pytest.approx(KNOBS.learning_rate / 2, rel=1e-3)
    assert run_out(made, more)[-1].tokens == 3 * made.epoch_size


def test_fewer_epochs_than_passed_end_the_run():
    made = trainer()
    while made.position.epoch < 1:
        made.block(KNOBS)
    assert made.finished(replace(KNOBS, epochs=1))
    assert made.block(replace(KNOBS, epochs=1)).targets == 0


def test_divergence_is_one_sentence():
    """Vectors of NaN on a map look like a broken app; the sentence says it is the rate."""
    wild = replace(KNOBS, learning_rate=10.0, schedule="constant", epochs=50)
    with pytest.raises(DivergenceError, match="learning_rate=10"):
        run_out(trainer(wild), wild)


@pytest.mark.parametrize(("rate", "negatives"), [(0.5, 1), (2.5, 0)])
def test_vectors_that_only_grow_are_divergence_too(rate, negatives):
    """Numbers of 10⁹ are finite and worth nothing; the run must not end as done."""
    text = toyland()
    knobs = replace(text.suggested.knobs, learning_rate=rate, negatives=negatives)
    made = SkipGram(text, build_vocabulary(text, 1), text.suggested.recipe, knobs)
    with pytest.raises(DivergenceError, match=f"learning_rate={rate}"):
        run_out(made, knobs)


def test_rows_nobody_measured_are_checked_at_the_end_of_an_epoch():
    made = SkipGram(CORPUS, VOCABULARY, RECIPE, KNOBS, share=0)
    made.block(KNOBS)
    made.model.u[-1, 0] = np.nan
    with pytest.raises(DivergenceError):
        run_out(made)


def test_a_constant_rate_stays_when_epochs_are_added_after_the_end():
    knobs = replace(KNOBS, schedule="constant")
    made = trainer(knobs)
    run_out(made, knobs)
    more = replace(knobs, epochs=3)
    assert made.learning_rate(more) == KNOBS.learning_rate
    made.targets(more, 1)
    assert made.learning_rate(more) == KNOBS.learning_rate


def test_epochs_lowered_and_raised_again_leave_no_trace():
    """Whether a block was asked for in between depends on threads; the rate must not."""
    asked, spared = trainer(), trainer()
    for made in (asked, spared):
        while made.position.epoch < 1:
            made.block(KNOBS)
    assert asked.block(replace(KNOBS, epochs=1)).targets == 0
    assert asked.learning_rate(KNOBS) == spared.learning_rate(KNOBS)
    run_out(asked)
    run_out(spared)
    assert same(asked, spared)


def test_a_checkpoint_whose_tables_do_not_fit_is_refused():
    """Kernels do not check bounds: tables too small would be written past their end."""
    saved = trainer().checkpoint()
    small = Model(saved.model.inputs[:3], saved.model.outputs[:3], 12)
    for broken in (replace(saved, model=small), replace(saved, position=Position(0, 10**9, 0))):
        with pytest.raises(CorpusError):
            trainer().restore(broken)
    cut_else = SkipGram(corpus(seed=1), VOCABULARY, RECIPE, KNOBS)
    with pytest.raises(CorpusError):
        cut_else.restore(saved)


def test_two_threads_train_everything_once():
    """Hogwild shares rows, not work: every token is passed and every pair trained exactly once."""
    one, two = trainer(), trainer(recipe=replace(RECIPE, threads=2))
    a, b = combined(run_out(one)), combined(run_out(two))
    assert (a.tokens, a.kept, a.pairs, a.targets) == (b.tokens, b.kept, b.pairs, b.targets)
    assert abs(loss(a) - loss(b)) < 0.02 * loss(a)


def test_a_block_is_a_fixed_stretch():
    progress = trainer().block(KNOBS)
    known = CORPUS.source.ids[:BLOCK] < len(VOCABULARY)
    assert progress.passed == known.sum()


def test_rare_words_are_dropped_before_windows():
    """min_count first, as word2vec: a window reaches over what is not in the vocabulary."""
    few = build_vocabulary(CORPUS, 300)
    made = SkipGram(CORPUS, few, RECIPE, replace(KNOBS, subsample=0.0))
    progress = made.block(replace(KNOBS, subsample=0.0))
    assert progress.kept == progress.passed == (CORPUS.source.ids[:BLOCK] < len(few)).sum()


def test_too_few_words_are_refused():
    with pytest.raises(CorpusError, match="min_count=1000000"):
        build_vocabulary(CORPUS, 1_000_000)
