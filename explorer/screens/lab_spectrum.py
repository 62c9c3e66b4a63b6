"""Lab 4: the singular values of what negative sampling learns, as k and α are turned."""

from __future__ import annotations

from explorer.panes import lab, lab_spectrum


def render() -> None:
    """Draw the page."""
    lab.head("spectrum")
    lab_spectrum.spectrum()
    lab_spectrum.meaning()
