"""Addresses of the rows of a table of vectors, for kernels that go by address."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.kernels.jit import inlined
from engine.kernels.step.lanes import FLOAT, address

if TYPE_CHECKING:
    from typing import Any

    from engine.arrays import Floats


class HotRows(NamedTuple):
    """A thread's own rows of the most frequent words, (H, P) each; merged after each of its parts.

    Kernels take this or None. Numba compiles for types, so that one thread alone pays nothing.
    """

    v: Floats
    u: Floats


class Table(NamedTuple):
    """A table of vectors as a kernel sees it: the first `hot` rows may lie elsewhere."""

    shared: int  # address
    private: int  # address
    hot: int
    stride: int  # bytes


@inlined
def row_tables(v: Floats, u: Floats, own: HotRows | None) -> tuple[Table, Table]:
    """Where the rows of V and U lie."""
    stride = FLOAT * v.shape[1]
    if own is None:
        return Table(address(v), 0, 0, stride), Table(address(u), 0, 0, stride)
    return (
        Table(address(v), address(own.v), own.v.shape[0], stride),
        Table(address(u), address(own.u), own.u.shape[0], stride),
    )


@inlined
def row_of(table: Table, word: int | np.integer[Any]) -> int:
    """The address of a word's row."""
    own = table.hot > 0 and word < table.hot
    return int((table.private if own else table.shared) + table.stride * np.int64(word))


@inlined
def word_of(table: Table, row: int) -> int:
    """The word whose row lies at an address."""
    own = table.private <= row < table.private + table.hot * table.stride
    return (row - (table.private if own else table.shared)) // table.stride
