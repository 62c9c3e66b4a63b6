"""Real prose for claims about language."""

from functools import lru_cache

from engine.corpus.builtin.catalogue import read_king_james
from engine.corpus.excerpt import excerpt
from engine.settings import Reading


@lru_cache(1)
def bible():
    return read_king_james(Reading())


def prose(tokens):
    """The first words of the King James Bible."""
    return excerpt(bible(), tokens)
