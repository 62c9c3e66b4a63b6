"""The two tables of vectors, the only large thing that training writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.kernels.initialization import fill_inputs

if TYPE_CHECKING:
    from engine.arrays import Floats

_LINE = 16  # floats in a cache line: rows start on their own


@dataclass(frozen=True, slots=True)
class Model:
    """Input vectors `v` and output vectors `u`, (V, D) float32 views of padded storage.

    The storage is (V + 1, P) with P the next multiple of 16, each row on cache lines of its own:
    zero columns stay zero, the last row is spare.
    """

    inputs: Floats
    outputs: Floats
    dimensions: int

    def __post_init__(self) -> None:
        """Raise `ValueError` for tables that kernels, which go by address, would leave."""
        shape = self.inputs.shape
        alike = shape == self.outputs.shape and len(shape) == 2
        if not alike or not len(self.inputs) or shape[1] != _columns(self.dimensions):
            raise ValueError(shape, self.outputs.shape, self.dimensions)
        if self.inputs.dtype != np.float32 or self.outputs.dtype != np.float32:
            raise ValueError(self.inputs.dtype, self.outputs.dtype)

    @property
    def v(self) -> Floats:
        """Input vectors, (V, D)."""
        return self.inputs[:-1, : self.dimensions]

    @property
    def u(self) -> Floats:
        """Output vectors, (V, D)."""
        return self.outputs[:-1, : self.dimensions]

    def copy(self) -> Model:
        """The same numbers in storage of their own."""
        return Model(_aligned(self.inputs), _aligned(self.outputs), self.dimensions)


def _columns(dimensions: int) -> int:
    """Floats of a row: whole cache lines."""
    return -(-dimensions // _LINE) * _LINE


def padded(rows: int, dimensions: int) -> Floats:
    """Zeros for a table of `rows` vectors and its spare row, the first on a cache line."""
    columns = _columns(dimensions)
    room = np.zeros((rows + 1) * columns + _LINE, np.float32)
    skip = -room.ctypes.data // room.itemsize % _LINE
    return room[skip : skip + (rows + 1) * columns].reshape(rows + 1, columns)


def _aligned(table: Floats) -> Floats:
    """A copy (V + 1, P) that begins on a cache line."""
    copy = padded(len(table) - 1, table.shape[1])
    copy[:] = table
    return copy


def initialize(size: int, dimensions: int, seed: int) -> Model:
    """A new model: v uniform in (−½, ½)/D keyed by (seed, word, column), u zero, as word2vec.c."""
    inputs = padded(size, dimensions)
    fill_inputs(inputs, size, dimensions, np.uint64(seed))
    return Model(inputs, padded(size, dimensions), dimensions)
