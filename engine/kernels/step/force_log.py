"""Forces on a watched word, written down while they act.

A force is gain·row: on the word's row of V by a target (pull) or a noise word (push), on its row of
U by an input that it was the target of (pull) or noise for (push). The row is kept as it stood, so
that forces add up to the word's displacement.

Kernels take a `ForceLog` or None. Numba compiles for types, so that there are two machine codes,
and the one without a log has no trace of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.kernels.jit import inlined
from engine.kernels.step.lanes import FLOAT, STEP, WIDTH, address, load, store
from engine.kernels.step.row_address import row_of, word_of

if TYPE_CHECKING:
    import numpy as np

    from engine.arrays import Counts, Floats, Offsets
    from engine.kernels.step.layout import Layout
    from engine.kernels.step.row_address import Table

V_PULL, V_PUSH, U_PULL, U_PUSH = range(4)  # kinds: whose row moved, and which way


class ForceLog(NamedTuple):
    """A ring of N lines: the last N forces stay."""

    word: int
    marks: Counts  # (N, 3) kind, the other word, the target's raw position
    gains: Floats  # (N,)
    others: Floats  # (N, P) the other word's row
    written: Counts  # (1,) lines ever written


@inlined
def write_force(book: ForceLog, kind: int, other: int, place: int, gain: np.float32) -> int:
    """Write a force into the next line and return it; the row is for the caller to copy."""
    line = book.written[0] % book.marks.shape[0]
    book.marks[line, 0], book.marks[line, 1], book.marks[line, 2] = kind, other, place
    book.gains[line] = gain
    book.written[0] += 1
    return int(line)


@inlined
def log_forces(
    book: ForceLog, place: int, v: Table, u: Table, layout: Layout, inputs: Offsets, n: int,
    rows: Offsets, c: int, lanes: Offsets, gains: Floats, width: int,
) -> None:  # fmt: skip
    """Write down all forces of one target on the watched word, before anything moves."""
    its_v, its_u = row_of(v, book.word), row_of(u, book.word)
    line = FLOAT * book.others.shape[1]
    for i in range(n):
        if inputs[i] == its_v:
            for column in range(layout.pads, layout.columns):
                kind = V_PULL + int(column < layout.columns - 1)
                gain, row = gains[lanes[column] + i * WIDTH], rows[c + column]
                at = line * write_force(book, kind, word_of(u, row), place, gain)
                for d in range(0, width, STEP):
                    store(address(book.others) + at + d, load(row + d))
    for column in range(layout.pads, layout.columns):
        if rows[c + column] == its_u:
            kind = U_PULL + int(column < layout.columns - 1)
            for i in range(n):
                gain = gains[lanes[column] + i * WIDTH]
                at = line * write_force(book, kind, word_of(v, inputs[i]), place, gain)
                for d in range(0, width, STEP):
                    store(address(book.others) + at + d, load(inputs[i] + d))
