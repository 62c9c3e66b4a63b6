"""Huffman's tree over the vocabulary: frequent words stand near the root (Huffman 1952).

V words are leaves 0 … V − 1, the inner nodes V … 2V − 2, and the last one is the root. Counts fall
from word to word, so that the two rarest nodes are always found at the heads of two queues: leaves
from the rarest on, and inner nodes in the order in which they were made (van Leeuwen 1976).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.kernels.jit import kernel

if TYPE_CHECKING:
    from engine.arrays import Counts, Doubles, Flags, Ids, Offsets


@kernel
def grow_tree(counts: Doubles, parents: Ids, right: Flags, depths: Counts) -> None:
    """Join the two rarest nodes until one is left.

    `counts` (V,) must not rise. Of each node, (2V - 1,) each, `parents` gets the parent, `right`
    whether it is the rarer child, `depths` its distance from the root.
    """
    size = counts.shape[0]
    weights = np.empty(2 * size - 1)
    weights[:size] = counts
    leaf, inner = size - 1, size
    for made in range(size, 2 * size - 1):
        weights[made] = 0.0
        for child in range(2):
            if leaf >= 0 and (inner == made or weights[leaf] <= weights[inner]):
                node, leaf = leaf, leaf - 1
            else:
                node, inner = inner, inner + 1
            weights[made] += weights[node]
            parents[node], right[node] = made, child == 0
    root = 2 * size - 2
    parents[root], right[root], depths[root] = root, False, 0
    for node in range(root - 1, -1, -1):
        depths[node] = depths[parents[node]] + 1


@kernel
def write_paths(parents: Ids, right: Flags, offsets: Offsets, nodes: Ids, turns: Flags) -> None:
    """Write the way from the root to every word w at ``offsets[w] … offsets[w + 1] - 1``.

    `nodes` gets the inner nodes passed, counted from 0 (V - 2 is the root), and `turns` whether the
    way goes on to the right child of each.
    """
    size = offsets.shape[0] - 1
    for word in range(size):
        node = word
        for place in range(offsets[word + 1] - 1, offsets[word] - 1, -1):
            nodes[place], turns[place] = parents[node] - size, right[node]
            node = parents[node]
