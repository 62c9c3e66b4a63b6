"""A long text in pieces: where it may be cut, and where its sentences end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.corpus.text.scripts import UNSPACED, letters
from engine.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PIECE = 1 << 20  # characters worked on at once
UNBROKEN_LIMIT = 1 << 26  # characters without a place to cut: no text has so many
SAMPLE = 1 << 18  # characters that decide where sentences end
_TAIL = 64  # characters at the end of a piece: a cut among them is as good as a later one
_UNSPACED = re.compile(f"[{letters(*UNSPACED)}](?=[{letters(*UNSPACED)}])")
_MARKS_PER_WORD = 0.01  # prose has one mark in 10 to 25 words, text8's format none

_MARK = re.compile(r"[.!?…](?=\s|[\"'”’»)\]])|[‼⁇⁈⁉。！？｡؟۔।॥։።།៕។။]")
_CLEAR_MARKS = "。！？；，、។៕၊။"  # stand without a space before the next word


def chunks(name: str, pieces: Iterable[str], size: int = PIECE) -> Iterator[str]:
    """The same text in pieces of about `size` characters, cut between words.

    How the text came in pieces does not matter. A piece ends after white space or a mark like 。
    and the next begins with neither, so that no sentence end, abbreviation or word is cut.

    Raises
    ------
    CorpusError
        If there is no place to cut in a very long stretch.
    """
    held: list[str] = []
    length, enough = 0, size
    for piece in pieces:
        held.append(piece)
        length += len(piece)
        if length > enough:
            *whole, rest = _cut("".join(held), size)
            yield from whole
            held, length = [rest], len(rest)
            enough = max(size, 2 * length)
            _check_length(name, length)
    if length:
        yield from _cut("".join(held), size)


def _cut(text: str, size: int) -> Iterator[str]:
    """Pieces of `text`; the last is what is left, longer than `size` if it has no place to cut."""
    start, end = 0, size
    while end < len(text):
        window = text[start:end]
        place = _last_place(window) or (_last_gap(window) if len(window) >= PIECE else 0)
        if place:
            yield text[start : start + place]
            start += place
            end = start + size
        else:
            end += end - start
    yield text[start:]


def _check_length(name: str, length: int) -> None:
    if length > UNBROKEN_LIMIT:
        raise CorpusError(
            "{name}: {length} characters in a row hold no space and no line break; at most {limit} "
            "can be read as one piece. Put spaces between the words, or choose another file.",
            name=name,
            length=f"{length:,}",
            limit=f"{UNBROKEN_LIMIT:,}",
        )


def _last_place(text: str) -> int:
    """Where the last word of `text` begins; 0 if there is no place to cut."""
    words = text.rsplit(None, 1)
    if len(words) == 2:
        return text.rindex(words[1])
    return max(text.rfind(mark) for mark in _CLEAR_MARKS) + 1


def _last_gap(text: str) -> int:
    """The last place between two letters of scripts without spaces; 0 if it does not end in such.

    A word may be cut there: one in some million letters that no mark and no line break parts.
    """
    tail = _UNSPACED.search(text, max(0, len(text) - _TAIL))
    return tail.start() + 1 if tail else 0


def ends(sample: str, sentences: str) -> str:
    """Where sentences end, line or punctuation, as asked for or as `sample` suggests."""
    if sentences != "auto":
        return sentences
    marks, words = len(_MARK.findall(sample)), len(sample.split())
    return "punctuation" if marks and marks >= _MARKS_PER_WORD * words else "line"
