"""The application, less patient, with a pane and a reader that fail, and a window into its runs.

`streamlit run tests/browser/fragile.py` serves it; a test that imported it would be as fragile.
"""

import streamlit as st
from starlette.responses import JSONResponse
from starlette.routing import Route

from engine import isolation
from explorer.runs import registry, visitors
from explorer.server import MIDDLEWARE, ROUTES, lifespan
from explorer.train.health import pane
from tests import ROOT
from tests.browser.serving import FAILS_AT

visitors.REST_AFTER = 5.0  # seconds
registry._TIDY_EVERY = 0.2
isolation.PRELOAD = (*isolation.PRELOAD, "tests.browser.crashing")
whole = pane.health


def failing(corpus, vocabulary, min_count):
    if min_count == FAILS_AT:
        raise ZeroDivisionError("asked for by a test")
    return whole(corpus, vocabulary, min_count)


def states(_request):
    """What every run does; asking wakes none of them."""
    known = registry.registry().visitors._all.values()
    return JSONResponse([visitor.run.state for visitor in known])


pane.health = failing
app = st.App(
    ROOT / "explorer" / "main.py",
    lifespan=lifespan, routes=[*ROUTES, Route("/states", states)], middleware=MIDDLEWARE,
)  # fmt: skip
