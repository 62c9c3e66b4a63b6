"""Lab 7: the same text through windows of 1, 2, 5 and 10 words."""

from __future__ import annotations

from explorer.labs.window import pane
from explorer.parts import lab_page


def render() -> None:
    """Draw the page."""
    lab_page.head("window")
    pane.windows()
