"""Data that this server keeps of a visitor, and the way to be rid of it."""

from __future__ import annotations

import streamlit as st

from explorer import session
from explorer.parts.kept import kept_runs
from explorer.texts import say


@session.pane()
def mine() -> None:
    """How much is kept, and the button that deletes it, behind a question."""
    if session.take("deleted"):
        st.rerun()  # all the page
    with st.popover(say("Delete everything of mine"), icon=":material/delete:"):
        st.markdown(
            say(
                "The model on screen goes, and {size} MB that are kept of you: your texts, so that"
                " they need not be read twice, and the runs on your shelf. Files still in the"
                " upload box go when you take them out or close this tab.",
                size=f"{kept_runs.kept_bytes() / 1e6:,.1f}",
            )
        )
        st.button(say("Delete it all"), key="delete_mine", on_click=_delete, type="primary")


def _delete() -> None:
    session.delete_mine()
    session.put("deleted", what=True)
