"""Arrays that may be longer than memory: short ones lie in it, long ones in a file.

Files are mapped privately (`mode="c"`): arrays look writable, as kernels are compiled for, and
only pages that are written to would cost memory. Room in a file is taken by writing, never left as
a hole: a full disk is then an `OSError` here and not the end of the process somewhere else.
"""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

import numpy as np
from numpy.lib import format as npy

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

KEPT = 1 << 24  # bytes of one array that stay in memory
_ZEROS = bytes(1 << 20)

T = TypeVar("T", bound=np.generic)


class Spool:
    """A one-dimensional array that is appended to, and read when it is whole.

    With a `path` it becomes that file, in numpy's format; else a nameless one, once it is long.
    """

    def __init__(self, kind: type[Any], path: Path | None = None) -> None:
        self.size = 0
        self._kind = np.dtype(kind)
        self._held: list[NDArray[Any]] = []
        self._path = path
        self._file: BinaryIO | None = None if path is None else self._begun(path.open("w+b"))

    def append(self, piece: NDArray[Any]) -> None:
        """Add to the end; raises `OSError` if the disk is full."""
        self.size += len(piece)
        if self._file is None:
            self._held.append(piece)
            if self.size * self._kind.itemsize > KEPT:
                self._file = self._begun(tempfile.TemporaryFile())  # noqa: SIM115 - closed by `whole`
                self._write(self._held)
                self._held = []
        else:
            self._write([piece])

    def whole(self) -> NDArray[Any]:
        """All that was appended; nothing may be appended after it."""
        if self._file is None:
            return np.concatenate([np.empty(0, self._kind), *self._held])
        start = self._head(self._file)
        self._file.flush()
        if self._path is not None:
            os.fsync(self._file.fileno())
        with self._file as file:
            return _mapped(file, self._kind, start, self.size)

    def _begun(self, file: BinaryIO) -> BinaryIO:
        self._head(file)
        return file

    def _head(self, file: BinaryIO) -> int:
        """Write the header, which is as long for any size; where the array begins."""
        file.seek(0)
        npy.write_array_header_1_0(
            file,
            {"descr": self._kind.str, "fortran_order": False, "shape": (self.size,)},
        )
        return file.tell()

    def _write(self, pieces: Iterable[NDArray[Any]]) -> None:
        assert self._file is not None
        for piece in pieces:
            self._file.write(np.ascontiguousarray(piece, self._kind).data)


def _mapped(file: BinaryIO, kind: np.dtype[Any], start: int, size: int) -> NDArray[Any]:
    if not size:
        return np.empty(0, kind)
    return np.asarray(np.memmap(file, kind, "c", start, (size,)))


def opened(path: Path) -> NDArray[Any]:
    """An array of a file of numpy's, mapped.

    Raises
    ------
    OSError, ValueError
        If there is no such file, or it is not a whole one.
    """
    array = np.load(path, mmap_mode="c", allow_pickle=False)
    return np.asarray(array)


def zeros(shape: tuple[int, ...], kind: type[T]) -> NDArray[T]:
    """Zeros that may be written to, in memory or, if they are many, in a nameless file."""
    size = int(np.prod(shape)) * np.dtype(kind).itemsize
    if size <= KEPT:
        return np.zeros(shape, kind)
    with tempfile.TemporaryFile() as file:
        _reserve(file, size)
        return np.asarray(np.memmap(file, kind, "r+", 0, shape))


def _reserve(file: Any, size: int) -> None:  # noqa: ANN401 - what TemporaryFile returns
    """Take `size` bytes of the disk."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(file.fileno(), 0, size)
        return
    for start in range(0, size, len(_ZEROS)):
        file.write(_ZEROS[: size - start])
    file.flush()
