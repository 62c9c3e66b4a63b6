"""The application, with a route that tells which of its threads train.

`streamlit run tests/bench/observed.py` serves it.
"""

import threading

import streamlit as st
from starlette.responses import JSONResponse
from starlette.routing import Route

from explorer.server import MIDDLEWARE, ROUTES, lifespan
from tests import ROOT


def training(_request):
    """The system's numbers of the threads in which runs train."""
    return JSONResponse([each.native_id for each in threading.enumerate() if each.name == "run"])


app = st.App(
    ROOT / "explorer" / "main.py",
    lifespan=lifespan, routes=[*ROUTES, Route("/training", training)], middleware=MIDDLEWARE,
)  # fmt: skip
