"""Scores of an uploaded question file, computed beside the page: nobody waits for them."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from engine.evaluation.analogies import accuracy
from engine.vocabulary import commonest

if TYPE_CHECKING:
    from concurrent.futures import Future

    from engine.arrays import Floats
    from engine.corpus.stream import Question
    from engine.evaluation.analogies import Accuracy
    from engine.vocabulary import Vocabulary
    from explorer.runs.run import Run

COMMONEST = 30_000  # words that may answer
EVERY = 5.0  # seconds between two scores of one file


@lru_cache(maxsize=1)
def _clerk() -> ThreadPoolExecutor:
    """One thread of the process scores for all visitors, one after the other."""
    return ThreadPoolExecutor(1, thread_name_prefix="scores")


@dataclass(frozen=True, slots=True)
class Score:
    """How a run answered, and at which of its tokens."""

    run: str
    tokens: int
    accuracy: Accuracy


class Scoring:
    """One question file, and the newest score of whatever run it was last asked about."""

    def __init__(self, questions: tuple[Question, ...]) -> None:
        self.questions = questions
        self._pending: Future[Score] | None = None
        self._last: Score | None = None
        self._asked = -EVERY

    def of(self, run: Run, tokens: int) -> Accuracy | None:
        """The newest score of this run, which has trained so many tokens; None until there is one.

        Returns at once. A newer one is begun if the run went on, at most every `EVERY` seconds.
        Raises what the scoring raised.
        """
        self._collect()
        fresh = self._last is not None and (self._last.run, self._last.tokens) == (run.name, tokens)
        if not fresh and self._pending is None and time.monotonic() - self._asked >= EVERY:
            self._begin(run, tokens)
        mine = self._last is not None and self._last.run == run.name
        return self._last.accuracy if mine and self._last is not None else None

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
        arguments = (run.name, tokens, run.vocabulary, rows, self.questions)
        self._pending = _clerk().submit(_score, *arguments)


def _score(
    name: str, tokens: int, vocabulary: Vocabulary, rows: Floats, questions: tuple[Question, ...]
) -> Score:
    return Score(name, tokens, accuracy(commonest(vocabulary, COMMONEST), rows, questions))
