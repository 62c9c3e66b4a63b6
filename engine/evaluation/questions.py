"""Gold sets as files: analogies in the form of questions-words, similarities as three columns."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

from engine.corpus.stream import Question
from engine.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Iterable


def _lines(path: str | Path) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as cause:
        raise FormatError("{name}: cannot be read as UTF-8 text.", name=Path(path).name) from cause


def analogy_questions(path: str | Path) -> list[Question]:
    """The questions of a file of ``: section`` lines and ``a b c d`` lines.

    Raises
    ------
    FormatError
        If a line has another number of words, or there is no question.
    """
    return parse_analogies(Path(path).name, _lines(path))


def read_analogies(name: str, content: bytes) -> list[Question]:
    """The questions of a file's bytes; raises as `analogy_questions` does."""
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as cause:
        raise FormatError("{name}: cannot be read as UTF-8 text.", name=name) from cause
    return parse_analogies(name, lines)


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


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def gold_pairs(path: str | Path) -> list[tuple[str, str, float]]:
    """``(word, word, score)`` of a file with three columns, parted by tabs or commas.

    A first line whose score is no number is taken for a header. Raises `FormatError` as above.
    """
    name, found = Path(path).name, []
    for number, line in enumerate(_lines(path), 1):
        cells = [cell.strip() for cell in line.replace(",", "\t").split("\t")]
        if not line.strip():
            continue
        try:
            found.append((cells[0], cells[1], _finite(cells[2])))
        except (IndexError, ValueError):
            if number == 1 and len(cells) >= 3:
                continue
            raise FormatError(
                "{name}, line {line}: expected word, word and a number, parted by tabs.",
                name=name,
                line=number,
            ) from None
    if not found:
        raise FormatError("{name}: holds no pair of words.", name=name)
    return found
