"""Vectors as files: word2vec's text and binary forms and .npz; written whole or not at all.

The Embedding Projector's tables are written too, which it alone reads.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

import numpy as np

from engine import npz
from engine.errors import EngineError, FormatError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from engine.arrays import Floats

Format = Literal["word2vec", "word2vec-text", "npz"]
_HEADER_LIMIT = 100  # bytes: two numbers fit
_WORD_LIMIT = 10_000  # bytes: no word is longer


@dataclass(frozen=True, slots=True)
class Vectors:
    """`symbols` most frequent first, and their `vectors` (V, D) float32."""

    symbols: tuple[str, ...]
    vectors: Floats


def written_whole(path: str | Path, write: Callable[[BinaryIO], None]) -> None:
    """Let `write` fill a file beside `path` and move it there when it is complete.

    A link is written through; a device or a pipe, which cannot be replaced, is written directly.

    Raises
    ------
    FormatError
        If the disk or the folder refuses; the file that was there is as it was.
    """
    target = Path(path).resolve()
    try:
        if target.exists() and not target.is_file():
            with target.open("wb") as file:
                write(file)
        else:
            _replaced(target, write)
    except OSError as cause:
        raise _unwritable(target, cause) from cause


def _replaced(target: Path, write: Callable[[BinaryIO], None]) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """The rights that new files of this process do not get; it can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def check_writable(path: str | Path) -> None:
    """Raise `FormatError` now if `written_whole` would later: before the work, not after it."""
    target = Path(path).resolve()
    if target.is_dir() or not target.parent.is_dir() or not os.access(target.parent, os.W_OK):
        raise FormatError(
            "{name}: cannot be written ({reason}); choose another place.",
            name=str(target)[-80:],
            reason="no such folder, or no right to write there",
        )


def _unwritable(target: Path, cause: OSError) -> FormatError:
    return FormatError(
        "{name}: cannot be written ({reason}); choose another place.",
        name=target.name,
        reason=cause.strerror or type(cause).__name__,
    )


def write_text(file: BinaryIO, vectors: Vectors) -> None:
    """word2vec's text form: a line of sizes, then a line a word; numbers read back exactly."""
    size, dimensions = vectors.vectors.shape
    file.write(f"{size} {dimensions}\n".encode())
    for symbol, row in zip(vectors.symbols, vectors.vectors.tolist(), strict=True):
        numbers = " ".join(f"{x:.9g}" for x in row)  # nine digits name a float32 uniquely
        file.write(f"{_plain(symbol)} {numbers}\n".encode())


def write_binary(file: BinaryIO, vectors: Vectors) -> None:
    """word2vec's binary form: a line of sizes; then word, space, little-endian float32 a word."""
    size, dimensions = vectors.vectors.shape
    file.write(f"{size} {dimensions}\n".encode())
    rows = np.ascontiguousarray(vectors.vectors, "<f4")
    file.writelines(
        _plain(symbol).encode() + b" " + row.tobytes() + b"\n"
        for symbol, row in zip(vectors.symbols, rows, strict=True)
    )


def write_npz(file: BinaryIO, vectors: Vectors) -> None:
    """NumPy's form: arrays `symbols` (text, not objects: loads without pickle) and `vectors`."""
    np.savez(file, symbols=np.array(vectors.symbols, dtype=np.str_), vectors=vectors.vectors)


def write_projector_vectors(file: BinaryIO, vectors: Vectors) -> None:
    """The Embedding Projector's vectors: a line a word, tabs between numbers, no header."""
    file.writelines(
        ("\t".join(f"{x:.9g}" for x in row) + "\n").encode() for row in vectors.vectors.tolist()
    )


def write_projector_words(file: BinaryIO, columns: Mapping[str, Iterable[object]]) -> None:
    """The Embedding Projector's metadata: a line a word, its columns between tabs.

    The projector takes the first line for a header only if it holds a tab: so the names of the
    columns are written when there are several, and a single column has none.
    """
    if len(columns) > 1:
        file.write(("\t".join(columns) + "\n").encode())
    rows = zip(*columns.values(), strict=True)
    file.writelines(("\t".join(map(_cell, row)) + "\n").encode() for row in rows)


def _cell(value: object) -> str:
    """A value without the tabs and line ends that part values and words."""
    return " ".join(str(value).split())


WRITERS: dict[Format, Callable[[BinaryIO, Vectors], None]] = {
    "word2vec": write_binary,
    "word2vec-text": write_text,
    "npz": write_npz,
}


def save(path: str | Path, vectors: Vectors, form: Format = "word2vec") -> None:
    """Write vectors to a file, whole or not at all."""
    written_whole(path, lambda file: WRITERS[form](file, vectors))


def _plain(symbol: str) -> str:
    """A symbol without white space, which both word2vec forms use as a border."""
    return "_".join(symbol.split())


def load(path: str | Path) -> Vectors:
    """The vectors in a file, whichever of the three forms it has; nothing is unpickled.

    Of a word that is there twice, the first vector counts, as it does for gensim.

    Raises
    ------
    FormatError
        If it has none of them, ends early, or holds numbers that are not finite.
    """
    path = Path(path)
    try:
        with (
            path.open("rb") as file,
            np.errstate(over="ignore"),
        ):  # what is endless is refused below
            start = file.read(4)
            file.seek(0)
            found = _read_npz(file) if start == b"PK\x03\x04" else _read_word2vec(file)
    except EngineError:
        raise
    except OSError as cause:
        raise FormatError(
            "{name}: cannot be read ({reason}).",
            name=path.name,
            reason=cause.strerror or type(cause).__name__,
        ) from cause
    except npz.DAMAGED as cause:
        raise FormatError(
            "{name}: is not a file of vectors (word2vec text, word2vec binary or .npz), or it is"
            " cut short; write it again.",
            name=path.name,
        ) from cause
    if not np.isfinite(found.vectors).all():
        raise FormatError("{name}: holds numbers that are not finite.", name=path.name)
    return _once(found)


def _once(found: Vectors) -> Vectors:
    """The vectors without those of words that were there before."""
    places = dict(zip(reversed(found.symbols), reversed(range(len(found.symbols))), strict=True))
    if len(places) == len(found.symbols):
        return found
    kept = sorted(places.values())
    return Vectors(tuple(found.symbols[place] for place in kept), found.vectors[kept])


def _read_npz(file: BinaryIO) -> Vectors:
    arrays = npz.read(file)
    symbols, vectors = arrays["symbols"], arrays["vectors"]
    if symbols.dtype.kind != "U" or vectors.dtype.kind not in "fiu":
        raise ValueError(symbols.dtype, vectors.dtype)
    if vectors.ndim != 2 or symbols.shape != vectors.shape[:1] or not vectors.size:
        raise ValueError(symbols.shape, vectors.shape)
    return Vectors(tuple(symbols.tolist()), np.ascontiguousarray(vectors, np.float32))


def _read_word2vec(file: BinaryIO) -> Vectors:
    size, dimensions = (int(part) for part in file.readline(_HEADER_LIMIT).split())
    body = file.tell()
    file.seek(0, os.SEEK_END)
    if size < 1 or dimensions < 1 or size * (2 * dimensions + 1) > file.tell():
        raise ValueError(size)
    file.seek(body)
    try:
        return _read_text(file, size, dimensions)
    except ValueError:
        file.seek(body)
        return _read_binary(file, size, dimensions)


def _read_text(file: BinaryIO, size: int, dimensions: int) -> Vectors:
    vectors = np.empty((size, dimensions), np.float32)
    symbols: list[str] = []
    for i in range(size):
        line = file.readline(_WORD_LIMIT + 32 * dimensions).decode().strip(" \n\r")
        symbol, *numbers = line.split(" ")
        if len(numbers) != dimensions:  # one number would be spread over the row
            raise ValueError(line[:40])
        vectors[i] = np.array(numbers, np.float32)
        symbols.append(symbol)
    return Vectors(tuple(symbols), vectors)


def _read_binary(file: BinaryIO, size: int, dimensions: int) -> Vectors:
    vectors = np.empty((size, dimensions), np.float32)
    symbols: list[str] = []
    for i in range(size):
        symbols.append(_read_word(file))
        row = np.frombuffer(file.read(4 * dimensions), "<f4")
        if len(row) != dimensions:  # as above
            raise ValueError(symbols[-1])
        vectors[i] = row
    if file.read(_HEADER_LIMIT).strip():
        raise ValueError(size)
    return Vectors(tuple(symbols), vectors)


def _read_word(file: BinaryIO) -> str:
    """The bytes up to the next space; the newline that ends the word before is passed over."""
    word = bytearray()
    while (byte := file.read(1)) != b" ":
        if not byte or len(word) > _WORD_LIMIT:
            raise ValueError(len(word))
        if byte != b"\n" or word:
            word += byte
    return word.decode()
