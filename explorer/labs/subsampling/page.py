"""Lab 5: who is dropped, what that saves, and what it does to the lengths of vectors."""

from __future__ import annotations

from explorer.labs.subsampling import norms, pane
from explorer.parts import lab_page


def render() -> None:
    """Draw the page."""
    lab_page.head("common-words")
    pane.dropping()
    norms.lengths()
