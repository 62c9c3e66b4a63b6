"""The way from another page to the run on the main one."""

from __future__ import annotations

import streamlit as st

from explorer import session

_PAGE = "main page"  # the page itself: the entry script puts it there


def go_home() -> None:
    """Turn to the top of the main page, whatever is on it now; in a callback or in a pane."""
    main = session.value(_PAGE)
    session.put("go to", "top")
    session.put("page", main.url_path)
    st.switch_page(main, query_params=session.link())
