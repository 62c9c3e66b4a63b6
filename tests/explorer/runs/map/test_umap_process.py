"""If these fail, a map of UMAP's own boasts of being true, jumps, or is lost with its process."""

import os
import subprocess
import sys
from pathlib import Path

import numba
import numpy as np
import psutil
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from sklearn.manifold import trustworthiness

from engine.evaluation.map_trust import true_neighbours_kept
from engine.evaluation.projection import (
    cosine_neighbours,
    principal_axes,
    procrustes,
)
from explorer.runs.map.umap_client import UmapClient, fingerprint
from explorer.runs.map.umap_process import ROOT
from tests.explorer.runs.map.test_umap_client import under_way


def trust(x, y):
    """Venna and Kaski's measure: how far 15 neighbours on the map are neighbours by cosine."""
    return trustworthiness(x, y, n_neighbors=15, metric="cosine")


@pytest.fixture(scope="module")
def projector():
    projector = UmapClient()
    projector.start()
    assert projector.wait_for(lambda: projector.ready, 180)
    yield projector
    projector.close()
    assert not psutil.pid_exists(projector._worker.pid)


def groups(rows=400, seed=1):
    """Vectors around ten directions, as words of ten subjects."""
    random = np.random.default_rng(seed)
    centres = random.normal(size=(10, 30))
    return (centres[np.arange(rows) % 10] + random.normal(size=(rows, 30)) * 0.5).astype(np.float32)


def made(projector, *vectors, **more):
    """The maps of these vectors, one after the other."""
    for number, x in enumerate(vectors, start=1):
        assert projector.submit("made", x, "w", **more)
        yield projector.wait("made", number).positions
    projector.forget("made")


def moved(after, before):
    """Mean way of a row, with the map's spread as 1."""
    spread = np.sqrt(((before - before.mean(axis=0)) ** 2).sum(axis=1).mean())
    return np.linalg.norm(after - before, axis=1).mean() / spread


def test_maps_are_true_hold_still_and_follow(projector):
    x = groups()
    y = np.random.default_rng(3).permutation(x)
    first, second, *_, last = made(projector, x, x, *[y] * 5)
    assert trust(x, first) > trust(x, principal_axes(x)) + 0.05
    assert trust(x, second) > trust(x, first) - 0.02
    assert moved(second, first) < 0.15
    assert trust(y, last) > trust(y, principal_axes(y))


def test_equal_requests_give_equal_maps_and_other_words_begin_anew(projector):
    x = groups(100)
    one = list(made(projector, x, x))
    assert_array_equal(one, list(made(projector, x, x)))
    assert projector.submit("b", groups(100, seed=2), (1, 2)) and projector.wait("b")
    projector.submit("b", x, (2, 1), tokens=20)
    layout = projector.wait("b", 2)
    assert (layout.rows, layout.tokens, layout.kind) == (fingerprint([2, 1]), 20, "umap")
    assert_array_equal(layout.positions, one[0])


def test_a_first_map_lies_on_the_one_before(projector):
    x = groups(100)
    before = principal_axes(x) @ np.float32([[0, 1], [1, 0]])
    before[::7] = np.nan  # words that had no place yet
    (positions,) = made(projector, x, previous=before)
    assert np.isfinite(positions).all()
    assert_allclose(procrustes(positions, before), positions, atol=1e-3)


def test_vectors_that_are_not_finite_are_refused(projector):
    projector.submit("bad", np.where(np.eye(100, 30) > 0, np.inf, groups(100)), "w")
    assert projector.wait("bad") is None and "not finite" in projector.failure("bad")
    assert len(list(made(projector, groups(100)))) == 1


ODD = [groups(rows) for rows in (1, 2, 4, 5, 6, 14, 15, 16)]
ODD += [np.full((50, 10), value, np.float32) for value in (0, 1, 1e38)]
ODD += [groups(50)[:, :1], groups(50) * np.float32(1e-30), np.repeat(groups(10), 10, axis=0)]


@pytest.mark.parametrize("x", ODD, ids=lambda x: f"{x.shape}")
def test_odd_vectors_have_maps_too(projector, x):
    for positions in made(projector, x, x):
        assert positions.shape == (len(x), 2) and np.isfinite(positions).all()


def test_the_process_is_polite_and_the_server_small(projector):
    assert psutil.Process(projector._worker.pid).nice() == os.nice(0) + 10
    probe = "import sys, explorer.runs.map.umap_client; sys.exit('umap' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", probe], cwd=ROOT, check=False).returncode == 0


def test_a_map_says_how_true_each_place_is(projector):
    """The colour "how true its place is" would flatter, or show the judgement of another map."""
    x = groups(100)
    for columns in (2, 3):
        assert projector.submit("true", x, f"{columns}", columns=columns)
        layout = projector.wait("true", columns - 1)
        nearest = cosine_neighbours(x, 11)[0][:, 1:]
        assert layout.positions.shape == (100, columns)
        assert_array_equal(
            layout.kept, np.round(255 * true_neighbours_kept(nearest, layout.positions))
        )
    projector.forget("true")
    given = np.random.default_rng(1).normal(size=(100, 2)).astype(np.float32)
    assert projector.submit("true", x, "w", previous=given, judged=True)
    judged = projector.wait("true")
    assert_array_equal(judged.positions, given)
    assert_array_equal(judged.kept, np.round(255 * true_neighbours_kept(nearest, given)))
    with pytest.raises(ValueError, match="must be there"):
        projector.submit("true", x, "w", judged=True)
    projector.forget("true")


def test_what_umap_compiles_is_kept_for_the_next_start(projector):
    """Every start of a server would wait five seconds longer for its first map."""
    folder = Path(numba.config.CACHE_DIR)
    for name in ("smooth_knn_dist", "membership_strengths", "layout_euclidean_single_epoch"):
        assert list(folder.rglob(f"*{name}*.nbc"))


def test_after_a_kill_everything_goes_on(projector):
    projector.submit("calm", groups(100), "w")
    calm = projector.wait("calm")
    projector.submit("struck", groups(4000), "w")
    assert under_way(projector)
    killed = projector._worker
    killed.kill()
    assert projector.wait_for(lambda: not projector.ready)
    assert projector.latest("calm") is None
    assert projector.wait_for(lambda: projector.ready, 180)
    assert projector.latest("calm") is calm and projector._worker is not killed
    assert projector.wait("struck").number == 1
    projector.submit("calm", groups(100), "w")
    assert moved(projector.wait("calm", 2).positions, calm.positions) < 0.3  # goes on from there
