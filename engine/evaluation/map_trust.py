"""Trust in a map: the share of a word's true neighbourhood that a picture keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from engine.arrays import Doubles, Floats, Ids


def true_neighbours_kept(nearest: Ids, places: Floats) -> Doubles:
    """The share of each row's true neighbours that are as near in the picture, (M,) in 0 … 1.

    `nearest` (M, k) holds the k rows truly nearest each row, itself not among them; `places` (M, 2)
    or (M, 3) are finite. Counted is how many of the k are among the k nearest places: the
    precision of Venna and Kaski's neighbour retrieval (JMLR 2010, section 2), row by row. With
    no neighbours (k = 0) everything is kept.
    """
    from scipy.spatial import KDTree  # noqa: PLC0415 - half a second, and wanted by few

    count = nearest.shape[1]
    if not count:
        return np.ones(len(places))
    # One more than k: a place is its own nearest, and where several coincide perhaps not the first.
    _, found = KDTree(places).query(places, k=count + 1)
    common = (found[:, :, None] == nearest[:, None, :]).any(axis=2).sum(axis=1)
    shares: Doubles = np.minimum(common / count, 1.0)
    return shares
