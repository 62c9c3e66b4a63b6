"""Random walks on a graph, of first and second order, by rejection: memory O(edges).

node2vec (Grover & Leskovec 2016, §3.2) leaves v, reached from t, along an edge of weight w to x
with a chance in proportion to w/p if x = t, to w if x has an edge to t, to w/q otherwise. Drawn by
darts: the neighbours of v are columns as wide as their weight under a ceiling m = max(1, 1/q); a
dart below a column's height (1/p, 1 or 1/q) is a step. A return that is higher than the ceiling
has what is above it in a box beside the columns, which would else raise the ceiling for all. Where
no dart hits, the chances are summed. Whatever the widths, a dart falls into one of the columns.

The nodes that node n has an edge to are ``ends[starts[n]:starts[n + 1]]``, rising; `widths` (M,)
are the sums of their weights so far within each node's, empty if all weights are 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.kernels.jit import inlined, kernel
from engine.kernels.random import key_of, mix, next_key

if TYPE_CHECKING:
    from engine.arrays import Doubles, Ids, Offsets

DARTS = 32  # that may miss in one step
_HALF, _LOW32 = np.uint64(32), np.uint64(2**32 - 1)
_TRIES = np.uint64(64)  # keys a step has
_TO_UNIT = 2.0**-32


@kernel
def sum_widths(starts: Offsets, weights: Doubles, widths: Doubles) -> None:
    """Write the sums of weights (M,) so far within each node's: no node hears of another's."""
    for node in range(starts.shape[0] - 1):
        so_far = 0.0
        for place in range(starts[node], starts[node + 1]):
            so_far += weights[place]
            widths[place] = so_far


@inlined
def column(widths: Doubles, low: np.int64, high: np.int64, dart: float) -> np.int64:
    """The edge among ``low … high - 1`` whose column a dart from the left falls into."""
    if widths.shape[0] == 0:
        return min(low + np.int64(dart), high - 1)
    left, right = low, high - 1
    while left < right:
        middle = (left + right) >> 1
        if widths[middle] > dart:
            right = middle
        else:
            left = middle + 1
    return left


@inlined
def edge(starts: Offsets, ends: Ids, source: np.int64, target: np.int64) -> np.int64:
    """The place of an edge; −1 if there is none."""
    left, right = starts[source], starts[source + 1]
    stop = right
    while left < right:
        middle = (left + right) >> 1
        if ends[middle] < target:
            left = middle + 1
        else:
            right = middle
    return left if left < stop and ends[left] == target else np.int64(-1)


@inlined
def linked(starts: Offsets, ends: Ids, source: np.int64, target: np.int64, mutual: bool) -> bool:
    """Whether there is an edge; if all are `mutual` it is looked for where fewer are."""
    if mutual and starts[source + 1] - starts[source] > starts[target + 1] - starts[target]:
        source, target = target, source
    return bool(edge(starts, ends, source, target) >= 0)


@inlined
def width(widths: Doubles, low: np.int64, place: np.int64) -> float:
    """The weight of an edge of the node whose edges begin at `low`."""
    if widths.shape[0] == 0:
        return 1.0
    return np.float64(widths[place] - (widths[place - 1] if place > low else 0.0))


@inlined
def summed(
    starts: Offsets, ends: Ids, widths: Doubles, mutual: bool,
    last: np.int64, node: np.int64, back: float, far: float, share: float,
) -> np.int64:  # fmt: skip
    """The node after `node` reached from `last`, by its exact chance; `share` of one is drawn."""
    low, high = starts[node], starts[node + 1]
    total, found = 0.0, np.int64(ends[high - 1])
    for times in range(2):
        bar, so_far = share * total, 0.0
        for place in range(low, high):
            x = np.int64(ends[place])
            height = far
            if x == last:
                height = back
            elif linked(starts, ends, x, last, mutual):
                height = 1.0
            so_far += height * width(widths, low, np.int64(place))
            if times == 1 and so_far > bar:
                found = x
                break
        total = so_far
    return found


@inlined
def step(
    starts: Offsets, ends: Ids, widths: Doubles, mutual: bool,
    last: np.int64, node: np.int64, back: float, far: float, key: np.uint64, at: int,
) -> np.int64:  # fmt: skip
    """The node after `node`, reached from `last` (−1: from none), `back` = 1/p, `far` = 1/q."""
    low, high = starts[node], starts[node + 1]
    if high - low == 1:
        return np.int64(ends[low])
    whole = np.float64(high - low) if widths.shape[0] == 0 else widths[high - 1]
    ceiling, floor, beside = 1.0, 1.0, 0.0
    if last >= 0:
        ceiling, floor = max(1.0, far), min(1.0, far)
        if back > ceiling:
            home = edge(starts, ends, node, last)
            beside = (back - ceiling) * width(widths, low, home) if home >= 0 else 0.0
    area = ceiling * whole
    for dart in range(DARTS):
        draw = next_key(key, np.uint64(at) * _TRIES + np.uint64(dart))
        across = np.float64(draw >> _HALF) * _TO_UNIT * (area + beside)
        if beside > 0.0 and across >= area:
            return last
        x = np.int64(ends[column(widths, low, high, across / ceiling)])
        height = np.float64(draw & _LOW32) * _TO_UNIT * ceiling
        if x == last:
            if height < back:
                return x
        elif height < floor or linked(starts, ends, x, last, mutual) == (far < 1.0):
            return x
    draw = next_key(key, np.uint64(at) * _TRIES + np.uint64(DARTS))
    share = np.float64(draw >> _HALF) * _TO_UNIT
    return summed(starts, ends, widths, mutual, last, node, back, far, share)


@kernel
def walk(
    starts: Offsets, ends: Ids, widths: Doubles, mutual: bool, origins: Ids, first: int,
    back: float, far: float, epoch: int, base: np.uint64, walks: Ids,
) -> None:  # fmt: skip
    """Write the walks ``first, first + 1, …`` of an epoch into the rows of `walks` (n, length).

    As many as there are `origins` are a pass: each begins one of them. Behind a node without edges
    stands the number of all nodes. `back` is 1/p, `far` is 1/q, `mutual` says that every edge leads
    both ways, `base` is the hash of a seed.
    """
    base, nowhere, count = mix(base), np.int32(starts.shape[0] - 1), origins.shape[0]
    for row in range(walks.shape[0]):
        number = first + row
        key = key_of(base, np.uint64(epoch), np.uint64(number))
        turn = key_of(base, np.uint64(epoch), np.uint64(number - number % count))
        shift = np.int64(next_key(turn, _TRIES - np.uint64(1)) >> np.uint64(33))
        last, node = np.int64(-1), np.int64(origins[(number + shift) % count])
        for at in range(walks.shape[1]):
            walks[row, at] = node
            if starts[node] == starts[node + 1]:
                walks[row, at + 1 :] = nowhere
                break
            following = step(starts, ends, widths, mutual, last, node, back, far, key, at)
            last, node = node, following
