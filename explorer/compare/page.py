"""Compare: the runs that are kept, runs side by side, and how sure one can be of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.errors import phrase
from explorer.compare.kept_runs import pane as shelf
from explorer.compare.side_by_side import pane as beside
from explorer.compare.stability import pane as sure
from explorer.parts import lab_page
from explorer.parts.segments import part

if TYPE_CHECKING:
    from collections.abc import Callable

_PARTS: Final[dict[str, tuple[str, Callable[[], None]]]] = {
    "shelf": (phrase("The shelf"), shelf.shelf),
    "beside": (phrase("Side by side"), beside.side_by_side),
    "sure": (phrase("How sure?"), sure.stability),
}


def render() -> None:
    """Draw the page: one part at a time, so that nothing is computed for what is not seen."""
    lab_page.head("compare")
    part("compare_part", _PARTS)
