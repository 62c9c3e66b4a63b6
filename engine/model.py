"""The two tables of vectors, the only large thing that training writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.kernels.start import fill_inputs

if TYPE_CHECKING:
    from engine.arrays import Floats

_LANE = 16  # floats in a cache line: rows start on their own


@dataclass(frozen=True, slots=True)
class Model:
    """Input vectors `v` and output vectors `u`, (V, D) float32 views of padded storage.

    The storage is (V + 1, P) with P the next multiple of 16: zero columns stay zero, the last row
    is spare.
    """

    inputs: Floats
    outputs: Floats
    dimensions: int

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
        return Model(self.inputs.copy(), self.outputs.copy(), self.dimensions)


def padded(rows: int, dimensions: int) -> Floats:
    """Zeros for a table of `rows` vectors and its spare row."""
    return np.zeros((rows + 1, -(-dimensions // _LANE) * _LANE), np.float32)


def born(size: int, dimensions: int, seed: int) -> Model:
    """A new model: v uniform in (−½, ½)/D keyed by (seed, word, column), u zero, as word2vec.c."""
    inputs = padded(size, dimensions)
    fill_inputs(inputs, size, dimensions, np.uint64(seed))
    return Model(inputs, padded(size, dimensions), dimensions)
