"""Lab 2: if these fail, a student is told a wrong price of softmax, or none for their own text."""

import numpy as np
import pytest

from engine.theory.experiments.cost import Timing
from engine.theory.experiments.race import Lap
from explorer.labs.softmax.cost import figure as figures
from explorer.labs.softmax.cost import view
from tests.explorer.labs.material import answers, cells, finish, go
from tests.explorer.material import texts, upload_pets

MADE = [
    Timing(name, size, 1e-8 * (size if name == "softmax" else 100), 1.0)
    for size in (100, 10_000, 100_000)
    for name in view.NAMES
]


@pytest.fixture
def quick(monkeypatch):
    """Small sizes and a short race: what is tested is that they reach the page."""
    monkeypatch.setattr(view, "TIMED", (10_000, 20_000))
    monkeypatch.setattr("explorer.labs.softmax.cost.pane._WIDE", 4)
    monkeypatch.setattr("explorer.labs.softmax.cost.pane._SECONDS", 0.2)
    monkeypatch.setattr("explorer.labs.softmax.cost.pane._LAPS", 2)


def test_rows_are_those_of_the_theory():
    """C9: |V| / (k + 1) = 3,125 at 50,000 words and k = 15."""
    found = view.rows(15)
    at = view.WORDS.index(50_000)
    assert found["softmax"][at] / found["negative"][at] == 3125
    assert found["softmax"] == tuple(float(size) for size in view.WORDS)
    assert set(found["nce"]) == {16.0}
    assert all(1 < tree < 18 for tree in found["hierarchical"])


def test_a_bill_is_what_was_measured_times_the_pairs():
    assert view.slopes(MADE)["softmax"] == pytest.approx(1.0)
    assert view.slopes(MADE)["negative"] == pytest.approx(0.0)
    bill = view.bills(MADE, 10_000, 1e9)
    taken = {one.objective: one.seconds for one in bill}
    assert taken["softmax"] == pytest.approx(1e5)
    assert view.times(bill) == pytest.approx(100.0)
    assert view.complete(MADE)
    assert not view.complete(MADE[:5])


def test_lanes_are_told_apart_and_the_best_leads():
    laps = [
        Lap(name, seconds, int(100 * seconds), 0, 3.0 - place * seconds, 0.0, 1.0)
        for seconds in (0.0, 1.0)
        for place, name in enumerate(view.NAMES)
    ]
    lanes = view.lanes(laps)
    assert [one.objective for one in lanes] == list(view.NAMES)
    assert [len(one.laps) for one in lanes] == [2] * 4
    assert view.ahead(lanes).objective == "negative"
    # halfway from 4 to 0 is 2, where softmax at 3 has not come
    assert view.halfway(lanes, 4.0) == {"hierarchical": 1.0, "nce": 1.0, "negative": 1.0}
    figure = figures.race(lanes, float(np.log(50)), dark=False)
    assert len(figure.data) == 5


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.5, "0.5 seconds"), (59, "59 seconds"), (600, "10 minutes"), (2 * 86_400, "2 days"),
     (100 * 86_400, "3 months"), (1e9, "32 years")],
)  # fmt: skip
def test_a_duration_is_said_in_the_unit_that_suits_it(seconds, said):
    text, number = view.spell(seconds)
    assert text.format(n=number) == said


@pytest.mark.parametrize("dark", [False, True])
def test_figures_name_every_way_twice_by_colour_and_shape(dark):
    for figure in (
        figures.rows(view.rows(5), 1_000, 1_500, dark=dark),
        figures.times(MADE, 1_000, 1_500, dark=dark),
    ):
        four = figure.data[:4]
        assert len({trace.marker.symbol for trace in four}) == 4
        assert len({trace.line.color for trace in four}) == 4
        assert len({trace.name for trace in figure.data}) == 6


def test_the_slider_changes_the_answer(page, registry, quick):
    test = go(page(), "why-not-softmax")
    assert "8,333 times as few" in answers(test)
    test.select_slider(key="lab_words").set_value(3_000).run()
    assert "500 times as few" in answers(test)
    assert not test.warning


@pytest.mark.parametrize("own", [False, True])
def test_all_is_measured_on_the_text_at_hand(page, registry, quick, own):
    test = page()
    if own:
        upload_pets(test)
    finish(go(test, "why-not-softmax"), registry, "timing", "race")
    said = answers(test)
    assert "ten times as many words take full softmax" in said
    assert "First is" in said
    assert "full softmax would take" in said
    assert [len(cells(test, number)) for number in (0, 1)] == [4, 4]
    before = cells(test, 1)
    test.select_slider(key="lab_longer").set_value(1_000).run()
    assert cells(test, 1) != before
    assert not test.warning
    assert ("pets.txt" in texts(test).replace("\\", "")) == own
