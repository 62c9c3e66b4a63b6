"""Lab 7: the same text through windows of 1, 2, 5 and 10 words."""

from __future__ import annotations

from explorer.panes import lab, lab_window


def render() -> None:
    """Draw the page."""
    lab.head("window")
    lab_window.windows()
