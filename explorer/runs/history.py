"""History of a run in bounded memory: the curve, the knobs turned, the speed."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from engine.training.progress import Progress, combined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.settings import Knobs

POINTS = 400  # most points of the curve: two neighbours become one when it is full
_LEAST = 30  # targets of a point: the loss of a single step is mostly noise
_SPEED_OVER = 5.0  # seconds


def _targets(slices: Sequence[Progress]) -> int:
    return sum(progress.targets for progress in slices)


@dataclass(frozen=True, slots=True)
class Change:
    """A knob that took hold at a token count."""

    tokens: int
    name: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class Speed:
    """Tokens and pairs a second of wall time, over the last seconds."""

    tokens: float
    pairs: float


class History:
    """Written by the run's thread alone; what it hands out is frozen."""

    def __init__(self) -> None:
        self._points: list[Progress] = []
        self._merge = 1  # slices that make one point
        self._pending: list[Progress] = []
        self._changes: tuple[Change, ...] = ()
        self._recent: deque[tuple[float, int, int]] = deque()

    @classmethod
    def of(cls, history: Sequence[Progress], changes: Sequence[Change]) -> History:
        """A record that goes on from what another one held."""
        made = cls()
        made._points, made._changes = list(history), tuple(changes)
        return made

    def add(self, progress: Progress, now: float) -> None:
        """Take a slice that ended at the clock time `now`."""
        self._pending.append(progress)
        if len(self._pending) >= self._merge and _targets(self._pending) >= _LEAST:
            self._points.append(combined(self._pending))
            self._pending = []
        if len(self._points) >= POINTS:  # one place is for what waits to become a point
            pairs = zip(self._points[::2], self._points[1::2], strict=False)
            odd = self._points[-1:] if len(self._points) % 2 else []
            self._points = [combined(pair) for pair in pairs] + odd
            self._merge *= 2
        self._recent.append((now, progress.passed, progress.pairs))
        while self._recent and self._recent[0][0] < now - _SPEED_OVER:
            self._recent.popleft()

    def turned(self, old: Knobs, new: Knobs, tokens: int) -> None:
        """Take down every knob that differs, at the token count where it took hold."""
        self._changes += tuple(
            Change(tokens, item.name, getattr(old, item.name), getattr(new, item.name))
            for item in fields(new)
            if getattr(old, item.name) != getattr(new, item.name)
        )

    def back_to(self, tokens: int) -> History:
        """The same up to so many tokens, for a run that goes on from there."""
        other = History()
        other._merge = self._merge
        other._points = [point for point in self.history if point.tokens <= tokens]
        other._changes = tuple(change for change in self._changes if change.tokens < tokens)
        return other

    @property
    def history(self) -> tuple[Progress, ...]:
        """The curve, at most `POINTS` points, oldest first."""
        points, pending = tuple(self._points), tuple(self._pending)
        if points and pending and _targets(pending) < _LEAST:
            return (*points[:-1], combined((points[-1], *pending)))
        return (*points, combined(pending)) if pending else points

    @property
    def changes(self) -> tuple[Change, ...]:
        """The knobs turned, in order."""
        return self._changes

    def speed(self) -> Speed | None:
        """The present speed; None before two slices."""
        recent = list(self._recent)
        if len(recent) < 2 or recent[-1][0] <= recent[0][0]:
            return None
        seconds = recent[-1][0] - recent[0][0]
        return Speed(
            sum(tokens for _, tokens, _ in recent[1:]) / seconds,
            sum(pairs for _, _, pairs in recent[1:]) / seconds,
        )
