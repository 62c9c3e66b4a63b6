"""Claim C16, measured small: noise proposed by another model, in a world whose law is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.claims.finding import Finding
from engine.errors import phrase
from engine.theory.known_joint import world
from engine.theory.mixing import blends

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS, _NEGATIVES, _SHARES = 30, 5, (0.5, 1.0)
_NEAR = 1e-3  # nats


def hard_negatives() -> Iterator[float | Finding]:
    """C16: they make the model learn finer differences; but a perfect proposer leaves none."""
    found = []
    for one in blends(
        world(_WORDS), _SHARES, _NEGATIVES, np.random.default_rng(_WORDS), given="input"
    ):
        yield one.done
        found.append(one)
    half, whole = found
    exact = max(half.off, whole.off) < _NEAR
    yield Finding(
        "in part" if exact and whole.slope is None else "no",
        phrase(
            "In a world we know, v·u comes to rest within {off} nats of log P(c|w) − log(k·q(c|w))."
            " Half of the noise from a perfect model leaves {slope} of the slope on PMI, all of it"
            " nothing: the better the proposer, the less is left to learn."
        ),
        {"off": f"{max(half.off, whole.off):.4f}", "slope": f"{half.slope or 0:.2f}"},
    )
