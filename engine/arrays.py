"""The array types that cross module borders, named once."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]  # vectors, chances, coordinates
Doubles: TypeAlias = NDArray[np.float64]  # sums and probabilities that must not drift
Ids: TypeAlias = NDArray[np.int32]  # symbols as frequency ranks, 0 the most frequent
Offsets: TypeAlias = NDArray[np.int64]  # (s + 1,) starts at 0, ends at n, never falls
Counts: TypeAlias = NDArray[np.int64]  # occurrences
Words: TypeAlias = NDArray[np.uint64]  # 64-bit keys and packed tables
Flags: TypeAlias = NDArray[np.bool_]
Bytes: TypeAlias = NDArray[np.uint8]  # text in UTF-8
Kinds: TypeAlias = NDArray[np.uint16]  # what each character is to a reader, as flags
