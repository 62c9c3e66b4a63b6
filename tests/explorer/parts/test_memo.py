"""If this fails, a lab that nobody touches costs a tenth of a core, or shows an old figure."""

from streamlit.testing.v1 import AppTest

SCRIPT = """
import streamlit as st
from explorer import texts
from explorer.parts.memo import figure_memo

made = []
for stamp, language in ((1, "en"), (1, "en"), (2, "en"), (1, "en"), (1, "zh")):
    texts.choose(language)
    assert figure_memo("figure", stamp, lambda: made.append(stamp) or stamp) == stamp
st.text(str(made))
"""


def test_a_figure_is_made_again_only_for_other_numbers_or_another_language():
    test = AppTest.from_string(SCRIPT, default_timeout=60).run()
    assert not test.exception
    assert test.text[0].value == "[1, 2, 1, 1]"
