"""Arrays from a file of NumPy's (.npz), of which nothing is believed.

What a header declares is bounded by what its bytes can hold before anything is allocated, and
nothing is unpickled.
"""

from __future__ import annotations

import zipfile
import zlib
from tokenize import TokenError
from typing import TYPE_CHECKING, Any, BinaryIO

from numpy.lib import format as npy

if TYPE_CHECKING:
    from numpy.typing import NDArray

# What a damaged file makes readers of ZIP, of NumPy's headers and of what they hold raise.
DAMAGED = (
    ValueError,
    TypeError,
    KeyError,
    EOFError,
    MemoryError,
    OverflowError,
    RuntimeError,
    SyntaxError,
    TokenError,
    zipfile.BadZipFile,
    zlib.error,
)
_STORED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DENSEST = 1032  # bytes that deflate makes of one at most
_HEADERS = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}


def read(file: BinaryIO) -> dict[str, NDArray[Any]]:
    """All arrays of a file by their names.

    Raises
    ------
    ValueError
        If an array says that it is larger or smaller than its bytes, or holds objects. What else is
        wrong with the file raises one of `DAMAGED`.
    """
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        return {entry.filename.removesuffix(".npy"): array(archive, entry) for entry in entries}


def array(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> NDArray[Any]:
    """One of the arrays in an archive; raises as `read` does."""
    size = entry.file_size
    if entry.compress_type not in _STORED or size > _DENSEST * (entry.compress_size + 1):
        raise ValueError(entry.filename)
    with archive.open(entry) as opened:
        shape, _, kind = _HEADERS[npy.read_magic(opened)](opened)
        count = 1
        for side in shape:
            count *= side
        if (
            kind.hasobject
            or min(shape, default=0) < 0
            or opened.tell() + count * kind.itemsize != size
        ):
            raise ValueError(shape)
        opened.seek(0)
        return npy.read_array(opened, allow_pickle=False)
