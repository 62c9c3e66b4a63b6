"""Pushpull: word vectors that train while you watch. Start with ``streamlit run app.py``."""

import streamlit as st

from explorer.server import MIDDLEWARE, ROUTES, lifespan

app = st.App("explorer/main.py", lifespan=lifespan, routes=ROUTES, middleware=MIDDLEWARE)
