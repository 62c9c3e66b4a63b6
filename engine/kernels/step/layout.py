"""Layout of a target's columns, its noise and itself, in groups of six and four."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.kernels.jit import inlined
from engine.kernels.step.lanes import WIDTH
from engine.kernels.step.tiles import FOUR, SIX
from engine.kernels.tally import NEGATIVES, POSITIVES, PULL, PUSH

if TYPE_CHECKING:
    from engine.arrays import Doubles, Floats, Offsets


_LARGE = 1e200


class Layout(NamedTuple):
    """How a target's columns lie in groups; in Numba a tuple of numbers, which costs nothing."""

    sixes: int  # groups of six columns, before those of four
    groups: int
    columns: int
    pads: int  # columns that weigh nothing, at the front
    block: int  # floats of gains a group: a register an input, and two for the loss
    ends: int  # floats from a group's first gain to its loss


@inlined
def layout_of(negatives: int, window: int) -> Layout:
    """The layout for these knobs, with the least padding."""
    sixes, rest = (negatives + 1) // SIX, (negatives + 1) % SIX
    fours = 0
    if 0 < rest <= 2 and sixes > 0:
        sixes, fours = sixes - 1, 2
    elif 0 < rest <= FOUR:
        fours = 1
    elif rest > 0:
        sixes += 1
    columns, most = SIX * sixes + FOUR * fours, 2 * window + 1
    pads = columns - negatives - 1
    return Layout(sixes, sixes + fours, columns, pads, (most + 2) * WIDTH, most * WIDTH)


@inlined
def lanes_of(layout: Layout) -> Offsets:
    """Where each column's gain for the first input lies, (columns,)."""
    lanes = np.empty(layout.columns, np.int64)
    for column in range(layout.columns):
        rest = column - SIX * layout.sixes
        if rest < 0:
            lanes[column] = column // SIX * layout.block + column % SIX
        else:
            lanes[column] = (layout.sixes + rest // FOUR) * layout.block + rest % FOUR
    return lanes


@inlined
def slots_of(layout: Layout, lanes: Offsets) -> Offsets:
    """Where each column's weight lies among the signs, (columns,)."""
    slots = np.empty(layout.columns, np.int64)
    for column in range(layout.columns):
        group, lane = lanes[column] // layout.block, lanes[column] % layout.block
        slots[column] = (2 * group + 1) * WIDTH + lane
    return slots


@inlined
def signs_of(layout: Layout, slots: Offsets) -> Floats:
    """A register of signs and one of weights a group, (groups · 16,).

    The sign is −1 for the target and 1 for noise, the weight 1, −1, and 0 for padding.
    """
    signs = np.empty(layout.groups * 2 * WIDTH, np.float32)
    for lane in range(signs.shape[0]):
        signs[lane] = 0.0
    for column in range(layout.pads, layout.columns):
        last = column == layout.columns - 1
        signs[slots[column] - WIDTH], signs[slots[column]] = (-1.0, 1.0) if last else (1.0, -1.0)
    return signs


@inlined
def tally_loss(gains: Floats, lanes: Offsets, layout: Layout, n: int, tally: Doubles) -> None:
    """Add a target's loss, in nats; its two logarithms are taken here."""
    last, over, product = layout.columns - 1, 0.0, 1.0
    for column in range(layout.pads, last):
        place = lanes[column] + layout.ends
        product *= np.float64(gains[place])
        over += np.float64(gains[place + WIDTH])
        if product > _LARGE:  # a column's is at most 2¹⁰⁰
            over, product = over + math.log(product), 1.0
    tally[PUSH] += over + math.log(product)
    place = lanes[last] + layout.ends
    tally[PULL] += math.log(np.float64(gains[place])) + np.float64(gains[place + WIDTH])
    tally[POSITIVES] += n
    tally[NEGATIVES] += n * (last - layout.pads)


@inlined
def merge_duplicate_columns(rows: Offsets, c: int, lanes: Offsets, gains: Floats, n: int) -> None:
    """Give all gains of a row of U that stands in several columns to the last of them."""
    last = lanes.shape[0] - 1
    for first in range(last):
        for other in range(last, first, -1):
            if rows[c + first] == rows[c + other]:
                for i in range(n):
                    gains[lanes[other] + i * WIDTH] += gains[lanes[first] + i * WIDTH]
                    gains[lanes[first] + i * WIDTH] = np.float32(0.0)
                break
