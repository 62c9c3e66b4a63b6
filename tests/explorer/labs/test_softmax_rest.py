"""If these fail, lab 2 says that NCE and negative sampling learn the same, or other numbers."""

import pytest

from explorer.labs.softmax.rest.view import rests
from tests.explorer.labs.material import answers, cells, finish, go


@pytest.mark.parametrize("negatives", [1, 5])
def test_each_comes_to_rest_at_its_own_law(negatives):
    """C9: NCE at ln P(c|w) with Σ eˣ = 1, negative sampling at ln P(c|w) − ln(k q)."""
    last = {state.objective: state for state in rests(negatives)}
    nce, negative = last["nce"], last["negative"]
    assert nce.chances < 2e-3
    assert nce.mass == pytest.approx(1, abs=2e-3)
    assert nce.shifted > 0.3
    assert negative.shifted < 2e-3
    assert negative.chances > 0.3
    assert list(last) == ["softmax", "nce", "negative"]


def test_the_page_says_so_and_k_changes_it(page, registry, monkeypatch):
    monkeypatch.setattr("explorer.labs.softmax.cost.view.TIMED", (10_000, 20_000))
    monkeypatch.setattr("explorer.labs.softmax.cost.pane._WIDE", 4)
    test = finish(go(page(), "why-not-softmax"), registry, "rest")
    assert "With k = 5 NCE ends" in answers(test)
    before = cells(test, -1)
    test.slider(key="lab_rest_k").set_value(2).run()
    finish(test, registry, "rest")
    assert "With k = 2 NCE ends" in answers(test)
    assert cells(test, -1) != before
