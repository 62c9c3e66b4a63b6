"""The reference kernel of skip-gram with negative sampling, written to be read.

One target at a time. A target is a word of the text (a row of U); around it stand its inputs (rows
of V), and k noise words (rows of U) are drawn for it and shared by its inputs:

                   target   noise 1 … noise k          columns 0 … k: rows of U
        input 0   ⎡  x₀₀      x₀₁   …   x₀ₖ  ⎤
          …       ⎢   ⋮                      ⎥          x = v·u
        input n   ⎣  xₙ₀      xₙ₁   …   xₙₖ  ⎦
      rows of V      pull          push

The target's objective is the sum over its inputs of  ln σ(v·u) + Σ ln σ(−v·noise)  (Mikolov et al.
2013b, eq. 4), and one step climbs its exact gradient: every logit, and every row that moves
another, is taken as it stood before the step. So a word drawn twice is pushed twice, and a draw
equal to the target is pulled and pushed: collisions are kept.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from engine.kernels.jit import inlined, kernel
from engine.kernels.random import (
    keep_draw,
    key_of,
    measure_draw,
    next_key,
    noise_draw,
    radius_draw,
)

if TYPE_CHECKING:
    from engine.arrays import Counts, Doubles, Floats, Ids, Offsets, Words

PULL, PUSH, POSITIVES, NEGATIVES, PAIRS, TARGETS, TOKENS, KEPT = range(8)  # slots of a tally
TALLY = 8


@inlined
def log_loss(x: float) -> float:
    """−ln σ(x) in nats, finite for every finite x."""
    return math.log1p(math.exp(-abs(x))) + max(-x, 0.0)


@inlined
def sigmoid(x: np.float32) -> np.float32:
    """σ(x) = 1 / (1 + e⁻ˣ)."""
    return np.float32(np.float32(1.0) / (np.float32(1.0) + np.exp(-x)))


@inlined
def dot(a: Floats, b: Floats) -> np.float32:
    """a·b of two rows (P,)."""
    total = np.float32(0.0)
    for d in range(a.shape[0]):
        total += a[d] * b[d]
    return np.float32(total)


@inlined
def move(row: Floats, gain: np.float32, along: Floats) -> None:
    """Add `gain` times another row (P,) to a row."""
    for d in range(row.shape[0]):
        row[d] += gain * along[d]


@inlined
def gather(
    ids: Ids, low: int, high: int, first: int, epoch: int, base: np.uint64, keep: Doubles,
    kept: Ids, places: Counts,
) -> int:  # fmt: skip
    """Write the tokens of a sentence that remain, and where they stood; return how many."""
    count = 0
    for place in range(low, high):
        word = ids[place]
        if word < keep.shape[0]:
            key = key_of(base, np.uint64(epoch), np.uint64(first + place))
            if keep_draw(key) < keep[word]:
                kept[count] = word
                places[count] = place
                count += 1
    return count


@inlined
def around(kept: Ids, count: int, j: int, reach: int, inputs: Ids) -> int:
    """Write the words at most `reach` from place j of what remains; return how many."""
    n = 0
    for near in range(max(0, j - reach), min(count, j + reach + 1)):
        if near != j:
            inputs[n] = kept[near]
            n += 1
    return n


@inlined
def step(
    v: Floats, u: Floats, inputs: Ids, outputs: Ids, rows: Floats, gains: Floats,
    rate: np.float32, measured: bool, tally: Doubles,
) -> None:  # fmt: skip
    """Climb one target's gradient; outputs[0] is the target, the rest its noise."""
    for column in range(outputs.shape[0]):
        rows[column, :] = u[outputs[column]]
    for i in range(inputs.shape[0]):
        for column in range(outputs.shape[0]):
            x = dot(v[inputs[i]], rows[column])
            pull = column == 0
            gains[i, column] = rate * (np.float32(pull) - sigmoid(x))
            if measured:
                tally[PULL if pull else PUSH] += log_loss(np.float64(x if pull else -x))
    for i in range(inputs.shape[0]):
        for column in range(outputs.shape[0]):
            move(u[outputs[column]], gains[i, column], v[inputs[i]])
    for i in range(inputs.shape[0]):
        for column in range(outputs.shape[0]):
            move(v[inputs[i]], gains[i, column], rows[column])
    if measured:
        tally[POSITIVES] += inputs.shape[0]
        tally[NEGATIVES] += inputs.shape[0] * (outputs.shape[0] - 1)
    tally[PAIRS] += inputs.shape[0]
    tally[TARGETS] += 1


@inlined
def known(ids: Ids, low: int, high: int, size: int) -> int:
    """How many of ``ids[low:high]`` are in the vocabulary."""
    count = 0
    for place in range(low, high):
        count += ids[place] < size
    return count


@inlined
def longest(offsets: Offsets) -> int:
    """The length of the longest sentence."""
    length = 0
    for sentence in range(offsets.shape[0] - 1):
        length = max(length, offsets[sentence + 1] - offsets[sentence])
    return length


@kernel
def train(
    v: Floats, u: Floats, ids: Ids, offsets: Offsets, first: int, start: int, stop: int,
    limit: int, epoch: int, base: np.uint64, keep: Doubles, noise: Words, window: int,
    negatives: int, rate: Doubles, tokens: int, share: int, tally: Doubles,
) -> int:  # fmt: skip
    """Train on the targets that stand at ``start … stop - 1`` and return where the next would.

    `v`, `u` (V + 1, P) are padded tables; `ids` (n,), `offsets` (s + 1,) whole sentences whose
    first token has the raw position `first`; `start`, `stop` are local positions and `limit` the
    most targets. `base` is ``mix(seed)``. `keep` (V,) and `noise` (V,) are the samplers. The step
    at token s is ``max(rate[2], rate[0] - rate[1]·s)``, with `tokens` of them before `start`.
    Of 256 targets the loss of `share` is measured; `tally` (8,) is added to.
    """
    size, length = keep.shape[0], longest(offsets)
    kept, places = np.empty(length, np.int32), np.empty(length, np.int64)
    inputs, outputs = np.empty(2 * window, np.int32), np.empty(negatives + 1, np.int32)
    rows = np.empty((negatives + 1, v.shape[1]), np.float32)
    gains = np.empty((2 * window, negatives + 1), np.float32)
    sentence = np.searchsorted(offsets, start, side="right") - 1
    position, trained = start, tally[TARGETS]
    while position < stop and tally[TARGETS] - trained < limit:
        high = offsets[sentence + 1]
        count = gather(ids, offsets[sentence], high, first, epoch, base, keep, kept, places)
        for j in range(np.searchsorted(places[:count], position), count):
            place = places[j]
            if place >= stop or tally[TARGETS] - trained == limit:
                break
            key = key_of(base, np.uint64(epoch), np.uint64(first + place))
            n = around(kept, count, j, int(radius_draw(key, window)), inputs)
            tokens += known(ids, position, place, size)
            if n > 0:
                outputs[0] = kept[j]
                for column in range(negatives):
                    outputs[column + 1] = noise_draw(next_key(key, np.uint64(column)), noise)
                now = np.float32(max(rate[2], rate[0] - rate[1] * np.float64(tokens)))
                measured = bool(measure_draw(key) < share)
                step(v, u, inputs[:n], outputs, rows, gains, now, measured, tally)
            tally[TOKENS] += known(ids, position, place + 1, size)
            tally[KEPT] += 1
            tokens += 1
            position = place + 1
        if tally[TARGETS] - trained < limit:
            tokens += known(ids, position, min(high, stop), size)
            tally[TOKENS] += known(ids, position, min(high, stop), size)
            position = min(high, stop)
        sentence += 1
    return position
