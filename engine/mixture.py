"""The text that says whom noise words are drawn from: weights that add up to 1.

unigram                     by count^α alone
unigram=0.5 hard=0.5        every second one from the words that the target is taken for
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

UNIGRAM, UNIFORM, HARD, SPELLING = "unigram", "uniform", "hard", "spelling"
SOURCES: Final = (UNIGRAM, UNIFORM, HARD, SPELLING)
OWN: Final = (HARD, SPELLING)  # drawn anew for every target
_ROUNDING = 1e-6


def mixture(text: str) -> dict[str, float] | None:
    """The weight of each source, 0 where it is not named; None if the text is no mixture."""
    weights = dict.fromkeys(SOURCES, 0.0)
    named = [part.partition("=") for part in text.split()]
    if len({name for name, _, _ in named}) < len(named):
        return None
    for name, _, number in named:
        try:
            weight = float(number or 1)
        except ValueError:
            return None
        if name not in weights or not 0 <= weight <= 1:
            return None
        weights[name] = weight
    return weights if abs(sum(weights.values()) - 1) <= _ROUNDING else None


def written(weights: Mapping[str, float]) -> str:
    """The one text of weights that add up to 1, as short as it goes."""
    named = [(name, weights[name]) for name in SOURCES if weights.get(name)]
    if len(named) == 1:
        return named[0][0]
    return " ".join(f"{name}={weight:.6g}" for name, weight in named)


def turned(text: str, name: str, share: float) -> str:
    """The mixture with one source at another share of 0 … 1; unigram gives and takes the rest.

    Where that is not enough the other sources shrink in proportion. Shares are whole hundredths.
    """
    weights = mixture(text)
    assert weights is not None
    others = {one: weights[one] for one in SOURCES if one not in {name, UNIGRAM}}
    room, held = 1 - share, sum(others.values())
    scale = min(1.0, room / held) if held else 1.0
    whole = {one: int(100 * scale * weight + _ROUNDING) for one, weight in others.items()}
    whole[name] = round(100 * share)
    whole[UNIGRAM] = 100 - sum(whole.values())
    return written({one: number / 100 for one, number in whole.items()})
