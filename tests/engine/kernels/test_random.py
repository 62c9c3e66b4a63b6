"""If these fail, draws that should know nothing of each other hang together, or favour some."""

import numpy as np
import pytest
from scipy.stats import chisquare

from engine.kernels.jit import kernel
from engine.kernels.random import (
    is_own,
    keep_draw,
    key_of,
    measure_draw,
    next_key,
    noise_draw,
    radius_draw,
)
from engine.sampling.noise import noise_table

COUNT, WINDOW, WORDS = 100_000, 5, 64
KEEP, RADIUS, MEASURED, FIRST, SECOND, OWN = range(6)
EVEN = noise_table(np.ones(WORDS, np.int64), 0.75)


@kernel
def write_draws(base, epoch, window, share, table, found):
    for i in range(found.shape[0]):
        key = key_of(base, np.uint64(epoch), np.uint64(i))
        found[i, 0], found[i, 1] = keep_draw(key), radius_draw(key, window)
        found[i, 2] = measure_draw(key)
        found[i, 3] = noise_draw(next_key(key, np.uint64(0)), table)
        found[i, 4] = noise_draw(next_key(key, np.uint64(1)), table)
        found[i, 5] = is_own(key, np.uint64(0), share)


def draws(epoch=0):
    """A row for each place: all that chance decides about it."""
    found = np.empty((COUNT, 6))
    write_draws(np.uint64(99), epoch, WINDOW, np.uint64(2**30), EVEN, found)
    return found


def hang_together(one, other):
    """The largest correlation of a column with one of the other's, in its standard errors."""
    both = np.corrcoef(one, other, rowvar=False)[: one.shape[1], one.shape[1] :]
    return np.abs(both).max() * np.sqrt(len(one))


def test_reaches_are_even_from_one_to_the_window():
    """Else pairs a window apart are trained more or less often than theory and labs say."""
    reaches = draws()[:, RADIUS].astype(int)
    assert set(reaches) == {1, 2, 3, 4, 5}
    assert chisquare(np.bincount(reaches)[1:]).pvalue > 1e-4


@pytest.mark.parametrize(("column", "cells"), [(MEASURED, 256), (FIRST, WORDS), (SECOND, WORDS)])
def test_every_place_of_a_draw_comes_as_often(column, cells):
    seen = np.bincount(draws()[:, column].astype(int), minlength=cells)
    assert len(seen) == cells
    assert chisquare(seen).pvalue > 1e-4


def test_a_share_of_the_noise_comes_from_the_targets_own_law():
    found = draws()
    assert found[:, OWN].mean() == pytest.approx(0.25, abs=0.01)
    assert found[:, KEEP].mean() == pytest.approx(0.5, abs=0.005)


def test_no_purpose_knows_of_another():
    """The second noise word would follow from the first, or which law it comes from."""
    found = draws()
    together = np.abs(np.corrcoef(found, rowvar=False) - np.eye(6)).max()
    assert together * np.sqrt(COUNT) < 5


def test_no_epoch_and_no_place_knows_of_another():
    """Every epoch would drop the same words and draw the same noise."""
    first, second = draws(0), draws(1)
    assert hang_together(first, second) < 5
    assert hang_together(first[:-1], first[1:]) < 5
