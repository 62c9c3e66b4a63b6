"""If these fail, a click or an upload that another message follows at once is lost."""

# ruff: noqa: TID251 - the page of a test has no session of ours

import pytest
from streamlit.testing.v1 import AppTest

from explorer import callbacks


@pytest.fixture(autouse=True)
def installed():
    callbacks.install()


def overtaken():
    """A page whose every click is followed by another message before it is heard."""
    import streamlit as st
    from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx

    from explorer.callbacks import undivided

    def asked():
        here = get_script_run_ctx()
        here.script_requests.request_rerun(RerunData(page_script_hash=here.page_script_hash))

    def clicked():
        asked()
        st.session_state["first"] = 1
        st.session_state["second"] = 2

    st.button("go", key="go", on_click=clicked)
    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    if st.session_state.get("second") and "taken" not in st.session_state:
        with undivided():
            asked()
            del st.session_state["second"]
            st.session_state["taken"] = 1
        st.write("only now it looks")
        st.session_state["beyond"] = 1


def test_a_callback_runs_to_its_end_and_the_page_is_drawn_again_after_it():
    test = AppTest.from_function(overtaken).run()
    runs = test.session_state["runs"]
    test.button(key="go").click().run()
    assert not test.exception
    assert test.session_state["first"] == 1
    assert test.session_state["runs"] > runs


def test_what_must_not_be_divided_is_not_and_what_follows_is():
    test = AppTest.from_function(overtaken).run()
    test.button(key="go").click().run()
    assert test.session_state["taken"] == 1
    assert "second" not in test.session_state
    assert "beyond" not in test.session_state
