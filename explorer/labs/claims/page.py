"""The map of the textbook: its claims, their labs, and whether they hold on this installation."""

from __future__ import annotations

from explorer.labs.claims import pane
from explorer.parts import lab_page


def render() -> None:
    """Draw the page."""
    lab_page.head("claims")
    pane.claims()
