"""Lab 8: noise that could be mistaken for the true word, drawn, foretold and tried."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.errors import phrase
from explorer.labs.hard_negatives.draws import pane as lab_negatives
from explorer.labs.hard_negatives.known_world import pane as lab_blend
from explorer.labs.hard_negatives.two_runs import pane as lab_pair
from explorer.parts import lab_page
from explorer.parts.segments import part

if TYPE_CHECKING:
    from collections.abc import Callable

_PARTS: Final[dict[str, tuple[str, Callable[[], None]]]] = {
    "drawn": (phrase("What is drawn"), lab_negatives.negatives),
    "pair": (phrase("What it does to neighbours"), lab_pair.pair),
    "blend": (phrase("A world we know"), lab_blend.blend),
}


def render() -> None:
    """Draw the page: one part at a time, so that nothing is computed for what is not seen."""
    lab_page.head("hard-negatives")
    part("negatives_part", _PARTS)
