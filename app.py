"""Pushpull: word vectors that train while you watch. Start with ``streamlit run app.py``."""

from importlib.resources import files

import streamlit as st

from explorer.server import MIDDLEWARE, ROUTES, lifespan

main = str(files("explorer") / "main.py")
app = st.App(main, lifespan=lifespan, routes=ROUTES, middleware=MIDDLEWARE)
