"""If one fails, weights that a visitor brings end the server, or send its walks elsewhere."""

import io
import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.corpus import intake
from engine.corpus.graph.graph import RATIO, Draft, Graph, graph
from engine.corpus.graph.walks import Walks
from engine.errors import CorpusError
from engine.kernels.walks import sum_widths
from engine.settings import Knobs, Reading
from tests import ROOT, naive

HEAVY_EDGE = "a b 1\nb c 2\nc a 1e17\n"
WEIGHTS = ("0", "1", "3", "1e11", "1e17", "1e-11", "1e-100", "1e100", "1e-300", "1e300", "5e-324",
           "1.7e308", "1e400", "-1", "-0", "nan", "inf")  # fmt: skip
REFUSALS = ("must be 0, or between 1e-100 and 1e+100", "times the lightest", "has no edges",
            "lead from a node to itself")  # fmt: skip


def read(text, **how):
    return intake.read([("some.edges", io.BytesIO(text.encode()))], Reading(**how), None)


def made(edges, *, directed=False):
    draft = Draft("made")
    for edge in edges:
        draft.add(*edge)
    return graph(draft, directed=directed, weighted=True)


def walks_of(some, p, q, count, length=12):
    source = Walks(some, np.arange(len(some) + 1, dtype=np.int32))
    ids = source.passage(0, 0, count * length, Knobs(p=p, q=q, walk_length=length)).ids
    return ids.reshape(-1, length)


def test_a_heavy_edge_is_refused_in_a_sentence_that_names_it():
    """It ended the process: light nodes had widths of 0 in a sum over all nodes."""
    with pytest.raises(CorpusError) as refused:
        read(HEAVY_EDGE)
    said = str(refused.value)
    assert said.startswith("some.edges: all edges of a together weigh 1e+17, and the one to b")
    assert "1,000,000,000,000 times the lightest" in said
    assert read(HEAVY_EDGE, weighted=False).facts.edges == 3


def test_the_way_out_that_the_sentence_names_is_one():
    """Not to read the weights was offered, and refused for the same weight."""
    for weight in ("-2", "nan", "1e300"):
        with pytest.raises(CorpusError, match="weights not read"):
            read(f"a b 1\nb c {weight}\n")
        assert read(f"a b 1\nb c {weight}\n", weighted=False).facts.edges == 2


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from(WEIGHTS)), min_size=1,
        max_size=12,
    ),
    st.sampled_from(["yes", "no"]),
    st.sampled_from([(0.01, 0.01), (0.01, 100.0), (100.0, 0.01), (100.0, 100.0), (1.0, 1.0)]),
)  # fmt: skip
def test_any_weights_are_walked_along_their_edges_or_refused_in_a_sentence(edges, directed, bias):
    text = "".join(f"n{a} n{b} {weight}\n" for a, b, weight in edges)
    try:
        corpus = read(text, directed=directed)
    except CorpusError as refused:
        assert any(reason in str(refused) for reason in REFUSALS)
        return
    some = corpus.source.graph
    assert (some.weights > 0).all()
    for row in walks_of(some, *bias, 20).tolist():
        for one, other in pairwise(node for node in row if node < len(some)):
            assert other in some.ends[some.starts[one] : some.starts[one + 1]]


@pytest.mark.parametrize("weights", [(1.0, 2.0, 1e11), (3e-91, 5e-100, 2e-95), (1e100, 1e90, 3e89)])
def test_each_node_sums_its_own_weights(weights):
    """Beside a heavy node, the widths of light ones are what they are without it."""
    one, two, three = weights
    some = made([(0, 1, one), (1, 2, two), (2, 0, three), (3, 4, 1.0), (4, 5, 0.25)])
    widths = np.empty_like(some.widths)
    naive.sum_widths(some.starts, some.weights, widths)
    assert np.allclose(widths, some.widths, rtol=1e-4)
    named = {(some.names[a], some.names[b]): w for a, b, w in zip(
        np.repeat(np.arange(6), np.diff(some.starts)), some.ends, some.weights, strict=True,
    )}  # fmt: skip
    assert named["0", "1"] == pytest.approx(one, rel=2e-4)
    assert named["1", "2"] == pytest.approx(two, rel=2e-4)
    assert (named["3", "4"], named["4", "5"]) == (1.0, 0.25)


@given(st.lists(st.lists(st.floats(0, 1e6), max_size=5), min_size=1, max_size=6))
@settings(deadline=None, max_examples=50)
def test_the_kernel_sums_as_its_slow_twin_does(weights):
    starts = np.cumsum([0, *map(len, weights)], dtype=np.int64)
    flat = np.array([weight for each in weights for weight in each])
    fast, slow = np.empty((2, len(flat)))
    sum_widths(starts, flat, fast)
    naive.sum_widths(starts, flat, slow)
    assert np.array_equal(fast, slow)


def test_at_the_largest_ratio_the_lightest_edge_keeps_its_weight():
    """Above it, a difference of sums in float64 would soon be nothing."""
    some = made([(0, 1, 1.0), (0, 2, (RATIO - 1) / 2), (0, 3, (RATIO - 1) / 2)])
    assert some.weights.min() == pytest.approx(1.0, rel=2e-4)
    with pytest.raises(CorpusError, match="times the lightest"):
        made([(0, 1, 1.0), (0, 2, RATIO / 2), (0, 3, RATIO / 2)])


def test_weights_of_any_unit_are_walked_alike():
    """Kilometres or light years: only the proportion counts, at both ends of what is taken."""
    edges = [(0, 1, 1), (1, 2, 4), (2, 0, 2), (2, 3, 8), (3, 0, 16)]
    paths = [
        walks_of(made([(a, b, w * unit) for a, b, w in edges]), 0.01, 100.0, 50).tolist()
        for unit in (1.0, 2.0**-330, 2.0**320)
    ]
    assert paths[0] == paths[1] == paths[2]


ENDS = np.array([1, 2, 0, 0], np.int32)
STARTS = np.array([0, 2, 3, 4], np.int64)
WIDTHS = np.array([1.0, 3.0, 1.0, 2.0])
BROKEN = {
    "starts that fall": (np.array([0, 3, 2, 4]), ENDS, WIDTHS),
    "starts beyond the ends": (np.array([0, 2, 3, 9]), ENDS, WIDTHS),
    "starts below 0": (np.array([-1, 2, 3, 4]), ENDS, WIDTHS),
    "too few starts": (STARTS[:-1], ENDS, WIDTHS),
    "an end of no node": (STARTS, np.array([1, 3, 0, 0], np.int32), WIDTHS),
    "an end below 0": (STARTS, np.array([-1, 2, 0, 0], np.int32), WIDTHS),
    "unsorted ends": (STARTS, np.array([2, 1, 0, 0], np.int32), WIDTHS),
    "no edge": (np.zeros(4, np.int64), ENDS[:0], WIDTHS[:0]),
    "too few widths": (STARTS, ENDS, WIDTHS[:3]),
    "a width of nothing": (STARTS, ENDS, np.array([1.0, 1.0, 1.0, 2.0])),
    "a width below 0": (STARTS, ENDS, np.array([1.0, 3.0, -1.0, 2.0])),
    "a width that is none": (STARTS, ENDS, np.array([1.0, np.nan, 1.0, 2.0])),
    "an endless width": (STARTS, ENDS, np.array([1.0, np.inf, 1.0, 2.0])),
    "wide ends": (STARTS, ENDS.astype(np.int64), WIDTHS),
    "narrow widths": (STARTS, ENDS, WIDTHS.astype(np.float32)),
}


@pytest.mark.parametrize("case", BROKEN)
def test_arrays_that_would_lead_a_walk_astray_are_no_graph(case):
    """The kernel trusts a graph, so none is made that it could not trust."""
    assert len(Graph(("a", "b", "c"), STARTS, ENDS, WIDTHS, mutual=False)) == 3
    with pytest.raises(ValueError, match="a"):
        Graph(("a", "b", "c"), *BROKEN[case], mutual=False)


def test_at_the_command_line_it_is_one_sentence_and_no_signal(tmp_path):
    (tmp_path / "heavy.edges").write_text(HEAVY_EDGE)
    done = subprocess.run(
        [sys.executable, "-m", "engine", "train", tmp_path / "heavy.edges", "--output",
         tmp_path / "vectors"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "heavy.edges: all edges of a together weigh 1e+17" in done.stderr.splitlines()[-1]
    assert not (tmp_path / "vectors").exists()
