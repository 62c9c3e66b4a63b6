"""Arrays that may be longer than memory: short ones lie in it, long ones in a file.

Files are mapped: what is only read is mapped privately (`mode="c"`), so that it looks writable, as
kernels are compiled for, and still costs no memory. Room in a file is taken by writing, never left
as a hole: a full disk is then an `OSError` here and not the end of the process somewhere else.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, BinaryIO, Self, TypeVar

import numpy as np
from numpy.lib import format as npy

from engine import npz

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

KEPT = 1 << 24  # bytes of one array that stay in memory
_ZEROS = bytes(1 << 20)

T = TypeVar("T", bound=np.generic)


class ScratchSpace:
    """Where long arrays lie: in nameless files of a folder, or of the system's own for such.

    Arrays that are given a name are written to files of that name if there is a `folder`. Leaving
    the room closes what was begun there and not finished.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self._files = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._files.close()

    def spool(self, kind: type[Any], name: str | None = None) -> DiskArray:
        """An empty array to append to; with a name, and where there is a folder, a file of it."""
        named = None if name is None or self.folder is None else self.folder / f"{name}.npy"
        return DiskArray(kind, self, named)

    def zeros(self, shape: tuple[int, ...], kind: type[T]) -> NDArray[T]:
        """Zeros to write to; raises `OSError` if the disk is full."""
        size = int(np.prod(shape)) * np.dtype(kind).itemsize
        if size <= KEPT:
            return np.zeros(shape, kind)
        with tempfile.TemporaryFile(dir=self.folder) as file:
            _reserve(file, size)
            return np.asarray(np.memmap(file, kind, "r+", 0, shape))

    def file(self, path: Path | None = None) -> Any:  # noqa: ANN401 - what stands for a file here
        """A new file, at a path or without a name."""
        return self._files.enter_context(
            tempfile.TemporaryFile(dir=self.folder) if path is None else path.open("w+b")
        )


def _reserve(file: Any, size: int) -> None:  # noqa: ANN401 - as above
    """Take `size` bytes of the disk."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(file.fileno(), 0, size)
        return
    for start in range(0, size, len(_ZEROS)):
        file.write(_ZEROS[: size - start])
    file.flush()


class DiskArray:
    """A one-dimensional array that is appended to, and read when it is whole."""

    def __init__(self, kind: type[Any], room: ScratchSpace, path: Path | None) -> None:
        self.size = 0
        self._kind = np.dtype(kind)
        self._held: list[NDArray[Any]] = []
        self._room, self._path = room, path
        self._file: BinaryIO | None = None if path is None else _begun(room.file(path))

    def append(self, piece: NDArray[Any]) -> None:
        """Add to the end; raises `OSError` if the disk is full."""
        self.size += len(piece)
        if self._file is None:
            self._held.append(piece)
            if self.size * self._kind.itemsize > KEPT:
                self._file = _begun(self._room.file())
                self._write(self._held)
                self._held = []
        else:
            self._write([piece])

    def whole(self) -> NDArray[Any]:
        """All that was appended; nothing may be appended after it."""
        if self._file is None:
            return np.concatenate([np.empty(0, self._kind), *self._held])
        with self._file as file:
            start = _head(file, self._kind, self.size)
            file.flush()
            if self._path is not None:
                os.fsync(file.fileno())
            if not self.size:
                return np.empty(0, self._kind)
            return np.asarray(np.memmap(file, self._kind, "c", start, (self.size,)))

    def _write(self, pieces: Iterable[NDArray[Any]]) -> None:
        assert self._file is not None
        for piece in pieces:
            self._file.write(np.ascontiguousarray(piece, self._kind).data)


def _begun(file: BinaryIO) -> BinaryIO:
    _head(file, np.dtype(np.int8), 0)
    return file


def _head(file: BinaryIO, kind: np.dtype[Any], size: int) -> int:
    """Write numpy's header, which is as long for any size; where the array begins."""
    file.seek(0)
    shape = {"descr": kind.str, "fortran_order": False, "shape": (size,)}
    npy.write_array_header_1_0(file, shape)
    return file.tell()


def save(path: Path, array: NDArray[Any]) -> None:
    """Write an array to a file of numpy's, and to the disk below it."""
    with path.open("wb") as file:
        npy.write_array(file, array, allow_pickle=False)
        file.flush()
        os.fsync(file.fileno())


def load(path: Path) -> NDArray[Any]:
    """An array of a file of numpy's, mapped.

    Raises
    ------
    OSError, ValueError
        If there is no such file, or it is not a whole one.
    """
    try:
        return np.asarray(npy.open_memmap(path, mode="c"))
    except npz.DAMAGED as cause:
        raise ValueError(path.name) from cause
