"""The entry script: the main page, or as a projector shows it best, and the pages beside it."""

import streamlit as st

from explorer import session
from explorer.compare import page as compare
from explorer.genome import section as genome
from explorer.labs.claims import page as lab_claims
from explorer.labs.hard_negatives import page as lab_negatives
from explorer.labs.learned import page as lab_learns
from explorer.labs.noise import page as lab_enemies
from explorer.labs.one_step import page as lab_step
from explorer.labs.softmax import page as lab_softmax
from explorer.labs.spectrum import page as lab_spectrum
from explorer.labs.subsampling import page as lab_common
from explorer.labs.window import page as lab_window
from explorer.links import PROJECTOR
from explorer.network import section as network
from explorer.parts import header, link_handler
from explorer.train import page as train
from explorer.train.projector import page as projector
from explorer.tune import page as tune

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

link_handler.begin()
home = projector.render if session.look().view == PROJECTOR else train.render


def main_page() -> None:
    """Draw the main page with the sections that other features add to it."""
    home((network.SECTION, genome.SECTION))


first = st.Page(main_page, title="Pushpull", url_path="train", default=True)
pages = [st.Page(draw, title=path, url_path=path) for path, draw in BESIDE.items()]
session.put("main page", first)
here = st.navigation([first, *pages], position="hidden")
link_handler.keep_to(here, [first, *pages])
here.run()
header.drawn()
