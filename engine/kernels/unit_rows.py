"""Rows brought to length 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.kernels.jit import kernel

if TYPE_CHECKING:
    from engine.arrays import Floats


@kernel
def scale_rows(vectors: Floats, unit: Floats) -> None:
    """Write rows (V, D) divided by their lengths; zeros where a length is 0 or not finite.

    Squares are summed in float64, where no float32 over- or underflows.
    """
    for word in range(vectors.shape[0]):
        row, scaled = vectors[word], unit[word]
        square = 0.0
        for d in range(row.shape[0]):
            square += np.float64(row[d]) * np.float64(row[d])
        scale = 1.0 / np.sqrt(square) if 0.0 < square < np.inf else 0.0
        for d in range(row.shape[0]):
            scaled[d] = np.float32(np.float64(row[d]) * scale) if scale > 0.0 else np.float32(0.0)
