"""The button that keeps the run on screen, and the name that the kept run is given."""

from __future__ import annotations

import streamlit as st

from explorer import session
from explorer.parts.gold.gold import gold
from explorer.parts.kept import kept_runs
from explorer.parts.run_action import run_action
from explorer.parts.settings.setting_names import called, settings_of
from explorer.texts import say


def keeper(pane: str) -> None:
    """The button that keeps the run on screen; the pane says it if that fails."""
    st.button(
        say("Keep this run"),
        key="keep_run",
        on_click=run_action,
        args=(pane, _keep),
        icon=":material/bookmark:",
    )


def _keep() -> str:
    run = session.run()
    suggested = run.corpus.suggested
    own = settings_of(run.recipe, run.knobs)
    base = settings_of(suggested.recipe, suggested.knobs)
    taken = [card.name for card in kept_runs.cards()]
    card = kept_runs.keep(called(run.corpus.name, own, base, taken), gold(run))
    return say("Kept as “{name}”. It is on the shelf, under Compare.", name=card.name)
