"""The points of its past from which a run can go on, evenly spread, in bounded memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.training.checkpoint import Checkpoint
    from engine.training.trainer import SkipGram

BUDGET = 48 << 20  # bytes of one run: Toyland keeps all; a model of up to twice that is kept once
MOST = 200


class Checkpoints:
    """Written by the run's thread alone; what it hands out is frozen.

    The start is never kept, for it can be made again. A new one is taken every `spacing` tokens,
    at first such that the epochs asked for are covered; when there is no more room every second
    one goes, and the spacing doubles.
    """

    def __init__(self, trainer: SkipGram, goal: int, budget: int = BUDGET) -> None:
        size = trainer.model.inputs.nbytes + trainer.model.outputs.nbytes
        self._most = min(MOST, budget // size) or int(size <= 2 * budget)
        self._budget = max(budget, size)
        self._spacing = max(1, goal // (self._most + 1))
        self._kept: tuple[Checkpoint, ...] = ()

    def offer(self, trainer: SkipGram) -> None:
        """Keep where the trainer is now, if it is time."""
        last = self.tokens[-1]
        if not self._most or trainer.position.tokens < last - last % self._spacing + self._spacing:
            return
        self._kept = (*self._kept, trainer.checkpoint())
        while len(self._kept) > self._most or (self._kept[1:] and self.nbytes > self._budget):
            self._kept, self._spacing = self._kept[1::2], 2 * self._spacing

    @property
    def nbytes(self) -> int:
        """The memory it takes: models, and the proposals of noise that some of them share."""
        tables = {id(table): table for saved in self._kept for table in saved.tables()}
        return sum(table.nbytes for table in tables.values())

    @property
    def tokens(self) -> tuple[int, ...]:
        """Where a run can go on, rising; the first is its start, 0."""
        return (0, *(saved.position.tokens for saved in self._kept))

    def at(self, tokens: int) -> Checkpoint | None:
        """The last checkpoint at or before so many tokens; None stands for the start."""
        before = [saved for saved in self._kept if saved.position.tokens <= tokens]
        return before[-1] if before else None

    def back_to(self, tokens: int) -> Checkpoints:
        """The same up to so many tokens, for a run that goes on from there."""
        other = object.__new__(Checkpoints)
        other._most, other._spacing, other._budget = self._most, self._spacing, self._budget
        other._kept = tuple(saved for saved in self._kept if saved.position.tokens <= tokens)
        return other
