"""Kernels fed what no constructor would pass, every index checked: run as a process of its own.

Numba reads NUMBA_BOUNDSCHECK when it is imported; an index outside its array then raises.
"""

import numpy as np

from engine.corpus.genome.kmers import Rule, cut
from engine.kernels.alias import pack_columns, share_columns
from engine.kernels.huffman import grow_tree, write_paths
from engine.kernels.walks import walk

VALUES = np.array([np.nan, np.inf, -np.inf, -1.0, 0.0, 5e-324, 1e-300, 1.0, 1e17, 1e300])
CHANCE = np.random.default_rng(1)


def some(size):
    """Values of the kinds above, or mostly one of them."""
    return np.where(CHANCE.random(size) < 0.5, CHANCE.choice(VALUES), CHANCE.choice(VALUES, size))


def walks():
    starts = np.array([0, 3, 4, 6, 6, 9], np.int64)
    ends = np.array([1, 2, 4, 0, 0, 3, 0, 1, 2], np.int32)
    rows = np.empty((6, 12), np.int32)
    for round_ in range(400):
        back, far = CHANCE.choice([0.01, 1.0, 100.0], 2)
        walk(starts, ends, some(9), bool(round_ % 2), ends[:4], 3, back, far, 1, np.uint64(7), rows)
        assert rows.min() >= 0
        assert rows.max() <= 5


def alias_tables():
    for size in [*range(1, 9)] * 30:
        accept, alias, table = some(size), np.empty(size, np.int32), np.empty(size, np.uint64)
        share_columns(accept, alias)
        pack_columns(accept, alias, table)
        assert ((table & np.uint64(2**32 - 1)) < size).all()


def trees():
    for size in [*range(1, 9)] * 10:
        every = 2 * size - 1
        parents, right = np.empty(every, np.int32), np.empty(every, np.bool_)
        depths = np.empty(every, np.int64)
        grow_tree(some(size), parents, right, depths)
        offsets = np.concatenate([[0], np.cumsum(depths[:size])])
        nodes, turns = np.empty(offsets[-1], np.int32), np.empty(offsets[-1], np.bool_)
        write_paths(parents, right, offsets, nodes, turns)
        assert set(nodes.tolist()) <= set(range(size - 1))


def kmers():
    for strands in ("one", "both", "canonical"):
        for shortest, longest, stride in ((1, 1, 0), (6, 6, 0), (3, 8, 0), (3, 8, 3), (4, 4, 2)):
            rule = Rule("ACGT", shortest, longest, stride, stride or 6, strands)
            for letters in (0, 1, 5, 8, 40) * 10:
                edges = np.sort(CHANCE.integers(0, letters + 1, 4))
                edges = np.concatenate([[0], edges, [letters]])
                read = CHANCE.choice(np.array([0, 1, 2, 3, 255], np.uint8), letters)
                codes, ends, starts = cut(read, edges, rule)
                assert (codes < rule.firsts[-1]).all()
                assert len(ends) <= len(codes)
                assert (starts <= len(codes)).all()


if __name__ == "__main__":
    with np.errstate(all="ignore"):
        for test in (walks, alias_tables, trees, kmers):
            test()
            print(test.__name__)
