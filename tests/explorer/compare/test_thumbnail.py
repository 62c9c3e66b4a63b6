"""If these fail, a card of the shelf shows a map with words outside it, or none at all."""

import re
from base64 import b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.training.progress import Progress
from explorer.compare.kept_runs.figure import WIDE, curve, thumbnail
from explorer.runs.saved.saved_run import Dot

NUMBERS = st.floats(-1e6, 1e6)


def drawn(picture):
    return b64decode(picture.removeprefix("data:image/svg+xml;base64,")).decode()


@given(st.lists(st.tuples(NUMBERS, NUMBERS, st.integers(-1, 50)), max_size=20))
def test_every_dot_is_in_the_picture_and_no_word_is_markup(places):
    svg = drawn(thumbnail([Dot("<b>", *place) for place in places], dark=False))
    spots = re.findall(r"cx='([-\d.]+)' cy='([-\d.]+)'", svg)
    assert len(spots) == len(places)
    assert all(0 <= float(x) <= WIDE and 0 <= float(y) <= 150 for x, y in spots)
    assert "<b>" not in svg


def test_a_curve_needs_two_points_and_goes_down_where_the_loss_does():
    history = [Progress(tokens=t, goal=9, pull=p, positives=1) for t, p in ((3, 2.0), (9, 1.0))]
    assert curve(history[:1], dark=True) == ""
    spots = re.search(r"points='([^']*)'", drawn(curve(history, dark=True)))[1].split()
    (x, y), (later, lower) = (map(float, spot.split(",")) for spot in spots)
    assert x < later == pytest.approx(WIDE - 4)
    assert y < lower
