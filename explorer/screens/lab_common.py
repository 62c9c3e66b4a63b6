"""Lab 5: who is dropped, what that saves, and what it does to the lengths of vectors."""

from __future__ import annotations

from explorer.panes import lab, lab_common, lab_norms


def render() -> None:
    """Draw the page."""
    lab.head("common-words")
    lab_common.dropping()
    lab_norms.lengths()
