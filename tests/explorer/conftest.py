"""A registry and the page, for tests of the screen."""

from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from explorer import session
from explorer.runs import run
from explorer.runs.registry import Registry
from tests import ROOT

MAIN = str(ROOT / "explorer" / "main.py")
PATIENCE = 180
# A server looks once for components among the installed packages; the harness for every page that
# it opens, which took half of the time of these tests.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """Whoever asks for steps waits for them, however busy the machine is."""
    monkeypatch.setattr(run, "_PATIENCE", PATIENCE)


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
