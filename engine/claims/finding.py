"""Finding of a claim: whether it holds here, in numbers and in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

Holds = Literal["yes", "in part", "no"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether a claim holds, and the sentence that says why: a template and its numbers."""

    holds: Holds
    text: str
    values: dict[str, str] = field(default_factory=dict)


# How much of the work is done, 0 … 1, again and again, and at the end what was found.
Measure = Callable[[], Iterator[float | Finding]]


def either(good: bool, otherwise: Holds = "no") -> Holds:
    """Yes, or else the other."""
    return "yes" if good else otherwise
