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
    is_own,
    measure_draw,
    next_key,
    noise_draw,
    own_draw,
    radius_draw,
    share_of,
)
from engine.kernels.step.force_log import U_PULL, V_PULL, write_force
from engine.kernels.step.noise_weights import is_known, weight_of, weight_pointers_of
from engine.kernels.step.sentence import (
    count_known,
    first_from,
    longest,
    sentence_buffers,
    subsample_sentence,
)

if TYPE_CHECKING:
    from engine.arrays import Counts, Doubles, Floats, Ids, Offsets, Words
    from engine.kernels.step.force_log import ForceLog
    from engine.kernels.step.noise_weights import NoiseWeights, WeightPointers

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
def around(
    kept: Ids | Counts, count: int, j: int, reach: int, inputs: Ids | Counts
) -> int:  # fmt: skip
    """Write the words, or their places, at most `reach` from j of what remains: how many."""
    n = 0
    for near in range(max(0, j - reach), min(count, j + reach + 1)):
        if near != j:
            inputs[n] = kept[near]
            n += 1
    return n


@inlined
def draw(
    key: np.uint64, outputs: Ids, noise: Words, share_own: Words, own: Words, words: Ids
) -> None:
    """Write the noise words of the target outputs[0] behind it, from the law of all or its own."""
    share = share_of(share_own, outputs[0])
    for column in range(outputs.shape[0] - 1):
        index = np.uint64(column)
        drawn = next_key(key, index)
        if is_own(key, index, share):
            outputs[column + 1] = own_draw(drawn, own, words, outputs[0])
        else:
            outputs[column + 1] = noise_draw(drawn, noise)


@inlined
def compute_gains(
    v: Floats, u: Floats, inputs: Ids, outputs: Ids, rows: Floats, gains: Floats,
    rate: np.float32, measured: bool, tally: Doubles,
) -> None:  # fmt: skip
    """Write the gain of every pair; outputs[0] is the target, the rest its noise."""
    for column in range(outputs.shape[0]):
        rows[column, :] = u[outputs[column]]
    for i in range(inputs.shape[0]):
        for column in range(outputs.shape[0]):
            x = dot(v[inputs[i]], rows[column])
            pull = column == 0
            gains[i, column] = rate * (np.float32(pull) - sigmoid(x))
            if measured:
                tally[PULL if pull else PUSH] += log_loss(np.float64(x if pull else -x))
    if measured:
        tally[POSITIVES] += inputs.shape[0]
        tally[NEGATIVES] += inputs.shape[0] * (outputs.shape[0] - 1)
    tally[PAIRS] += inputs.shape[0]
    tally[TARGETS] += 1


@inlined
def correct(scale: WeightPointers, words: Ids, inputs: Ids, outputs: Ids, gains: Floats) -> None:
    """Weigh the gains of the noise words of the target outputs[0]."""
    for column in range(1, outputs.shape[0]):
        weight = weight_of(outputs[column], outputs[0], words, scale)
        for i in range(inputs.shape[0]):
            gains[i, column] *= weight
            known = (inputs[i], outputs[column], scale.size, scale.known, scale.bits)
            if scale.bits > 0 and is_known(*known):
                gains[i, column] = np.float32(0.0)


@inlined
def apply_gradient(
    v: Floats, u: Floats, inputs: Ids, outputs: Ids, rows: Floats, gains: Floats
) -> None:
    """Move both sides along one target's gradient."""
    for i in range(inputs.shape[0]):
        for column in range(outputs.shape[0]):
            move(u[outputs[column]], gains[i, column], v[inputs[i]])
    for i in range(inputs.shape[0]):
        for column in range(outputs.shape[0]):
            move(v[inputs[i]], gains[i, column], rows[column])


@inlined
def record(
    book: ForceLog, place: int, v: Floats, rows: Floats, inputs: Ids, outputs: Ids, gains: Floats
) -> None:
    """Write down all forces of one target on the watched word, before anything moves."""
    for i in range(inputs.shape[0]):
        for column in range(outputs.shape[0]):
            gain, push = gains[i, column], int(column > 0)
            if inputs[i] == book.word:
                line = write_force(book, V_PULL + push, outputs[column], place, gain)
                book.others[line, : v.shape[1]] = rows[column]
            if outputs[column] == book.word:
                line = write_force(book, U_PULL + push, inputs[i], place, gain)
                book.others[line, : v.shape[1]] = v[inputs[i]]


@kernel
def train(
    v: Floats, u: Floats, hot: None,  # noqa: ARG001 - the fast kernel's: a thread's own rows
    ids: Ids, offsets: Offsets, first: int, start: int, stop: int, limit: int, epoch: int,
    base: np.uint64, keep: Doubles, noise: Words, share_own: Words, own: Words, words: Ids,
    weights: NoiseWeights | None, window: int, negatives: int, rate: Doubles, tokens: int,
    share: int, dimensions: int, book: ForceLog | None, tally: Doubles,
) -> int:  # fmt: skip
    """Train on the targets that stand at ``start … stop - 1`` and return where the next would.

    `v`, `u` (V + 1, P) are padded tables of `dimensions` columns; `ids` (n,), `offsets` (s + 1,)
    whole sentences, the first token at the raw position `first`; `start`, `stop` are local, `limit`
    the most targets, `base` is ``mix(seed)``. `keep`, `noise` (V,) are the samplers; `share_own`
    (V,) of 2³² noise words of a target come from its own law, a row of `own` and `words` (V, K).
    The step at token s is ``max(rate[2], rate[0] - rate[1]·s)``; `share` of 256 are measured.
    """
    kept, places, keys, before = sentence_buffers(longest(offsets))
    narrow_v, narrow_u = v[:, :dimensions], u[:, :dimensions]
    inputs, outputs = np.empty(2 * window, np.int32), np.empty(negatives + 1, np.int32)
    rows = np.empty((negatives + 1, dimensions), np.float32)
    gains = np.empty((2 * window, negatives + 1), np.float32)
    sentence = first_from(offsets, offsets.shape[0], start + 1) - 1
    tokens -= count_known(ids, offsets[sentence], start, keep.shape[0])
    position, trained = start, tally[TARGETS]
    while position < stop and tally[TARGETS] - trained < limit:
        low, high = offsets[sentence], offsets[sentence + 1]
        count = subsample_sentence(
            ids, low, high, first, epoch, base, keep, kept, places, keys, before
        )
        for j in range(first_from(places, count, position), count):
            if places[j] >= stop or tally[TARGETS] - trained == limit:
                break
            n = around(kept, count, j, int(radius_draw(keys[j], window)), inputs)
            if n > 0:
                outputs[0] = kept[j]
                draw(keys[j], outputs, noise, share_own, own, words)
                now = np.float32(max(rate[2], rate[0] - rate[1] * np.float64(tokens + before[j])))
                near, measured = inputs[:n], bool(measure_draw(keys[j]) < share)
                compute_gains(narrow_v, narrow_u, near, outputs, rows, gains, now, measured, tally)
                if weights is not None:
                    correct(weight_pointers_of(weights), words, near, outputs, gains)
                if book is not None:
                    record(book, first + places[j], narrow_v, rows, near, outputs, gains)
                apply_gradient(narrow_v, narrow_u, near, outputs, rows, gains)
            tally[KEPT] += 1
            position = places[j] + 1
        if tally[TARGETS] - trained < limit:
            position = min(high, stop)
        tokens += before[count]
        sentence += 1
    tally[TOKENS] += count_known(ids, start, position, keep.shape[0])
    return position
