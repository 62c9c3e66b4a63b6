"""The map of the chapter: its claims, their labs, and whether they hold on this installation."""

from __future__ import annotations

from explorer.panes import lab, lab_claims


def render() -> None:
    """Draw the page."""
    lab.head("claims")
    lab_claims.claims()
