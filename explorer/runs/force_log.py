"""The forces on the word selected: readers ask, the run's thread opens the book and copies it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.training.force_log import lines

if TYPE_CHECKING:
    import threading

    from engine.arrays import Counts, Floats
    from engine.model import Model
    from engine.training.trainer import SkipGram

_EVERY = 0.5  # seconds between two copies of a book in training
_LAPSE = 100.0  # seconds without a reader; hidden tabs ask once a minute
_MARKS = 256  # moments remembered: every second one goes when there are more


@dataclass(frozen=True, slots=True)
class Mark:
    """Where the word was when so many forces were written."""

    written: int
    v: Floats  # (D,)
    u: Floats


@dataclass(frozen=True, slots=True)
class Page:
    """The last forces on a word, copied between two slices; all of them act on the rows of `word`.

    `start` is where the word was before the first of them; None if the book has forgotten it.
    """

    word: int
    marks: Counts  # (N, 3) kind, the other word, the target's raw position
    gains: Floats  # (N,)
    rows: Floats  # (N, D)
    start: Mark | None
    end: Mark


class ForceReader:
    """One book a run; the word asked for last has it."""

    def __init__(self, gate: threading.Condition) -> None:
        self._gate = gate
        self._wish: int | None = None
        self._asked = 0.0
        self._model: Model | None = None  # a rewind or a restore makes another
        self._marks: list[Mark] = []
        self._page: Page | None = None
        self._copied = 0.0

    # Any thread.

    @property
    def word(self) -> int | None:
        """The word whose forces are written down, if any."""
        return self._wish

    def ask(self, word: int | None) -> None:
        """Write down the forces on this word from the next slice on; on nobody if None."""
        with self._gate:
            self._asked = time.monotonic()
            if word != self._wish:
                self._wish, self._page = word, None
                self._gate.notify_all()

    def page(self, word: int, patience: float = 0.0) -> Page | None:
        """The last copy of the word's book; None if it is another's, or not yet open."""
        with self._gate:
            self._gate.wait_for(lambda: self._page or self._wish != word, timeout=patience)
            page = self._page
        return page if page is not None and page.word == word else None

    # The run's thread, between two slices, holding the gate.

    def serve(self, trainer: SkipGram, *, resting: bool) -> None:
        """Open or close the book as asked, remember where the word is, copy when it is time."""
        now = time.monotonic()
        if self._wish is not None and now - self._asked > _LAPSE:
            self._wish = self._page = None
        book = trainer.book
        if trainer.model is not self._model or self._wish != (book and book.word):
            self._model, self._marks, self._page = trainer.model, [], None
            book = trainer.watch(self._wish)
        if book is not None and self._moved(trainer):
            self._remember(trainer)
        if book is not None and (resting or self._page is None or now - self._copied > _EVERY):
            self._copy(trainer)

    def _moved(self, trainer: SkipGram) -> bool:
        assert trainer.book is not None
        return not self._marks or self._marks[-1].written < int(trainer.book.written[0])

    def _remember(self, trainer: SkipGram) -> None:
        book, model = trainer.book, trainer.model
        assert book is not None
        written, size = int(book.written[0]), len(book.gains)
        v, u = model.v[book.word].copy(), model.u[book.word].copy()
        kept = [mark for mark in self._marks if mark.written >= written - size]
        if len(kept) >= _MARKS:
            kept = kept[::2]
        self._marks = [*kept, Mark(written, v, u)]

    def _copy(self, trainer: SkipGram) -> None:
        book, end = trainer.book, self._marks[-1]
        assert book is not None
        self._copied = time.monotonic()
        if self._page is not None and self._page.end is end:
            return
        marks, gains, rows = lines(book)
        start = self._marks[0] if len(self._marks) > 1 else None
        if end.written == 0:
            start = end
        count = len(gains) if start is None else end.written - start.written
        first = len(gains) - count
        rows = rows[first:, : len(end.v)]
        self._page = Page(book.word, marks[first:], gains[first:], rows, start, end)
        self._gate.notify_all()
