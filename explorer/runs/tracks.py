"""Scores of a run while it trained, in bounded memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.evaluation.scorecard import Kind, Score

MOST = 200  # points of a curve: of more, every second goes


class Tracks:
    """The scores of one run, by its name, as they were taken; one tab writes and reads it."""

    def __init__(self, run: str) -> None:
        self.run = run
        self.last: tuple[Score, ...] = ()
        self._taken: list[tuple[int, tuple[Score, ...]]] = []

    def add(self, tokens: int, scores: tuple[Score, ...]) -> None:
        """Take scores down, unless those after as many tokens are there."""
        self.last = scores
        if self._taken and self._taken[-1][0] == tokens:
            self._taken.pop()  # another gold set was given
        self._taken.append((tokens, scores))
        if len(self._taken) > MOST:
            self._taken = self._taken[1::2]

    @property
    def curves(self) -> dict[Kind, tuple[tuple[int, float], ...]]:
        """Tokens and value of each kind of score that there is now, oldest first."""
        return {
            one.kind: tuple(
                (tokens, score.value)
                for tokens, scores in self._taken
                for score in scores
                if score.kind == one.kind and score.value is not None
            )
            for one in self.last
        }
