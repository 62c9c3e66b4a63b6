"""A registry and the page, for tests of the screen."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from explorer import session
from explorer.runs.registry import Registry

MAIN = str(Path(__file__).parent.parent.parent / "explorer" / "main.py")
PATIENCE = 60


@pytest.fixture
def registry(monkeypatch):
    """A registry of this test, without the UMAP worker."""
    made = Registry()
    monkeypatch.setattr(session, "registry", lambda: made)
    yield made
    made.close()


@pytest.fixture
def page(registry):
    def opened(**parameters):
        test = AppTest.from_file(MAIN, default_timeout=PATIENCE)
        for name, value in parameters.items():
            test.query_params[name] = value
        test.session_state["in sight"] = frozenset()  # as a browser tells: the map is there
        test.run()
        assert not test.exception
        return test

    return opened
