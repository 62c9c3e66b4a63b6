"""A long text in pieces: where it may be cut, and where its sentences end."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from engine.corpus.segment import segment
from engine.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.settings import Reading

PIECE = 1 << 22  # characters worked on at once
UNBROKEN_LIMIT = 1 << 26  # characters without a place to cut: no text has so many
SAMPLE = 1 << 18  # characters that decide where sentences end
_MARKS_PER_WORD = 0.01  # prose has one mark in 10 to 25 words, text8's format none

# Patterns of RE2. A word is a run of letters, marks and digits with single joiners inside it.
_JOINERS = r"'’‐‑\x{AD}\x{200C}\x{200D}-"  # apostrophes, hyphens, the invisible joiners
_BETWEEN = rf"[^\p{{L}}\p{{M}}\p{{N}}\s{_JOINERS}]+|[{_JOINERS}]{{2,}}"
_LINE_END = r"[\n\r\x{2028}\x{2029}]"
_SENTENCE_END = (
    r"[!?;…。！？；｡؟۔।]"  # ends it wherever it stands
    r"|\.+[\"'”’»)\]*_]*(?:[\s\p{Z}]|$)"  # "3.14" and "example.org" go on
    r"|\n[\s\p{Z}]*\n"  # an empty line
)
_ABBREVIATION = r"\b(Mrs?|Ms|Dr|St|Prof|Rev|Gen|Col|Capt|Lt|Sgt|Hon|vs|[A-Z])\."
_CONTROL = r"[\x00-\x08\x0E-\x1F\x7F]"

_MARK = re.compile(r"[.!?…](?=\s|[\"'”’»)\]])|[。！？｡؟۔।]")
_CJK_MARKS = "。！？；，、"
_SURROGATE = re.compile("[\ud800-\udfff]")


def windows(name: str, pieces: Iterable[str], size: int = PIECE) -> Iterator[str]:
    """The same text in pieces of about `size` characters, cut between words.

    How the text came in pieces does not matter. A piece ends after white space or a Chinese mark
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
        place = _last_place(text[start:end])
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
    return max(text.rfind(mark) for mark in _CJK_MARKS) + 1


def ends(sample: str, sentences: str) -> str:
    """Where sentences end, line or punctuation, as asked for or as `sample` suggests."""
    if sentences != "auto":
        return sentences
    marks, words = len(_MARK.findall(sample)), len(sample.split())
    return "punctuation" if marks and marks >= _MARKS_PER_WORD * words else "line"


def arrow(text: str) -> pa.StringArray:
    """`text` normalised to NFC, as one Arrow string; halves of surrogate pairs become spaces."""
    normal = unicodedata.normalize("NFC", text)
    try:
        return pa.array([normal])
    except UnicodeEncodeError:
        return pa.array([_SURROGATE.sub(" ", normal)])


def count_controls(text: pa.StringArray) -> int:
    """Control characters that no text needs."""
    return int(pc.sum(pc.count_substring_regex(text, _CONTROL)).as_py())


def split(text: pa.StringArray, reading: Reading, end: str) -> pa.ListArray:
    """The raw words of each sentence; some words are empty or still need trimming."""
    if reading.segmenter != "none" and pc.match_substring_regex(text, r"\p{Han}")[0].as_py():
        text = pa.array([segment(text[0].as_py(), reading.segmenter)])
    if end == "punctuation":
        text = pc.replace_substring_regex(text, _ABBREVIATION, r"\1 ")
    ending = _SENTENCE_END if end == "punctuation" else _LINE_END
    sentences = pc.split_pattern_regex(text, ending).flatten()
    return pc.ascii_split_whitespace(pc.replace_substring_regex(sentences, _BETWEEN, " "))
