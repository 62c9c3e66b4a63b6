"""Gold sets as files: analogies in the form of questions-words, similarities as three columns."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from engine.corpus.corpus import Question
from engine.corpus.encodings import detect
from engine.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Iterable

Pair: TypeAlias = tuple[str, str, float]  # two words, and how alike people find them

_SEPARATORS = ("\t", ",", ";")  # of columns, the first that a line has; else spaces


def lines_of(name: str, content: bytes) -> list[str]:
    """The lines of a file; those that are not UTF-8 in the encoding they seem to be in."""
    try:
        return content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as cause:
        encoding = detect(content)
        try:
            if encoding is not None:
                return content.removeprefix(encoding.mark).decode(encoding.codec).splitlines()
        except UnicodeDecodeError:
            pass
        raise FormatError(
            "{name}: cannot be read as UTF-8 text, nor as text of another encoding. Save it as"
            " UTF-8.",
            name=name,
        ) from cause


def _content(path: str | Path) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as cause:
        raise FormatError(
            "{name}: cannot be opened ({reason}).",
            name=Path(path).name,
            reason=cause.strerror or type(cause).__name__,
        ) from cause


def analogy_questions(path: str | Path) -> list[Question]:
    """The questions of a file of ``: section`` lines and ``a b c d`` lines.

    Raises
    ------
    FormatError
        If a line has another number of words, or there is no question.
    """
    return read_analogies(Path(path).name, _content(path))


def read_analogies(name: str, content: bytes) -> list[Question]:
    """The questions of a file's bytes; raises as `analogy_questions` does."""
    return parse_analogies(name, lines_of(name, content))


def parse_analogies(name: str, lines: Iterable[str]) -> list[Question]:
    """The questions in lines; raises as `analogy_questions` does."""
    section, found = "", []
    for number, line in enumerate(lines, 1):
        words = line.split()
        if line.startswith(":"):
            section = line[1:].strip()
        elif len(words) == 4:
            found.append(Question(section, *words))
        elif words:
            raise FormatError(
                "{name}, line {line}: an analogy has four words, here are {count}.",
                name=name,
                line=number,
                count=len(words),
            )
    if not found:
        raise FormatError("{name}: holds no analogy (four words a line).", name=name)
    return found


def gold_pairs(path: str | Path) -> list[Pair]:
    """``(word, word, score)`` of a file: two words and a number a line.

    The columns are parted by tabs, commas, semicolons or spaces; the score is the first number
    behind the words (SimLex-999 has the part of speech between). A first line without a number is
    taken for a header, lines that begin with # for notes.

    Raises
    ------
    FormatError
        If a line is not of that form, or there is none.
    """
    return read_pairs(Path(path).name, _content(path))


def read_pairs(name: str, content: bytes) -> list[Pair]:
    """The pairs of a file's bytes; raises as `gold_pairs` does."""
    found, begun = [], False
    for number, line in enumerate(lines_of(name, content), 1):
        cells = _cells(line)
        if not any(cells) or cells[0].startswith("#"):
            continue
        header, begun = not begun and len(cells) >= 3, True
        score = next((value for value in map(_finite, cells[2:]) if value is not None), None)
        if score is not None and cells[0] and cells[1]:
            found.append((cells[0], cells[1], score))
        elif not header:
            raise FormatError(
                "{name}, line {line}: expected two words and a number, parted by tabs, commas or"
                " spaces.",
                name=name,
                line=number,
            )
    if not found:
        raise FormatError("{name}: holds no pair of words.", name=name)
    return found


def _cells(line: str) -> list[str]:
    """The columns of a line, without the quotes that tables put around them."""
    separator = next((one for one in _SEPARATORS if one in line), None)
    return [re.sub(r'^"(.*)"$', r"\1", cell.strip()) for cell in line.strip().split(separator)]


def _finite(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
