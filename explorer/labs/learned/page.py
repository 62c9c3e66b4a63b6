"""Lab 3: what v·u becomes, where it is known, on the visitor's text, and beside plain counting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.errors import phrase
from explorer.labs.learned.baselines import pane as lab_rivals
from explorer.labs.learned.known_world import pane as lab_joint
from explorer.labs.learned.your_run import pane as lab_learned
from explorer.parts import lab_page
from explorer.parts.segments import part

if TYPE_CHECKING:
    from collections.abc import Callable

_PARTS: Final[dict[str, tuple[str, Callable[[], None]]]] = {
    "joint": (phrase("A world we know"), lab_joint.joint),
    "learned": (phrase("Your text"), lab_learned.learned),
    "rivals": (phrase("Counting instead of training"), lab_rivals.rivals),
}


def render() -> None:
    """Draw the page: one part at a time, so that nothing is computed for what is not seen."""
    lab_page.head("what-it-learns")
    part("learns_part", _PARTS)
