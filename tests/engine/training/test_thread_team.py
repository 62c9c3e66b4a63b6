"""If these fail, several threads learn something else than one does."""

from dataclasses import replace

import numpy as np

from engine.training.force_log import lines
from engine.training.progress import combined, loss
from engine.training.thread_team import _merge
from tests.engine.training.test_trainer import KNOBS, RECIPE, run_out, trainer


def test_the_merge_is_what_one_after_another_would_have_done():
    """Threads that each go from x towards m, keeping ρ of the way, leave ρ^T of it, not less."""
    start, best, left, threads = np.float32(8.0), 2.0, 0.7, 3
    own = np.full((1, 16), best + left * (start - best), np.float32)
    shared = np.full((1, 16), start)
    _merge(shared, [own] * threads, np.array([-np.log(left) / 0.1]))
    np.testing.assert_allclose(shared, best + left**threads * (start - best), rtol=1e-6)


def test_rows_hardly_moved_add_up_and_rows_at_rest_are_averaged():
    owns = [np.full((2, 16), 1.0, np.float32), np.full((2, 16), 2.0, np.float32)]
    shared = np.zeros((2, 16), np.float32)
    _merge(shared, owns, np.array([0.0, 1e6]))
    np.testing.assert_allclose(shared[:, 0], [3.0, 1.5])


def test_threads_learn_as_one_does():
    """Four threads: the same loss within 3 %, whatever is drawn how often."""
    one, four = trainer(), trainer(recipe=replace(RECIPE, threads=4))
    a, b = run_out(one)[-1], run_out(four)[-1]
    assert abs(loss(a) - loss(b)) < 0.03 * loss(a)


def test_a_restored_model_is_the_one_that_threads_train():
    made = trainer(recipe=replace(RECIPE, threads=2))
    made.block(KNOBS)
    made.restore(made.checkpoint())
    before = made.model.v.copy()
    made.block(KNOBS)
    assert not np.array_equal(before[0], made.model.v[0])
    assert combined([made.block(KNOBS)]).targets > 0


def test_a_watched_word_has_a_book_also_with_threads():
    made = trainer(recipe=replace(RECIPE, threads=2))
    book = made.watch(3)
    made.block(KNOBS)
    marks, gains, _ = lines(book)
    assert len(marks) > 0
    assert (marks[:, 1] < len(made.vocabulary)).all()
    assert np.isfinite(gains).all()
    made.watch(None)
    written = book.written[0]
    made.block(KNOBS)
    assert book.written[0] == written
