"""Sparse matrices as SciPy saves them (.npz), their arrays checked before anything is made of them.

SciPy takes the indices of such a file as they are, and what converts one form of a matrix into
another then reads and writes beside its arrays; so the entries are found here.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final
from zipfile import ZipFile

import numpy as np

from engine import npz
from engine.corpus.graph.graph import check_edges
from engine.corpus.graph.matrices import Matrix, check_size
from engine.corpus.packing import check_directory
from engine.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.arrays import Offsets

LIMIT = 1 << 28  # bytes of all arrays, unpacked
_WHOLE, _NUMBERS = "iu", "biufc"  # kinds of a dtype


def read_npz(name: str, data: bytes) -> Matrix:
    """The matrix of a file that `scipy.sparse.save_npz` wrote; of complex entries the real part.

    Raises
    ------
    CorpusError
        If it is no such file, is not square, or its arrays do not fit each other.
    """
    arrays = _Arrays(name, data)
    form = _FORMS.get(arrays.one("format", "SU", 0).tobytes().replace(b"\0", b""))
    if form is None:
        raise arrays.wrong("format")
    shape = arrays.one("shape", _WHOLE, 1).tolist()
    if len(shape) != 2 or min(shape) < 0:
        raise arrays.wrong("shape")
    check_size(name, shape[0], shape[1], arrays.size)
    rows, columns, values = form(arrays, shape[0])
    with np.errstate(over="ignore"):  # an endless weight is refused as such
        return Matrix(shape[0], rows, columns, np.real(values).astype(np.float64))


class _Arrays:
    """The arrays of an archive by name, each as long as its head says; `size` (bytes) is of all."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        file = io.BytesIO(data)
        check_directory(name, file)
        self._archive = ZipFile(file)
        self.size = sum(member.file_size for member in self._archive.infolist())
        if self.size > LIMIT:
            raise CorpusError(
                "{name}: has more than {limit} MB, the most that is read of a graph. Choose"
                " a part of it.",
                name=name,
                limit=LIMIT >> 20,
            )

    def __contains__(self, array: str) -> bool:
        return f"{array}.npy" in self._archive.namelist()

    def wrong(self, array: str) -> CorpusError:
        """What is said of an array that is not as it has to be."""
        return CorpusError(
            "{name}: its array “{array}” is missing, damaged, or does not fit the others of the"
            " matrix. Save it again with scipy.sparse.save_npz.",
            name=self.name,
            array=array,
        )

    def one(self, array: str, kinds: str, dimensions: int) -> Any:  # noqa: ANN401 - of any dtype
        """An array of these kinds of dtype; raises `CorpusError`."""
        if array not in self:
            raise self.wrong(array)
        try:
            found = npz.array(self._archive, self._archive.getinfo(f"{array}.npy"))
        except (ValueError, KeyError):  # a head that is none, or that does not fit its bytes
            raise self.wrong(array) from None
        if found.dtype.kind not in kinds or found.ndim != dimensions or not found.itemsize:
            raise self.wrong(array)
        return found

    def places(self, array: str, dimensions: int, high: int) -> Offsets:
        """An array of whole numbers from 0 to below `high`; raises `CorpusError`."""
        found: Offsets = self.one(array, _WHOLE, dimensions).astype(np.int64)
        if found.size and not 0 <= found.min() <= found.max() < high:
            raise self.wrong(array)
        return found


_Entries = tuple["Offsets", "Offsets", Any]  # rows, columns, values


def _coo(arrays: _Arrays, size: int) -> _Entries:
    """Places and values side by side."""
    values = arrays.one("data", _NUMBERS, 1)
    if "coords" in arrays:
        both = arrays.places("coords", 2, size)
        if both.shape != (2, len(values)):
            raise arrays.wrong("coords")
        return both[0], both[1], values
    rows, columns = arrays.places("row", 1, size), arrays.places("col", 1, size)
    if not len(rows) == len(columns) == len(values):
        raise arrays.wrong("data")
    return rows, columns, values


def _csr(arrays: _Arrays, size: int) -> _Entries:
    """Row after row: the columns of its entries."""
    values = arrays.one("data", _NUMBERS, 1)
    rows, columns = _lines(arrays, size, size)
    if len(values) != len(columns):
        raise arrays.wrong("data")
    return rows, columns, values


def _csc(arrays: _Arrays, size: int) -> _Entries:
    """Column after column: the rows of its entries."""
    columns, rows, values = _csr(arrays, size)
    return rows, columns, values


def _lines(arrays: _Arrays, lines: int, size: int) -> tuple[Offsets, Offsets]:
    """Of each index the line that it is on, and the index."""
    indices = arrays.places("indices", 1, size)
    starts = arrays.places("indptr", 1, len(indices) + 1)
    counts = np.diff(starts)
    if len(counts) != lines or starts[0] or starts[-1] != len(indices) or (counts < 0).any():
        raise arrays.wrong("indptr")
    return np.repeat(np.arange(lines), counts), indices


def _bsr(arrays: _Arrays, size: int) -> _Entries:
    """Blocks of entries, line after line of blocks."""
    blocks = arrays.one("data", _NUMBERS, 3)
    _, high, wide = blocks.shape
    if not (high and wide) or size % high or size % wide:
        raise arrays.wrong("data")
    lines, places = _lines(arrays, size // high, size // wide)
    if len(places) != len(blocks):
        raise arrays.wrong("data")
    block, row, column = _there(arrays, blocks)
    return lines[block] * high + row, places[block] * wide + column, blocks[block, row, column]


def _dia(arrays: _Arrays, size: int) -> _Entries:
    """Diagonals, each so many columns right of the middle one; they begin at the first column."""
    diagonals = arrays.one("data", _NUMBERS, 2)
    offsets = arrays.one("offsets", _WHOLE, 1).astype(np.int64)
    if len(offsets) != len(diagonals) or (abs(offsets) > size).any():
        raise arrays.wrong("offsets")
    which, columns = _there(arrays, diagonals)
    rows = columns - offsets[which]
    inside = (rows >= 0) & (rows < size) & (columns < size)
    return rows[inside], columns[inside], diagonals[which, columns][inside]


def _there(arrays: _Arrays, values: Any) -> tuple[Any, ...]:  # noqa: ANN401 - as above
    """Where the values are not 0, an array a dimension."""
    check_edges(arrays.name, int(np.count_nonzero(values)))
    return np.nonzero(values)


_FORMS: Final[dict[bytes, Callable[[_Arrays, int], _Entries]]] = {
    b"coo": _coo,
    b"csr": _csr,
    b"csc": _csc,
    b"bsr": _bsr,
    b"dia": _dia,
}
