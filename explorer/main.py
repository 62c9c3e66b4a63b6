"""The entry script: the main page, or as a projector shows it best, and the pages beside it."""

import streamlit as st

from explorer import arrival, session
from explorer.links import PROJECTOR
from explorer.screens import (
    compare,
    genome,
    lab_claims,
    lab_common,
    lab_enemies,
    lab_learns,
    lab_negatives,
    lab_softmax,
    lab_spectrum,
    lab_step,
    lab_window,
    network,
    projector,
    train,
    tune,
)

BESIDE = {
    "compare": compare.render,
    "tune": tune.render,
    "one-step": lab_step.render,
    "why-not-softmax": lab_softmax.render,
    "what-it-learns": lab_learns.render,
    "spectrum": lab_spectrum.render,
    "common-words": lab_common.render,
    "choose-your-enemies": lab_enemies.render,
    "window": lab_window.render,
    "hard-negatives": lab_negatives.render,
    "claims": lab_claims.render,
}

arrival.begin()
home = projector.render if session.look().view == PROJECTOR else train.render


def main_page() -> None:
    """Draw the main page with the sections that other features add to it."""
    home((network.SECTION, genome.SECTION))


first = st.Page(main_page, title="Pushpull", url_path="train", default=True)
pages = [st.Page(draw, title=path, url_path=path) for path, draw in BESIDE.items()]
session.put("main page", first)
here = st.navigation([first, *pages], position="hidden")
arrival.keep_to(here, [first, *pages])
here.run()
