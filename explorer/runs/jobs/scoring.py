"""Scores of an uploaded gold set, computed beside the page: nobody waits for them."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

from engine.vocabulary import commonest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future

    from engine.arrays import Floats
    from engine.vocabulary import Vocabulary
    from explorer.runs.run import Run

COMMONEST = 30_000  # words that may answer
EVERY = 5.0  # seconds between two scores of one file
_REST = 10  # times as long as a score took: of those taken unasked, a tenth of a core at most

Gold = TypeVar("Gold")
Found = TypeVar("Found")


@lru_cache(maxsize=1)
def _clerk() -> ThreadPoolExecutor:
    """One thread of the process scores for all visitors, one after the other."""
    return ThreadPoolExecutor(1, thread_name_prefix="scores")


@dataclass(frozen=True, slots=True)
class Score(Generic[Found]):
    """What a run scored, and at which of its tokens."""

    run: str
    tokens: int
    found: Found


class Scoring(Generic[Gold, Found]):
    """One gold set, and the newest score of whatever run it was last asked about.

    `judge` takes the words that may answer, their rows of length 1 (V, D), and the gold set.
    """

    def __init__(
        self,
        gold: Sequence[Gold],
        judge: Callable[[Vocabulary, Floats, Sequence[Gold]], Found],
        every: float | None = None,
    ) -> None:
        self.gold, self._judge, self._every = gold, judge, every
        self._pending: Future[Score[Found]] | None = None
        self._last: Score[Found] | None = None
        self._asked, self._took = -1e9, 0.0

    def of(self, run: Run, tokens: int) -> Found | None:
        """The newest score of this run, which has trained so many tokens; None until there is one.

        Returns at once. A newer one is begun if the run went on, at most every `EVERY` seconds or
        as was asked for.
        Raises what the scoring raised.
        """
        self._collect()
        fresh = self._last is not None and (self._last.run, self._last.tokens) == (run.name, tokens)
        if not fresh and self._pending is None and time.monotonic() - self._asked >= self._pause:
            self._begin(run, tokens)
        mine = self._last is not None and self._last.run == run.name
        return self._last.found if mine and self._last is not None else None

    @property
    def last(self) -> Score[Found] | None:
        """The newest score there is, of whatever run it was asked about."""
        return self._last

    @property
    def _pause(self) -> float:
        return EVERY if self._every is None else max(self._every, _REST * self._took)

    def wait(self, seconds: float) -> None:
        """Wait for a score that is under way."""
        if self._pending is not None:
            self._pending.exception(seconds)

    def _collect(self) -> None:
        if self._pending is not None and self._pending.done():
            done, self._pending = self._pending, None
            self._last = done.result()

    def _begin(self, run: Run, tokens: int) -> None:
        self._asked = time.monotonic()
        rows = run.unit()[:COMMONEST]
        self._pending = _clerk().submit(self._score, run.name, tokens, run.vocabulary, rows)

    def _score(self, name: str, tokens: int, words: Vocabulary, rows: Floats) -> Score[Found]:
        began = time.monotonic()
        found = self._judge(commonest(words, COMMONEST), rows, self.gold)
        self._took = time.monotonic() - began
        return Score(name, tokens, found)
