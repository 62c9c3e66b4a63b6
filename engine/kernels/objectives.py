"""Four objectives for one model: how well an input w tells its target c.

Each kernel takes the same pairs, one at a time, and climbs the exact gradient of its objective in
x = v_w·u_c; every logit is taken as it stood before the step.

    softmax       ln P(c|w),  P(c|w) = eˣ / Σ eˣ′ over all V targets        touches V rows of U
    hierarchical  ln P(c|w),  P(c|w) = Π σ(±v_w·u_node) on the way from     the length of the way
                  the root of a Huffman tree to c (Morin & Bengio 2005)
    nce           ln σ(x − s_c) + Σ ln σ(s_n − x_n), s = ln(k q), over k    k + 1
                  noise words n drawn from q (Gutmann & Hyvärinen 2012)
    negative      the same with s = 0 (Mikolov et al. 2013b, eq. 4)         k + 1

Noise words are drawn for the pair, from its own key; a draw that was drawn before, or is the
target, stays and counts. U holds V targets, or the V − 1 inner nodes of the tree. The kernels
compile for tables of float32, which train, and of float64, on which gradients can be checked.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.kernels.jit import inlined, kernel
from engine.kernels.random import next_key, noise_draw

if TYPE_CHECKING:
    from engine.arrays import Doubles, Flags, Floats, Ids, Offsets, Words

    Table = Floats | Doubles

LOSS, PAIRS, ROWS = range(3)  # slots of a tally
TALLY = 3


class Targets(NamedTuple):
    """What the objectives know of the V targets.

    `noise` (V,) is the packed table of q, `shifts` (V,) are ln(k q). The way to target c passes
    `nodes[paths[c]:paths[c + 1]]` and goes right where `turns` says so; `paths` is (V + 1,).
    """

    noise: Words
    shifts: Doubles
    paths: Offsets
    nodes: Ids
    turns: Flags


@inlined
def log_loss(x: float) -> float:
    """−ln σ(x) in nats, finite for every finite x."""
    return math.log1p(math.exp(-abs(x))) + max(-x, 0.0)


@inlined
def dot(a: Table, b: Table) -> float:
    """a·b of two rows (D,), in their own precision."""
    total = a.dtype.type(0.0)
    for d in range(a.shape[0]):
        total += a[d] * b[d]
    return float(total)


@inlined
def move(row: Table, gain: float, along: Table) -> None:
    """Add `gain` times another row (D,) to a row."""
    scale = row.dtype.type(gain)
    for d in range(row.shape[0]):
        row[d] += scale * along[d]


@inlined
def sigmoid(x: float) -> float:
    """σ(x), without overflow."""
    tail = math.exp(-abs(x))
    return (1.0 if x >= 0 else tail) / (1.0 + tail)


@kernel
def softmax(
    v: Table, u: Table, inputs: Ids, targets: Ids, keys: Words, of: Targets, negatives: int,  # noqa: ARG001 - the signature of all four
    rate: float, tally: Doubles,
) -> None:  # fmt: skip
    """Train pairs (n,) on ln P(c|w) over all rows of `u`; `tally` (3,) grows.

    All four: `v` (V, D) and `u` are contiguous tables, `rate` is the length of the step; the loss
    is the objective's own, in nats, before the step, and rows are those of `u` that were read.
    """
    size = u.shape[0]
    chances, ahead = np.empty(size, u.dtype), np.empty(u.shape[1], u.dtype)
    for i in range(inputs.shape[0]):
        near, target = v[inputs[i]], targets[i]
        highest, total, rows = -np.inf, 0.0, 0
        for c in range(size):
            chances[c] = dot(near, u[c])
            highest = max(highest, chances[c])
            rows += 1
        wanted = chances[target] - highest
        for c in range(size):
            chances[c] = np.exp(chances[c] - u.dtype.type(highest))
            total += chances[c]
        ahead[:] = 0.0
        for c in range(size):
            gain = rate * ((1.0 if c == target else 0.0) - chances[c] / total)
            move(ahead, gain, u[c])
            move(u[c], gain, near)
        move(near, 1.0, ahead)
        tally[LOSS] += math.log(total) - wanted
        tally[ROWS] += rows
        tally[PAIRS] += 1


@kernel
def hierarchical(
    v: Table, u: Table, inputs: Ids, targets: Ids, keys: Words, of: Targets, negatives: int,  # noqa: ARG001 - the signature of all four
    rate: float, tally: Doubles,
) -> None:  # fmt: skip
    """Train pairs on the turns of the way to the target; rows of `u` are inner nodes."""
    ahead = np.empty(u.shape[1], u.dtype)
    for i in range(inputs.shape[0]):
        near = v[inputs[i]]
        ahead[:] = 0.0
        for place in range(of.paths[targets[i]], of.paths[targets[i] + 1]):
            node = u[of.nodes[place]]
            right = of.turns[place]
            x = dot(near, node)
            gain = rate * (sigmoid(-x) if right else -sigmoid(x))
            move(ahead, gain, node)
            move(node, gain, near)
            tally[LOSS] += log_loss(x if right else -x)
            tally[ROWS] += 1
        move(near, 1.0, ahead)
        tally[PAIRS] += 1


@inlined
def discriminate(
    v: Table, u: Table, inputs: Ids, targets: Ids, keys: Words, of: Targets, negatives: int,
    rate: float, tally: Doubles, shifted: bool,
) -> None:  # fmt: skip
    """Train pairs to be told from noise, by x − s if shifted, else by x."""
    outputs, gains = np.empty(negatives + 1, np.int64), np.empty(negatives + 1)
    ahead = np.empty(u.shape[1], u.dtype)
    for i in range(inputs.shape[0]):
        near = v[inputs[i]]
        ahead[:] = 0.0
        for column in range(negatives + 1):
            word = np.int64(targets[i])
            if column > 0:
                word = noise_draw(next_key(keys[i], np.uint64(column - 1)), of.noise)
            x = dot(near, u[word]) - (of.shifts[word] if shifted else 0.0)
            gains[column] = rate * (sigmoid(-x) if column == 0 else -sigmoid(x))
            outputs[column] = word
            move(ahead, gains[column], u[word])
            tally[LOSS] += log_loss(x if column == 0 else -x)
            tally[ROWS] += 1
        for column in range(negatives + 1):
            move(u[outputs[column]], gains[column], near)
        move(near, 1.0, ahead)
        tally[PAIRS] += 1


@kernel
def nce(
    v: Table, u: Table, inputs: Ids, targets: Ids, keys: Words, of: Targets, negatives: int,
    rate: float, tally: Doubles,
) -> None:  # fmt: skip
    """Train pairs by noise-contrastive estimation, against `negatives` noise words each."""
    discriminate(v, u, inputs, targets, keys, of, negatives, rate, tally, True)


@kernel
def negative(
    v: Table, u: Table, inputs: Ids, targets: Ids, keys: Words, of: Targets, negatives: int,
    rate: float, tally: Doubles,
) -> None:  # fmt: skip
    """Train pairs by negative sampling, against `negatives` noise words each."""
    discriminate(v, u, inputs, targets, keys, of, negatives, rate, tally, False)
