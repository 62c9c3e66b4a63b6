"""Effort of a training before it is begun, from how fast the run on screen was."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.settings import Knobs, Recipe
    from explorer.runs.run import Run

_CELL = 1.2e-9  # seconds for each column of a term where nothing was measured yet: an old laptop
_FIXED = 8  # terms' worth of what a token costs whatever is drawn
_LEAST = 20_000  # tokens: the first ones also paid for what is made once


def seconds(run: Run, recipe: Recipe, knobs: Knobs) -> float:
    """About how long this takes on one core, on the run's text with other settings.

    A token costs as many terms as its window has pairs, k + 1 a target, and each its columns. Good
    to a factor of two: the machine may have other work.
    """
    history = run.record.history
    tokens, spent = sum(p.passed for p in history), sum(p.seconds for p in history)
    cost = spent / tokens / _terms(run.recipe, run.knobs) if tokens >= _LEAST else _CELL
    size = int(run.vocabulary.counts.sum())
    return cost * _terms(recipe, knobs) * size * knobs.epochs


def _terms(recipe: Recipe, knobs: Knobs) -> float:
    """Columns of all terms that a token takes part in, on average."""
    return (knobs.window * (1 + knobs.negatives) + _FIXED) * recipe.dimensions
