"""A list of words in a file, as people who cut Chinese keep them."""

from __future__ import annotations

from dataclasses import fields

from engine.corpus.encodings import Decoder
from engine.errors import FormatError
from engine.ranges import range_of
from engine.settings import Reading

_MOST = next(int(range_of(item).high) for item in fields(Reading) if item.name == "own_words")


def word_list(name: str, data: bytes) -> str:
    """The words of a file, a line each, for `Reading.own_words`.

    Of each line the first field is the word: jieba's lists go on with a frequency and a tag. Lines
    that begin with ``#`` are notes.

    Raises
    ------
    FormatError
        If there is no word, or more than `Reading.own_words` holds.
    CorpusError
        If the file is not text.
    """
    lines = Decoder(name).decode(data, final=True).splitlines()
    words = [line.split()[0] for line in lines if line.strip() and not line.startswith("#")]
    found = "\n".join(dict.fromkeys(words))
    if not found:
        raise FormatError("{name}: holds no words; write one a line.", name=name)
    if len(found) > _MOST:
        raise FormatError(
            "{name}: its words have {size} characters, and {most} at most are kept. Leave out those"
            " that do not occur in the text.",
            name=name,
            size=f"{len(found):,}",
            most=f"{_MOST:,}",
        )
    return found
