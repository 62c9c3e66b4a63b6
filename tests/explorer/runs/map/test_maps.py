"""If these fail, two tabs fight for one map, or its colours are of something else."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import EngineError
from engine.similarity import unit_rows
from engine.vocabulary import vocabulary_of
from explorer.runs.frame import Watch
from explorer.runs.map import map_view as planes
from explorer.runs.map.map_view import MapView
from explorer.runs.map.maps import MOST, Maps
from explorer.runs.map.umap_client import ROWS

RANDOM = np.random.default_rng(1)
WORDS = vocabulary_of(tuple(f"w{i}" for i in range(300)), np.arange(300, 0, -1))
MODEL = SimpleNamespace(
    v=RANDOM.normal(size=(300, 12)).astype(np.float32),
    u=RANDOM.normal(size=(300, 12)).astype(np.float32) * 2,
)


def look(maps, tokens=1, words=100, rest=False, **plane):
    watch = Watch(words=words, plane=MapView(**plane))
    return maps.look(MODEL, WORDS, tokens, watch, rest=rest)


@pytest.fixture
def maps():
    return Maps("run", None)


def test_two_tabs_that_look_differently_have_a_map_each(maps):
    one, other = look(maps).layout, look(maps, kind="pca3").layout
    assert (one.positions.shape, other.positions.shape) == ((100, 2), (100, 3))
    assert one.number != other.number
    assert look(maps).layout is one
    assert look(maps, kind="pca3").layout is other


def test_a_map_asked_for_again_has_its_past_and_many_are_not_kept(maps):
    first = look(maps).layout
    for tokens, words in enumerate(range(20, 20 + 10 * MOST, 10), start=2):
        look(maps, tokens, words)
        assert look(maps, 2).layout.number >= first.number
        assert look(maps, 2).moments[0] == 1  # the one in use stays
    assert len(maps._kept) == MOST


def test_the_colour_and_the_trails_do_not_lay_the_map_anew(maps):
    assert look(maps).layout is look(maps, colour="norm", trails=True).layout


def test_the_vectors_asked_for_are_those_shown(maps):
    both = look(maps, vectors="both", colour="norm")
    assert both.layout.positions.shape == (200, 2)
    norms = np.linalg.norm(np.concatenate([MODEL.v[:100], MODEL.u[:100]]), axis=1)
    values = both.paint.low + both.paint.values / 255 * (both.paint.high - both.paint.low)
    np.testing.assert_allclose(values, norms, atol=np.ptp(norms) / 500)
    output = look(maps, vectors="output", colour="norm").paint
    assert output.high == pytest.approx(norms[100:].max())


def test_along_axes_a_place_is_a_cosine(maps):
    positions = look(maps, kind="axes", across="w1 − w2", up="w250").layout.positions
    unit = unit_rows(MODEL.v)
    across = unit[1] - unit[2]
    np.testing.assert_allclose(positions[:, 1], unit[:100] @ unit[250], atol=1e-5)
    np.testing.assert_allclose(
        positions[:, 0], unit[:100] @ across / np.linalg.norm(across), atol=1e-5
    )
    with pytest.raises(EngineError, match="“missing” is not among"):
        look(maps, kind="axes", across="missing", up="w1")


def test_a_cluster_is_named_by_words_of_its_own(maps):
    paint = look(maps, colour="cluster").paint
    assert len(paint.names) == paint.values.max() + 1 <= 7
    for cluster, names in enumerate(paint.names):
        assert names
        assert {paint.values[WORDS.ids[name]] for name in names} == {cluster}


def test_colours_are_sent_again_only_when_they_changed(maps):
    first = look(maps, colour="norm").paint
    assert look(maps, tokens=2, colour="norm").paint is first  # not every half second
    assert look(maps, colour="fidelity").paint.values is None  # nobody has judged it yet
    assert look(maps, colour="fidelity").paint.number == 0
    assert look(maps).paint.values is None


def test_a_step_is_read_on_a_map_at_rest(maps):
    shown = look(maps, tokens=1).layout
    assert look(maps, tokens=9, rest=True).layout is shown
    assert look(maps, tokens=9, rest=True, kind="pca3").layout is not None  # there was none yet


@given(st.integers(0, 10**9), st.integers(2, 10**7), st.sampled_from(planes.VECTORS))
def test_no_address_asks_for_more_rows_than_are_shared_out(asked, size, vectors):
    shown = MapView(vectors=vectors).shown(asked, size)
    assert shown * (2 if vectors == "both" else 1) <= ROWS
    assert shown <= size
