"""A lab's page by itself: Streamlit's harness does not follow links to pages that are functions."""

from streamlit.testing.v1 import AppTest

from tests.explorer.conftest import PATIENCE

SCRIPT = """
from explorer.{name} import page
from explorer.parts import link_handler

link_handler.begin()
page.render()
"""


def lab_page(name):
    test = AppTest.from_string(SCRIPT.format(name=name), default_timeout=PATIENCE).run()
    assert not test.exception
    assert not test.warning
    assert not test.error
    return test


def answers(test):
    return " ".join(box.value for box in [*test.success, *test.info]).replace("\\", "")
