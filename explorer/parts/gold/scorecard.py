"""Scores as they are read: their names, and a number beside what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.errors import phrase
from engine.evaluation.scorecard import RANKED
from explorer.texts import say

if TYPE_CHECKING:
    from engine.evaluation.scorecard import Kind, Score

NAMES: Final[dict[Kind, str]] = {
    "planted": phrase("planted relations found"),
    "groups": phrase("planted groups ranked (ρ)"),
    "endings": phrase("kin by endings ranked (ρ)"),
    "apart": phrase("far meetings ranked (ρ)"),
    "documents": phrase("shared documents ranked (ρ)"),
    "analogies": phrase("your analogies found"),
    "pairs": phrase("your word pairs ranked (ρ)"),
    "categories": phrase("your categories (purity)"),
}


def number(kind: Kind, value: float | None) -> str:
    """A share as percent, a ρ with two digits; a dash where nothing could be asked."""
    if value is None:
        return "–"
    return f"{value:.2f}" if kind in RANKED else f"{value:.0%}"


def covered(score: Score) -> str:
    """The number, and the share of the gold set that it rests on if that is not all."""
    shown = number(score.kind, score.value)
    return shown if score.coverage >= 0.9995 else f"{shown} ({score.coverage:.0%})"


def named(kind: Kind, shown: str) -> str:
    """A score by its name in the visitor's language, with what is shown of it."""
    return ": ".join((say(NAMES[kind]), shown))
