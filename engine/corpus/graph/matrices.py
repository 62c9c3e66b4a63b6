"""Matrices of graphs: entries as arrays, checked, and their edges."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.corpus.graph.checks import check_nodes
from engine.corpus.graph.graph import check_edges
from engine.errors import CorpusError

if TYPE_CHECKING:
    from engine.arrays import Doubles, Offsets
    from engine.corpus.graph.graph import Draft


class Matrix(NamedTuple):
    """Entries that are there, (M,) each: rows and columns from 0, all below `size`.

    Of a `symmetric` one an entry stands for itself and for its mirror image.
    """

    size: int
    rows: Offsets
    columns: Offsets
    values: Doubles
    symmetric: bool = False


def check_size(name: str, rows: int, columns: int, held: int) -> None:
    """Refuse a matrix that is not square, or declares more nodes than `held` bytes account for.

    Raises
    ------
    CorpusError
        In either case; see `check_nodes`.
    """
    if rows != columns:
        raise CorpusError(
            "{name}: has {rows} rows and {columns} columns; a matrix of a graph has as many of"
            " both, one for each node.",
            name=name,
            rows=f"{rows:,}",
            columns=f"{columns:,}",
        )
    check_nodes(name, rows, held)


def take_matrix(draft: Draft, matrix: Matrix) -> None:
    """Add a matrix to a draft, an edge an entry that is not 0; nodes are called by their numbers.

    Raises
    ------
    CorpusError
        If there are too many entries, or one is no weight.
    """
    check_edges(draft.name, len(matrix.values))
    known = len(draft.ids)
    rows, columns, values = matrix.rows, matrix.columns, matrix.values
    taken = values != 0
    if matrix.symmetric:
        rows, columns = np.minimum(rows, columns), np.maximum(rows, columns)
    mutual = matrix.symmetric or _is_mutual(matrix)
    if mutual:
        taken &= rows <= columns
    draft.said_directed = not mutual
    edges = (rows[taken] + 1, columns[taken] + 1, values[taken])
    for source, target, weight in zip(*(each.tolist() for each in edges), strict=True):
        draft.add(source, target, weight)
    draft.unnamed += max(0, matrix.size - (len(draft.ids) - known))


def _is_mutual(matrix: Matrix) -> bool:
    """Whether a matrix is its own mirror image, entries at one place added up."""
    keys, at = np.unique(matrix.rows * matrix.size + matrix.columns, return_inverse=True)
    sums = np.bincount(at, matrix.values, len(keys))
    rows, columns = np.divmod(keys, max(1, matrix.size))
    mirrored = columns * matrix.size + rows
    order = np.argsort(mirrored)
    return bool((mirrored[order] == keys).all() and (sums[order] == sums).all())
