"""Settings that need a new model: they say so, and nothing happens before the button is pressed."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import streamlit as st

from engine.errors import phrase
from engine.ranges import range_of
from engine.settings import Recipe
from explorer import session
from explorer.parts import widget_sync
from explorer.parts.heading import heading
from explorer.session import literal
from explorer.texts import message, say

if TYPE_CHECKING:
    from explorer.runs.run import Run

LABELS = {
    "dimensions": phrase("dimensions"),
    "min_count": phrase("min_count"),
    "seed": phrase("seed"),
    "threads": phrase("threads"),
}


@session.pane()
def recipe_form() -> None:
    """The four settings and the button that applies them."""
    run = session.run()
    widget_sync.follow(run.recipe, "recipe", LABELS)
    heading(say("Needs a restart"))
    columns = st.columns(2)
    for i, item in enumerate(fields(Recipe)):
        span = range_of(item)
        with columns[i % 2]:
            st.number_input(
                say(LABELS[item.name]),
                int(span.low),
                int(span.high),
                session.value(item.name),
                step=1,
                key=item.name,
                help=say(span.help),
            )
    asked = Recipe(**{item.name: int(session.value(item.name)) for item in fields(Recipe)})
    changed = asked != run.recipe
    if st.button(
        say("Apply and restart"),
        key="restart",
        disabled=not changed,
        width="stretch",
        type="primary" if changed else "secondary",
        help=say("Train a new model with these settings; the one on screen is given up"),
    ):
        session.restart(asked)
        st.rerun()
    _where(run)


def _where(run: Run) -> None:
    """Whether it trains on a cluster, if one was asked for, and what befell it there."""
    cluster_handle = run.cluster_handle
    if cluster_handle is None or not cluster_handle.address:
        return
    if run.afar:
        caption = say("This run trains on a Ray cluster ({address}).")
    elif cluster_handle.cluster is not None and not run.notices:
        caption = say("This run moves to the Ray cluster ({address}) when a core is free there.")
    else:
        caption = say("This run trains here, not on the Ray cluster ({address}).")
    st.caption(literal(caption.format(address=cluster_handle.address)))
    for notice in filter(None, (cluster_handle.error, *run.notices)):
        st.warning(literal(message(notice)))
