"""Skip-gram with negative sampling at the speed of the machine.

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

`tests/naive.py` takes the same step by the same draws, slowly, and `theory/optimum.py` states what
is drawn. What is here besides the tiles (`step/tiles.py`) keeps them fed:

- a sentence is thinned once; what its targets need (word, place, key) then lies in arrays;
- noise is drawn and looked up ahead (`step/prefetch.py`); while a target is trained, the rows that
  the one after the next needs are fetched;
- a target's columns are padded at the front, with copies of itself that weigh nothing, to groups of
  six and four; it stands last itself;
- nothing depends on d, k or the window when this is compiled: one machine code for all settings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.kernels.jit import inlined, kernel
from engine.kernels.random import measure_draw, radius_draw
from engine.kernels.step.force_log import log_forces
from engine.kernels.step.lanes import FLOAT, LINE, STEP, WIDTH, address, load, mul, prefetch, splat
from engine.kernels.step.layout import (
    lanes_of,
    layout_of,
    merge_duplicate_columns,
    signs_of,
    slots_of,
    tally_loss,
)
from engine.kernels.step.noise_weights import mask_known_pairs, weight_pointers, write_weights
from engine.kernels.step.prefetch import AHEAD, FORESEEN, LOOKED_UP, bit_of, prepare
from engine.kernels.step.row_address import row_of, row_tables
from engine.kernels.step.sentence import (
    count_known,
    first_from,
    longest,
    sentence_buffers,
    subsample_sentence,
)
from engine.kernels.step.tiles import (
    FOUR,
    SIX,
    compute_gains,
    four_logits,
    four_moves,
    six_logits,
    six_moves,
    snapshot_inputs,
)
from engine.kernels.tally import (
    KEPT,
    PAIRS,
    TARGETS,
    TOKENS,
)

if TYPE_CHECKING:
    from engine.arrays import Counts, Doubles, Flags, Floats, Ids, Offsets, Words
    from engine.kernels.step.force_log import ForceLog
    from engine.kernels.step.layout import Layout
    from engine.kernels.step.noise_weights import NoiseWeights, WeightPointers
    from engine.kernels.step.row_address import HotRows, Table


@inlined
def prefetch_row(row: int, width: int) -> None:
    """Ask for a row."""
    for d in range(0, width, LINE):
        prefetch(row + d)


@inlined
def rows_around(
    kept: Ids, j: int, reach: int, count: int, table: Table, width: int, groups: int,
    inputs: Offsets, was: Offsets, old: int,
) -> int:  # fmt: skip
    """Write where the rows of V around place j lie, and as they were; return how many.

    Where one may stand twice, or is moved once a group of columns, all are copied to `old` first.
    """
    seen, twice = np.uint64(0), np.uint64(0)
    low, high = max(0, j - reach), min(count, j + reach + 1)
    for near in range(low, high):
        if near != j:
            twice |= seen & bit_of(kept[near])
            seen |= bit_of(kept[near])
            i = near - low - (near > j)
            inputs[i] = was[i] = row_of(table, kept[near])
    if twice != 0 or groups > 1:
        snapshot_inputs(inputs, high - low - 1, old, table.stride, width, was)
    return high - low - 1


@inlined
def scratch(size: int) -> Floats:
    """Numbers that begin on a cache line."""
    numbers = np.empty(size + LINE // FLOAT, np.float32)
    return numbers[(-address(numbers) & (LINE - 1)) // FLOAT :]


@inlined
def compute_all_gains(
    layout: Layout, inputs: Offsets, n: int, rows: Offsets, c: int, width: int,
    gains: int, signs: int, rate: np.float32, measured: bool,
) -> None:  # fmt: skip
    """All logits of a target whose columns begin at ``rows[c]``, then all gains."""
    for group in range(layout.groups):
        at = gains + group * layout.block * FLOAT
        for i in range(0, n, 2):
            left, right = inputs[i], inputs[min(i + 1, n - 1)]
            if group < layout.sixes:
                six_logits(left, right, rows, c, width, at + i * STEP)
            else:
                four_logits(left, right, rows, c, width, at + i * STEP)
        c += SIX if group < layout.sixes else FOUR
        sign = signs + group * 2 * STEP
        rates = mul(load(sign + STEP), splat(rate))
        compute_gains(at, n, at + layout.ends * FLOAT, load(sign), rates, measured)


@inlined
def apply_all_moves(
    layout: Layout, inputs: Offsets, was: Offsets, n: int, rows: Offsets, c: int, ahead: int,
    width: int, gains: int,
) -> None:  # fmt: skip
    """Both sides by their gains; the rows from ``rows[ahead]`` on are asked for meanwhile."""
    for group in range(layout.groups):
        at = gains + group * layout.block * FLOAT
        if group < layout.sixes:
            six_moves(inputs, was, n, rows, c, ahead, width, at)
        else:
            four_moves(inputs, was, n, rows, c, ahead, width, at)
        c += SIX if group < layout.sixes else FOUR
        ahead += SIX if group < layout.sixes else FOUR


@inlined
def train_sentence(
    v: Table, u: Table, kept: Ids, places: Counts, keys: Words, before: Counts, begin: int,
    count: int, stop: int, limit: int, noise: Words, share_own: Words, own: Words, words: Ids,
    scale: WeightPointers | None, column_weights: Floats, window: int, layout: Layout,
    lanes: Offsets, slots: Offsets, signs: Floats, gains: Floats, old: Floats, inputs: Offsets,
    was: Offsets, rows: Offsets, draws: Words, twice: Flags, rate: Doubles, tokens: int, share: int,
    width: int, first: int, book: ForceLog | None, tally: Doubles,
) -> int:  # fmt: skip
    """Train on targets ``begin … count - 1`` of a sentence; return where the next would stand."""
    columns = layout.columns
    pairs, targets, position, j = 0, 0, 0, begin - FORESEEN
    while j < count:
        prepare(
            j, begin, count, kept, keys, noise, share_own, own, words, scale, column_weights,
            layout, draws, u, rows, twice,
        )  # fmt: skip
        if j >= begin:
            if places[j] >= stop or targets == limit:
                break
            prefetch_row(row_of(v, kept[min(j + window + LOOKED_UP, count - 1)]), width)
            n = rows_around(
                kept, j, int(radius_draw(keys[j], window)), count, v, width, layout.groups, inputs,
                was, address(old),
            )  # fmt: skip
            if n > 0:
                slot, now = j % AHEAD, max(rate[2], rate[0] - rate[1] * (tokens + before[j]))
                c, ahead = slot * columns, (slot + LOOKED_UP) % AHEAD * columns
                logits, sign, by = address(gains), address(signs), np.float32(now)
                measured = bool(measure_draw(keys[j]) < share)
                if scale is not None:
                    write_weights(column_weights, c, slots, layout, signs)
                compute_all_gains(layout, inputs, n, rows, c, width, logits, sign, by, measured)
                if measured:
                    tally_loss(gains, lanes, layout, n, tally)
                if scale is not None:
                    mask_known_pairs(scale, v, u, layout, inputs, n, rows, c, lanes, gains)
                if book is not None:
                    place = first + places[j]
                    log_forces(book, place, v, u, layout, inputs, n, rows, c, lanes, gains, width)
                if twice[slot]:
                    merge_duplicate_columns(rows, c, lanes, gains, n)
                apply_all_moves(layout, inputs, was, n, rows, c, ahead, width, address(gains))
                targets += 1
            pairs, position = pairs + n, places[j] + 1
        j += 1
    tally[PAIRS] += pairs
    tally[TARGETS] += targets
    tally[KEPT] += max(0, j - begin)
    return position


@kernel
def train(
    v: Floats, u: Floats, hot: HotRows | None, ids: Ids, offsets: Offsets, first: int, start: int,
    stop: int, limit: int, epoch: int, base: np.uint64, keep: Doubles, noise: Words,
    share_own: Words, own: Words, words: Ids, weights: NoiseWeights | None, window: int,
    negatives: int, rate: Doubles, tokens: int, share: int, dimensions: int, book: ForceLog | None,
    tally: Doubles,
) -> int:  # fmt: skip
    """Train on the targets that stand at ``start … stop - 1`` and return where the next would.

    `v`, `u` (V + 1, P) are padded tables whose rows begin on cache lines; `hot` has a thread's own
    rows of the most frequent words. `ids` (n,), `offsets` (s + 1,) are whole sentences, the first
    token at position `first`; `start`, `stop` are local, `base` is ``mix(seed)``. `share_own` (V,)
    of 2³² noise words of a target come from its own law, a row of `own` and `words` (V, K). The
    step at token s is ``max(rate[2], rate[0] - rate[1]·s)``; `share` of 256 targets are measured.
    """
    width = -(-dimensions // WIDTH) * STEP
    kept, places, keys, before = sentence_buffers(longest(offsets))
    layout = layout_of(negatives, window)
    lanes = lanes_of(layout)
    slots = slots_of(layout, lanes)
    signs, gains = signs_of(layout, slots), scratch(layout.groups * layout.block)
    old = scratch(layout.ends // WIDTH * v.shape[1])
    inputs, was = np.empty(2 * window + 1, np.int64), np.empty(2 * window + 1, np.int64)
    rows, twice = np.empty(AHEAD * layout.columns, np.int64), np.empty(AHEAD, np.bool_)
    for column in range(rows.shape[0]):
        rows[column] = address(u)
    draws, column_weights = np.empty(rows.size, np.uint64), np.empty(rows.size, np.float32)
    (in_v, in_u), scale = row_tables(v, u, hot), weight_pointers(weights)
    sentence = first_from(offsets, offsets.shape[0], start + 1) - 1
    tokens -= count_known(ids, offsets[sentence], start, keep.shape[0])
    position, goal = start, tally[TARGETS] + limit
    while position < stop and tally[TARGETS] < goal:
        low, high = offsets[sentence], offsets[sentence + 1]
        count = subsample_sentence(
            ids, low, high, first, epoch, base, keep, kept, places, keys, before
        )
        begin = first_from(places, count, position)
        position = train_sentence(
            in_v, in_u, kept, places, keys, before, begin, count, stop, int(goal - tally[TARGETS]),
            noise, share_own, own, words, scale, column_weights, window, layout, lanes, slots,
            signs, gains, old, inputs, was, rows, draws, twice, rate, tokens, share, width, first,
            book, tally,
        )  # fmt: skip
        if tally[TARGETS] < goal:
            position = min(high, stop)
        tokens += before[count]
        sentence += 1
    tally[TOKENS] += count_known(ids, start, position, keep.shape[0])
    return position
