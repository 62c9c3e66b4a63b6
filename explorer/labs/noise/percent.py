"""Shares of words, which are small."""

from __future__ import annotations


def percent(share: float) -> str:
    """A share with three digits that count, however small it is: 8.15%, 0.0012%."""
    return f"{100 * share:#.3g}%".replace(".%", "%")
