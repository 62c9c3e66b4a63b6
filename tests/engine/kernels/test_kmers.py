"""If this fails, k-mers are cut where they should not be, or sentences leave a gap."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.kernels import kmers
from tests import naive

LETTERS = st.lists(st.sampled_from([0, 1, 2, 3, 0, 1, 2, 3, kmers.UNKNOWN]), max_size=60)


@settings(deadline=None)  # the first call compiles
@given(
    records=st.lists(LETTERS, min_size=1, max_size=4),
    lengths=st.sampled_from([(1, 1), (3, 3), (6, 6), (2, 4), (3, 8)]),
    stride=st.integers(0, 4),
    strands=st.sampled_from([kmers.ONE, kmers.BOTH, kmers.CANONICAL]),
    limit=st.integers(1, 9),
)
def test_kernel_and_twin_cut_the_same(records, lengths, stride, strands, limit):
    edges = np.cumsum([0, *map(len, records)], dtype=np.int64)
    letters = np.array([x for record in records for x in record], np.uint8)
    shortest, longest = lengths
    firsts = np.zeros(longest + 2, np.int64)
    for length in range(shortest, longest + 1):
        firsts[length + 1] = firsts[length] + 4**length
    found = []
    for cut in (kmers.cut_kmers, naive.cut_kmers):
        codes, ends = np.zeros(2000, np.int32), np.zeros(2000, np.int64)
        starts = np.zeros(len(records), np.int64)
        count, sentences = cut(
            letters, edges, 4, firsts, shortest, longest, stride, stride or longest, strands, limit,
            codes, ends, starts,
        )  # fmt: skip
        found.append((codes[:count].tolist(), ends[:sentences].tolist(), starts.tolist()))
    assert found[0] == found[1]


@pytest.mark.parametrize(("stride", "tokens"), [(0, 55), (1, 55), (2, 55)])
def test_every_place_is_read_once_however_far_k_mers_lie_apart(stride, tokens):
    """Else settings would be compared on more and on less of the genome."""
    letters = np.arange(60, dtype=np.uint8) % 4
    firsts = np.zeros(8, np.int64)
    codes, ends, starts = np.zeros(99, np.int32), np.zeros(99, np.int64), np.zeros(1, np.int64)
    count, sentences = kmers.cut_kmers(
        letters, np.array([0, 60]), 4, firsts, 6, 6, stride, stride or 6, kmers.ONE, 10_000,
        codes, ends, starts,
    )  # fmt: skip
    assert (count, sentences) == (tokens, stride or 6)
