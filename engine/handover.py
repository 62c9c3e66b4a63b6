"""Handover between processes: files that a child has too, and results whose arrays are mapped."""

from __future__ import annotations

import io
import mmap
import os
import pickle
import tempfile
from contextlib import suppress
from functools import partial
from multiprocessing import reduction
from typing import TYPE_CHECKING, Any, BinaryIO, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

_IN_MEMORY = 1 << 28  # bytes: what an upload may have
_ALIGNED = 64  # bytes: where arrays begin
_SAFE = {"builtins": {"set", "frozenset", "complex", "bytearray", "slice", "range"},
         "functools": {"partial"}, "pathlib": {"PosixPath"},
         "numpy": {"dtype", "ndarray"}}  # fmt: skip
_REBUILT = {"_frombuffer", "_reconstruct", "scalar"}  # what NumPy makes arrays with
_OURS = ("engine.", "explorer.")


class HandedFile:
    """A nameless file, of a folder or of the system's own, that a child process gets as well."""

    def __init__(self, folder: Path | None = None, content: bytes | memoryview = b"") -> None:
        """Raise `OSError` if there is no room for the content, on a disk or in memory."""
        self.file = _filled(folder, content)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def __getstate__(self) -> Any:  # noqa: ANN401 - what multiprocessing hands a file with
        return reduction.DupFd(self.file.fileno())

    def __setstate__(self, handed: Any) -> None:  # noqa: ANN401 - as above
        self.file = os.fdopen(handed.detach(), "r+b")


def _filled(folder: Path | None, content: bytes | memoryview) -> BinaryIO:
    """A file in memory if there is something of no great size to hand over, else on a disk.

    To write a file of a disk takes longer than to read it; if the disk is full memory serves too.
    """
    places: list[Callable[[], Any]] = [
        partial(tempfile.TemporaryFile, dir=folder),
        tempfile.TemporaryFile,
    ]
    if hasattr(os, "memfd_create"):
        places.insert(0 if 0 < len(content) <= _IN_MEMORY else 2, _in_memory)
    for place in places[:-1]:
        with suppress(OSError):
            return _begun(place(), content)
    return _begun(places[-1](), content)


def _in_memory() -> BinaryIO:
    return os.fdopen(os.memfd_create("pushpull"), "r+b")


def _begun(file: BinaryIO, content: bytes | memoryview) -> BinaryIO:
    try:
        file.write(content)
        file.seek(0)
    except OSError:
        file.close()
        raise
    return file


def packed(result: object, file: BinaryIO) -> bytes:
    """Write the arrays of a result to the file; what `unpacked` makes the result of.

    Raises
    ------
    OSError
        If the disk is full.
    """
    arrays: list[pickle.PickleBuffer] = []
    head = dumped(result, arrays.append)
    places = []
    for array in arrays:
        place = -(-file.seek(0, io.SEEK_END) // _ALIGNED) * _ALIGNED
        file.write(bytes(place - file.tell()))
        with array.raw() as raw:
            places.append((place, raw.nbytes))
            file.write(raw)
    file.flush()
    return dumped((head, places))


def unpacked(said: bytes, file: BinaryIO) -> Any:  # noqa: ANN401 - whatever was packed
    """The result; its arrays are mapped privately, so that they look writable and cost no memory.

    Raises
    ------
    pickle.UnpicklingError
        If it holds what no result of ours holds.
    """
    head, places = loaded(said)
    size = file.seek(0, io.SEEK_END)
    whole = memoryview(mmap.mmap(file.fileno(), size, access=mmap.ACCESS_COPY) if size else b"")
    arrays = [whole[place : place + length] for place, length in places]
    return loaded(head, arrays)


def dumped(value: object, array: Callable[[pickle.PickleBuffer], None] | None = None) -> bytes:
    """A value as bytes; its arrays are given to `array`, if there is one."""
    return pickle.dumps(value, 5, buffer_callback=array)


def loaded(said: bytes, arrays: Iterable[memoryview] = ()) -> Any:  # noqa: ANN401 - as above
    """The value that was dumped; raises `UnpicklingError` for what no value of ours holds."""
    return _Loader(io.BytesIO(said), buffers=arrays).load()


class _Loader(pickle.Unpickler):
    """What a child made is loaded, but only values of our own classes and of NumPy's arrays."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - as its parent has it
        """A class that results are made of; raises `UnpicklingError` for any other."""
        known = name in _SAFE.get(module, ()) or (module.startswith("numpy.") and name in _REBUILT)
        if known or module.startswith(_OURS):
            found = super().find_class(module, name)
            if known or (isinstance(found, type) and found.__module__ == module):
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")
