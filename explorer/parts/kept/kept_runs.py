"""Kept runs of a visitor: keep the run on screen, open one that was kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.corpus.builtin.catalogue import BUILTIN
from engine.errors import ParameterError
from engine.evaluation.scorecard import scorecard
from engine.similarity import unit_rows
from engine.vocabulary import build_vocabulary
from explorer import session
from explorer.runs.registry import corpus_of
from explorer.runs.saved import archive, store
from explorer.runs.saved.saved_run import dots_of, saved_run
from explorer.runs.visitors import kept, shelf_of, shelf_quota

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from engine.corpus.corpus import Corpus
    from engine.evaluation.scorecard import Gold
    from engine.training.checkpoint import Checkpoint
    from explorer.runs.history import History
    from explorer.runs.saved.saved_run import SavedRun
    from explorer.runs.saved.store import Broken
    from explorer.runs.visitors import Origin


def folder() -> Path:
    """The visitor's shelf; there may be no such folder yet."""
    return shelf_of(session.visitor())


def kept_bytes() -> int:
    """The bytes of all that is kept of the visitor: texts, runs, and the run there was last."""
    return kept(session.visitor())


def cards() -> tuple[SavedRun, ...]:
    """What is on the visitor's shelf, newest first."""
    return store.cards(folder())


def broken(known: Iterable[SavedRun]) -> tuple[Broken, ...]:
    """What is on the visitor's shelf beside these cards and cannot be read, newest first."""
    return store.broken(folder(), known)


def whole(card: SavedRun) -> bool:
    """Whether the model of a kept run is there, as far as its size tells."""
    return store.whole(folder(), card)


def room() -> tuple[int, int]:
    """The bytes taken of the visitor's shelf, and how many there may be."""
    return store.used(folder()), shelf_quota()


def keep(name: str, gold: Gold) -> SavedRun:
    """Put the run on screen on the shelf as it is now, judged by these tests.

    Raises
    ------
    ParameterError
        If it has not begun, has failed or its text is kept nowhere, or there is no more room.
    """
    run, here = session.run(), session.origin()
    if not run.tokens or run.state == "error":
        raise ParameterError(
            "A run that has not begun, or that an error has stopped, is not kept; play it, or"
            " rewind it."
        )
    saved, record = run.put_by()
    return put(name, run.corpus, here, saved, record, gold)


def put(
    name: str, corpus: Corpus, here: Origin, saved: Checkpoint, record: History, gold: Gold
) -> SavedRun:
    """Put a model on the shelf; raises as `keep` does."""
    if not corpus.key and here.corpus not in BUILTIN:
        raise ParameterError(
            "{name}: a pasted text is kept nowhere, so a run of it could not be opened again. Save"
            " the text as a file and upload it.",
            name=corpus.name,
        )
    words = build_vocabulary(corpus, saved.recipe.min_count)
    card = replace(
        saved_run(store.checked(name), corpus, here.corpus, here.reading, saved, record),
        scores=scorecard(gold, words, unit_rows(saved.model.v)),
        dots=dots_of(corpus, words, saved.model),
    )
    return store.put(folder(), card, saved, shelf_quota())


def text_of(card: SavedRun) -> Corpus:
    """The text that a kept run was trained on.

    Raises
    ------
    ParameterError
        If it is not among the visitor's texts (any more).
    """
    found = corpus_of(session.visitor(), card)
    if found is None:
        raise ParameterError(
            "{name}: its text, {title}, is not kept here. Upload the same file on the main page,"
            " read in the same way, and open the run again.",
            name=card.name,
            title=card.title,
        )
    return found


def model_of(card: SavedRun) -> Checkpoint:
    """The model of a kept run; raises `FormatError` if its file is damaged."""
    return store.load(folder(), card)


def open_kept(name: str) -> SavedRun:
    """Make a kept run the one on screen; raises `EngineError`, and the run there is goes on."""
    card = store.find(folder(), name)
    corpus, saved = text_of(card), model_of(card)
    session.adopt(corpus, card, saved)
    return card


def rename(name: str, new: str) -> None:
    """Give a kept run another name; raises as `store.rename`."""
    store.rename(folder(), store.find(folder(), name), new)


def duplicate(name: str, new: str) -> None:
    """A second kept run with the same model; raises as `store.duplicate`."""
    store.duplicate(folder(), store.find(folder(), name), new, shelf_quota())


def delete(name: str) -> None:
    """Take a run off the shelf; nothing happens if it is not there any more."""
    known = cards()
    there: tuple[SavedRun | Broken, ...] = (*known, *broken(known))
    for one in there:
        if one.id == name:
            store.delete(folder(), one)


def export(name: str) -> bytes:
    """A kept run as a file; raises `FormatError` if it is damaged."""
    return archive.packed(folder(), store.find(folder(), name))


def take_in(name: str, content: bytes) -> SavedRun:
    """Put a run on the shelf that `export` made, here or elsewhere.

    Raises
    ------
    FormatError
        If the file is no such run.
    ParameterError
        If there is no more room.
    """
    card, saved = archive.taken_in(name, content)
    return store.put(folder(), card, saved, shelf_quota())
