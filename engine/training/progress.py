"""Progress of a stretch of training."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.kernels.tally import KEPT, NEGATIVES, PAIRS, POSITIVES, PULL, PUSH, TARGETS, TOKENS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.arrays import Doubles


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where the run stands, and what this slice measured.

    `tokens` and `goal` are cumulative raw tokens after min_count. In this slice `passed` tokens
    were gone over, `kept` of them left by subsampling, and `targets` and `pairs` trained. `pull` is
    the mean −ln σ(v·u) of the `positives` measured and `push` the mean −ln σ(−v·u) of the
    `negatives` measured: nats, this slice only, float64, never clipped; None where none was
    measured. `seconds` is the time inside the kernel.
    """

    tokens: int
    goal: int
    passed: int = 0
    kept: int = 0
    pairs: int = 0
    targets: int = 0
    pull: float | None = None
    push: float | None = None
    positives: int = 0
    negatives: int = 0
    learning_rate: float = 0.0
    seconds: float = 0.0


def progress_of(
    tally: Doubles, *, tokens: int, goal: int, learning_rate: float, seconds: float
) -> Progress:
    """What a kernel's tally says of a slice that ended at so many tokens."""
    positives, negatives = int(tally[POSITIVES]), int(tally[NEGATIVES])
    return Progress(
        tokens=tokens,
        goal=goal,
        passed=int(tally[TOKENS]),
        kept=int(tally[KEPT]),
        pairs=int(tally[PAIRS]),
        targets=int(tally[TARGETS]),
        pull=float(tally[PULL]) / positives if positives else None,
        push=float(tally[PUSH]) / negatives if negatives else None,
        positives=positives,
        negatives=negatives,
        learning_rate=learning_rate,
        seconds=seconds,
    )


def _mean(parts: Sequence[tuple[float | None, int]]) -> float | None:
    total = sum(count for _, count in parts)
    if total == 0:
        return None
    return sum(mean * count for mean, count in parts if mean is not None) / total


def combined(parts: Sequence[Progress]) -> Progress:
    """Slices that followed one another, as one: means weighted by how many each measured."""
    last = parts[-1]
    return Progress(
        tokens=last.tokens,
        goal=last.goal,
        passed=sum(p.passed for p in parts),
        kept=sum(p.kept for p in parts),
        pairs=sum(p.pairs for p in parts),
        targets=sum(p.targets for p in parts),
        pull=_mean([(p.pull, p.positives) for p in parts]),
        push=_mean([(p.push, p.negatives) for p in parts]),
        positives=sum(p.positives for p in parts),
        negatives=sum(p.negatives for p in parts),
        learning_rate=last.learning_rate,
        seconds=sum(p.seconds for p in parts),
    )


def loss(progress: Progress) -> float | None:
    """``pull + k·push`` a pair, in nats: −J of the textbook; None where nothing was measured."""
    if progress.pull is None:
        return None
    if progress.push is None:
        return progress.pull
    return progress.pull + progress.push * progress.negatives / progress.positives
