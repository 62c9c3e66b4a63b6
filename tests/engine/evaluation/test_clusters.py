"""If these fail, colours on the map jump from frame to frame, or mean nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

from engine.evaluation.clusters import clusters
from engine.similarity import unit_rows


def planted(rows=600, kinds=5, noise=0.4, seed=1):
    random = np.random.default_rng(seed)
    truth = np.arange(rows) % kinds
    around = random.normal(size=(kinds, 30))[truth]
    return truth, unit_rows((around + random.normal(size=(rows, 30)) * noise).astype(np.float32))


def test_what_was_planted_is_found_also_among_many_words():
    for rows in (600, 5000):
        truth, unit = planted(rows)
        found = clusters(unit, 5)
        assert adjusted_rand_score(truth, found.labels) > 0.95
        assert np.linalg.norm(found.centres, axis=1) == pytest.approx(np.ones(5), abs=1e-5)


def test_colours_stay_with_their_words_while_the_vectors_move():
    _, unit = planted()
    found, random = clusters(unit, 7), np.random.default_rng(2)
    for _ in range(10):
        unit = unit_rows(unit + random.normal(size=unit.shape).astype(np.float32) * 0.02)
        now = clusters(unit, 7, found)
        assert (now.labels == found.labels).mean() > 0.9
        found = now


def test_a_bad_beginning_is_not_kept_for_ever():
    """Before training all directions are chance; clusters found then must not bind later ones."""
    truth, unit = planted()
    chance = unit_rows(np.random.default_rng(3).normal(size=unit.shape).astype(np.float32))
    before = clusters(chance, 5)
    later = clusters(unit, 5, before)
    assert adjusted_rand_score(truth, later.labels) > 0.95
    again = clusters(unit, 5, later)
    assert (again.labels == later.labels).all()


def test_a_fresh_start_takes_over_the_old_numbers():
    _, unit = planted()
    found = clusters(unit, 5)
    order = np.array([3, 0, 4, 1, 2])
    renamed = type(found)(
        order[found.labels].astype(np.int32), found.centres[np.argsort(order)], -1
    )
    assert (clusters(unit, 5, renamed).labels == renamed.labels).all()


def test_typical_words_are_of_their_cluster_and_nearest_its_centre():
    _, unit = planted()
    found = clusters(unit, 5)
    for cluster, typical in enumerate(found.typical(unit, 3)):
        assert (found.labels[typical] == cluster).all()
        own = unit[found.labels == cluster] @ found.centres[cluster]
        assert unit[typical] @ found.centres[cluster] == pytest.approx(np.sort(own)[::-1][:3])


@given(st.integers(1, 12), st.integers(1, 4), st.integers(1, 8), st.booleans())
def test_odd_vectors_have_clusters_too(rows, columns, count, zeros):
    unit = np.zeros((rows, columns), np.float32) if zeros else np.eye(rows, columns, dtype="f4")
    found = clusters(unit, count)
    found = clusters(unit, count, found)
    assert len(found.labels) == rows
    assert 0 <= found.labels.min() <= found.labels.max() < len(found.centres) <= count
