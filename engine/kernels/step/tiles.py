"""The matrix product inside one target, in tiles that stay in registers.

A target has n inputs (rows of V) and k + 1 columns (rows of U: its noise and itself). All n·(k + 1)
logits are one small matrix product; here it is cut into tiles of two inputs by six or four columns:

               u0   u1   u2   u3   u4   u5
    left   ⎡   a0   a1   a2   a3   a4   a5  ⎤      twelve of sixteen registers, each
    right  ⎣   b0   b1   b2   b3   b4   b5  ⎦      eight partial sums of one dot product

For eight of the d dimensions a tile loads 2 + 6 registers and does 12 multiplications, so that the
arithmetic waits for no load. The update is the same product turned on its side: for eight
dimensions the six rows of U and what they gain stay in registers while every input comes by once,
takes six multiples and leaves one of itself in each gain.

Three passes a target, and not one a tile: `logits` (all of them), `compute_gains` (sigmoid and
loss, on whole registers), `move` (both sides). The step is one exact gradient, so no row may move
before every logit is known; and the sigmoid's long chain of instructions overlaps with its
neighbours' only if it stands apart.

Rows are given by their addresses: `rows[c] … rows[c + 5]` in U, `inputs[i]` in V; `width` is the
bytes of a row that count. `gains` is the address of a group's block: a register for each input.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.kernels.jit import inlined
from engine.kernels.step.lanes import (
    FLOAT,
    LINE,
    STEP,
    add,
    div,
    exp_of_minus_size,
    fma,
    load,
    mul,
    one,
    prefetch,
    spread,
    store,
    sums,
    where_negative,
    zero,
)

if TYPE_CHECKING:
    from engine.arrays import Offsets
    from engine.kernels.step.lanes import Emitted

SIX, FOUR = 6, 4  # columns of a group


@inlined
def six_logits(left: int, right: int, rows: Offsets, c: int, width: int, gains: int) -> None:
    """The tile drawn above: twelve dot products over `width` dimensions."""
    u0, u1, u2 = rows[c], rows[c + 1], rows[c + 2]
    u3, u4, u5 = rows[c + 3], rows[c + 4], rows[c + 5]
    a0, a1, a2, a3, a4, a5 = zero(), zero(), zero(), zero(), zero(), zero()
    b0, b1, b2, b3, b4, b5 = zero(), zero(), zero(), zero(), zero(), zero()
    for d in range(0, width, STEP):
        a, b = load(left + d), load(right + d)
        row = load(u0 + d)
        a0, b0 = fma(a, row, a0), fma(b, row, b0)
        row = load(u1 + d)
        a1, b1 = fma(a, row, a1), fma(b, row, b1)
        row = load(u2 + d)
        a2, b2 = fma(a, row, a2), fma(b, row, b2)
        row = load(u3 + d)
        a3, b3 = fma(a, row, a3), fma(b, row, b3)
        row = load(u4 + d)
        a4, b4 = fma(a, row, a4), fma(b, row, b4)
        row = load(u5 + d)
        a5, b5 = fma(a, row, a5), fma(b, row, b5)
    store(gains, sums(a0, a1, a2, a3, a4, a5, zero(), zero()))
    store(gains + STEP, sums(b0, b1, b2, b3, b4, b5, zero(), zero()))


@inlined
def four_logits(left: int, right: int, rows: Offsets, c: int, width: int, gains: int) -> None:
    """The same for four columns."""
    u0, u1, u2, u3 = rows[c], rows[c + 1], rows[c + 2], rows[c + 3]
    a0, a1, a2, a3 = zero(), zero(), zero(), zero()
    b0, b1, b2, b3 = zero(), zero(), zero(), zero()
    for d in range(0, width, STEP):
        a, b = load(left + d), load(right + d)
        row = load(u0 + d)
        a0, b0 = fma(a, row, a0), fma(b, row, b0)
        row = load(u1 + d)
        a1, b1 = fma(a, row, a1), fma(b, row, b1)
        row = load(u2 + d)
        a2, b2 = fma(a, row, a2), fma(b, row, b2)
        row = load(u3 + d)
        a3, b3 = fma(a, row, a3), fma(b, row, b3)
    store(gains, sums(a0, a1, a2, a3, zero(), zero(), zero(), zero()))
    store(gains + STEP, sums(b0, b1, b2, b3, zero(), zero(), zero(), zero()))


@inlined
def compute_gains(
    gains: int, n: int, ends: int, signs: Emitted, rates: Emitted, measured: bool
) -> None:
    """Turn the logits of a group into gains, and keep its loss where it is measured.

    With s = −1 for the target's column and +1 for noise, y = s·x is how wrong a pair is: its gain
    is −s·rate·σ(y), its loss ln(1 + eʸ) = max(y, 0) + ln(1 + e^−|y|). Neither is ever clipped. Lane
    by lane, the product of the 1 + e^−|y| and the sum of the max(y, 0) are left at `ends`: two
    logarithms a target are all that a measured loss costs. Inputs are at most 100 and the factors
    at most 2, so that the product stays below 2¹⁰⁰.
    """
    product, over = one(), zero()
    for place in range(gains, gains + n * STEP, STEP):
        y = mul(load(place), signs)
        e = exp_of_minus_size(y)
        whole = add(one(), e)
        inverse = div(one(), whole)
        sigmoid = where_negative(y, mul(e, inverse), inverse)
        store(place, mul(sigmoid, rates))
        if measured:
            product = mul(product, whole)
            over = add(over, where_negative(y, zero(), y))
    store(ends, product)
    store(ends + STEP, over)


@inlined
def six_moves(
    inputs: Offsets, was: Offsets, n: int, rows: Offsets, c: int, ahead: int, width: int,
    gains: int,
) -> None:  # fmt: skip
    """Move n inputs along six rows of U and these along the inputs as they were.

    Input i lies at ``inputs[i]`` and, as it was before this target, at ``was[i]``. Of equal rows of
    U only the last has gains, and it is written last. Meanwhile the six rows from ``rows[ahead]``
    on, which a coming target needs, are asked for.
    """
    u0, u1, u2 = rows[c], rows[c + 1], rows[c + 2]
    u3, u4, u5 = rows[c + 3], rows[c + 4], rows[c + 5]
    for d in range(0, width, STEP):
        a0, a1, a2 = load(u0 + d), load(u1 + d), load(u2 + d)
        a3, a4, a5 = load(u3 + d), load(u4 + d), load(u5 + d)
        b0, b1, b2, b3, b4, b5 = a0, a1, a2, a3, a4, a5
        if d % LINE == 0:
            for column in range(SIX):
                prefetch(rows[ahead + column] + d)
        for i in range(n):
            x, now = load(was[i] + d), load(inputs[i] + d)
            place = gains + i * STEP
            gain = spread(place)
            now, b0 = fma(gain, a0, now), fma(gain, x, b0)
            gain = spread(place + FLOAT)
            now, b1 = fma(gain, a1, now), fma(gain, x, b1)
            gain = spread(place + 2 * FLOAT)
            now, b2 = fma(gain, a2, now), fma(gain, x, b2)
            gain = spread(place + 3 * FLOAT)
            now, b3 = fma(gain, a3, now), fma(gain, x, b3)
            gain = spread(place + 4 * FLOAT)
            now, b4 = fma(gain, a4, now), fma(gain, x, b4)
            gain = spread(place + 5 * FLOAT)
            now, b5 = fma(gain, a5, now), fma(gain, x, b5)
            store(inputs[i] + d, now)
        store(u0 + d, b0)
        store(u1 + d, b1)
        store(u2 + d, b2)
        store(u3 + d, b3)
        store(u4 + d, b4)
        store(u5 + d, b5)


@inlined
def four_moves(
    inputs: Offsets, was: Offsets, n: int, rows: Offsets, c: int, ahead: int, width: int,
    gains: int,
) -> None:  # fmt: skip
    """The same for four rows of U."""
    u0, u1, u2, u3 = rows[c], rows[c + 1], rows[c + 2], rows[c + 3]
    for d in range(0, width, STEP):
        a0, a1, a2, a3 = load(u0 + d), load(u1 + d), load(u2 + d), load(u3 + d)
        b0, b1, b2, b3 = a0, a1, a2, a3
        if d % LINE == 0:
            for column in range(FOUR):
                prefetch(rows[ahead + column] + d)
        for i in range(n):
            x, now = load(was[i] + d), load(inputs[i] + d)
            place = gains + i * STEP
            gain = spread(place)
            now, b0 = fma(gain, a0, now), fma(gain, x, b0)
            gain = spread(place + FLOAT)
            now, b1 = fma(gain, a1, now), fma(gain, x, b1)
            gain = spread(place + 2 * FLOAT)
            now, b2 = fma(gain, a2, now), fma(gain, x, b2)
            gain = spread(place + 3 * FLOAT)
            now, b3 = fma(gain, a3, now), fma(gain, x, b3)
            store(inputs[i] + d, now)
        store(u0 + d, b0)
        store(u1 + d, b1)
        store(u2 + d, b2)
        store(u3 + d, b3)


@inlined
def snapshot_inputs(
    inputs: Offsets, n: int, old: int, stride: int, width: int, was: Offsets
) -> None:
    """Copy the inputs as they are, for a step in which a row of V moves more than once."""
    for i in range(n):
        was[i] = old + i * stride
        for d in range(0, width, STEP):
            store(was[i] + d, load(inputs[i] + d))
