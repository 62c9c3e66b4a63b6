"""Huffman's tree as ways from its root: what hierarchical softmax goes over for a word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.kernels.huffman import grow_tree, write_paths

if TYPE_CHECKING:
    from engine.arrays import Counts, Flags, Ids, Offsets


@dataclass(frozen=True, slots=True)
class Tree:
    """The way to word w is ``nodes[paths[w]:paths[w + 1]]``, from the root on.

    `paths` (V + 1,); `nodes` are inner nodes 0 … V − 2, and `turns` whether the way goes right.
    """

    paths: Offsets
    nodes: Ids
    turns: Flags

    @property
    def lengths(self) -> Counts:
        """How many inner nodes a word's way passes, (V,): the bits of its code."""
        return np.diff(self.paths)


def tree(counts: Counts) -> Tree:
    """The tree of V ≥ 2 words whose `counts` (V,) never rise."""
    size = len(counts)
    parents, right = np.empty(2 * size - 1, np.int32), np.empty(2 * size - 1, np.bool_)
    depths = np.empty(2 * size - 1, np.int64)
    grow_tree(np.asarray(counts, np.float64), parents, right, depths)
    paths = np.concatenate([[0], np.cumsum(depths[:size])]).astype(np.int64)
    nodes, turns = np.empty(paths[-1], np.int32), np.empty(paths[-1], np.bool_)
    write_paths(parents, right, paths, nodes, turns)
    return Tree(paths, nodes, turns)
