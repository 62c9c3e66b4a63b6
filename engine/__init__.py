"""Skip-gram with negative sampling, without a screen: from text to vectors to scores.

What a notebook needs is here, and compiled or read only when it is asked for (PEP 562).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.corpus.text.sentences import from_sentences as corpus_of
    from engine.errors import EngineError
    from engine.keyed_vectors import KeyedVectors
    from engine.word2vec import Word2Vec, read_corpus

_HOMES = {
    "EngineError": ("engine.errors", "EngineError"),
    "KeyedVectors": ("engine.keyed_vectors", "KeyedVectors"),
    "Word2Vec": ("engine.word2vec", "Word2Vec"),
    "corpus_of": ("engine.corpus.text.sentences", "from_sentences"),
    "read_corpus": ("engine.word2vec", "read_corpus"),
}

__all__ = ["EngineError", "KeyedVectors", "Word2Vec", "corpus_of", "read_corpus"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - classes and functions
    """One of the names above, imported when it is asked for first."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return __all__
