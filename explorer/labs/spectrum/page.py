"""Lab 4: the singular values of what negative sampling learns, as k and α are turned."""

from __future__ import annotations

from explorer.labs.spectrum import pane
from explorer.parts import lab_page


def render() -> None:
    """Draw the page."""
    lab_page.head("spectrum")
    pane.spectrum()
    pane.meaning()
