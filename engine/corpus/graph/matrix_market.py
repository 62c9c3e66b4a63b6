"""Matrices in the exchange format of Matrix Market (.mtx), read line by line.

SciPy's reader of this format reads past the end of its buffer where the last line is not ended, so
no bytes of a visitor are given to it. The format is described by Boisvert, Pozo and Remington,
*The Matrix Market Exchange Formats: Initial Design* (NISTIR 5935, 1996).
"""

from __future__ import annotations

import io
from array import array
from typing import TYPE_CHECKING, NamedTuple, NoReturn

import numpy as np

from engine.corpus.graph.checks import refuse_line, shown
from engine.corpus.graph.graph import check_edges
from engine.corpus.graph.matrices import Matrix, check_size
from engine.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Iterator

_BANNER = b"%%matrixmarket"
_NUMBERS = {  # of an entry, behind its row and column
    b"real": 1,
    b"double": 1,
    b"integer": 1,
    b"unsigned-integer": 1,
    b"complex": 2,
    b"pattern": 0,
}
_SYMMETRIES = {b"general", b"symmetric", b"skew-symmetric", b"hermitian"}
_FORTRAN = bytes.maketrans(b"dD", b"ee")  # exponents of double precision are written 1D3
_LINE = 1 << 10  # bytes of a line that are looked at or shown


class _Head(NamedTuple):
    """What the first lines say; `entries` are those written down."""

    dense: bool
    numbers: int
    symmetry: bytes
    size: int
    entries: int


def read_market(name: str, data: bytes) -> Matrix:
    """The matrix of an .mtx file; of complex entries the real part.

    What stands behind an entry on its line is passed over.

    Raises
    ------
    CorpusError
        If it is no such file, is not square, or its entries are not what its first lines declare.
    """
    lines = _Lines(name, data)
    head = _head(lines, len(data))
    matrix = _dense(lines, head) if head.dense else _sparse(lines, head)
    if head.symmetry == b"skew-symmetric":  # the other half has the opposite sign
        return matrix._replace(
            rows=np.r_[matrix.rows, matrix.columns],
            columns=np.r_[matrix.columns, matrix.rows],
            values=np.r_[matrix.values, -matrix.values],
        )
    return matrix._replace(symmetric=head.symmetry != b"general")


class _Lines:
    """The lines that say something, in cells; `number` is that of the last one, from 1 on."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name, self.number = name, 0
        self._file, self._line = io.BytesIO(data), b""

    def banner(self) -> list[bytes]:
        """The words of the first line, in small letters."""
        self._line, self.number = self._file.readline(), 1
        return self._line[:_LINE].removeprefix(b"\xef\xbb\xbf").lower().split()

    def cells(self, count: int) -> Iterator[list[bytes]]:
        """Of each line its first cells, and what follows them as one more."""
        for line in self._file:
            self._line = line
            self.number += 1
            cells = line.split(None, count)
            if cells and not cells[0].startswith(b"%"):
                yield cells

    def refuse(self, expected: str) -> NoReturn:
        """Say what should stand in the place of the last line; raises `CorpusError`."""
        refuse_line(self.name, self.number, self._text(), expected)

    def refuse_place(self, size: int) -> NoReturn:
        """Say that the last line names a row or column that is not there; raises `CorpusError`."""
        raise CorpusError(
            "{name}: line {line} is “{found}”, and the rows and columns of the matrix are numbered"
            " from 1 to {size}. Mend it, or save the graph as a list of edges (.edges).",
            name=self.name,
            line=f"{self.number:,}",
            found=shown(self._text()),
            size=f"{size:,}",
        )

    def _text(self) -> str:
        return self._line[:_LINE].decode("utf-8", "replace")


def _head(lines: _Lines, held: int) -> _Head:
    """The first lines, checked against each other and against the bytes that are there."""
    match lines.banner():
        case [banner, b"matrix", b"coordinate" | b"array" as form, field, symmetry] if (
            banner == _BANNER and field in _NUMBERS and symmetry in _SYMMETRIES
        ):
            dense = form == b"array"
        case _:
            lines.refuse("%%MatrixMarket matrix coordinate real general")
    wanted = 2 if dense else 3
    sizes = [_count(cell) for cell in next(lines.cells(wanted), [])[:wanted]]
    if len(sizes) < wanted or min(sizes) < 0 or (dense and field == b"pattern"):
        lines.refuse("9 9" if dense else "9 9 12")
    check_size(lines.name, sizes[0], sizes[1], held)
    entries = _written(sizes[0], symmetry) if dense else sizes[2]
    check_edges(lines.name, 0 if dense else entries)
    return _Head(dense, _NUMBERS[field], symmetry, sizes[0], entries)


def _count(cell: bytes) -> int:
    """The number that a cell holds; −1 if it holds none, or one of too many digits."""
    return int(cell) if cell.isdigit() and len(cell) < 19 else -1


def _number(cell: bytes) -> float:
    """The number that a cell holds; raises `ValueError`."""
    if b"_" in cell:  # which Python takes for a part of a number
        raise ValueError(cell)
    try:
        return float(cell)
    except ValueError:
        return float(cell.translate(_FORTRAN))


def _written(size: int, symmetry: bytes) -> int:
    """How many entries of a dense matrix are written down."""
    whole, triangle = size * size, size * (size - 1) // 2
    return {b"general": whole, b"skew-symmetric": triangle}.get(symmetry, triangle + size)


def _value(cells: list[bytes]) -> float | None:
    """The first of the numbers that an entry holds, 1 if it has none; None if one is no number."""
    try:
        return [*map(_number, cells), 1.0][0]
    except ValueError:
        return None


def _sparse(lines: _Lines, head: _Head) -> Matrix:
    """Entries with their places."""
    rows, columns, values = array("q"), array("q"), array("d")
    size, width = head.size, 2 + head.numbers
    for cells in lines.cells(width):
        value = _value(cells[2:width])
        if len(cells) < width or value is None:
            lines.refuse("1 2" if not head.numbers else "1 2 0.5")
        row, column = _count(cells[0]), _count(cells[1])
        if not (0 < row <= size and 0 < column <= size):
            lines.refuse_place(size)
        rows.append(row - 1)
        columns.append(column - 1)
        values.append(value)
    _check_count(lines.name, head.entries, len(rows))
    return Matrix(size, np.array(rows), np.array(columns), np.array(values))


def _dense(lines: _Lines, head: _Head) -> Matrix:
    """Entries of one column after the other, a line each; of a triangle those from the diagonal on.

    Only those that are not 0 are kept.
    """
    held, places, values = 0, array("q"), array("d")
    for held, cells in enumerate(lines.cells(head.numbers), 1):
        value = _value(cells[: head.numbers])
        if len(cells) < head.numbers or value is None:
            lines.refuse("0.5")
        if value:
            places.append(held - 1)
            values.append(value)
    _check_count(lines.name, head.entries, held)
    first = np.zeros(head.size, np.int64)  # row of each column that is written first
    if head.symmetry != b"general":
        first = np.arange(head.size) + (head.symmetry == b"skew-symmetric")
    starts = np.cumsum(head.size - first) - (head.size - first)
    columns = np.searchsorted(starts, np.array(places), side="right") - 1
    rows = np.array(places) - starts[columns] + first[columns]
    return Matrix(head.size, rows, columns, np.array(values))


def _check_count(name: str, declared: int, held: int) -> None:
    if declared != held:
        raise CorpusError(
            "{name}: declares {declared} entries and holds {held}, so it is cut short or damaged."
            " Copy or download it again.",
            name=name,
            declared=f"{declared:,}",
            held=f"{held:,}",
        )
