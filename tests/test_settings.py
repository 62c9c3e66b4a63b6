"""If these fail, a setting is checked in one place and not in another."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import ParameterError
from engine.ranges import parse, range_of
from engine.settings import Knobs, Reading, Recipe

ITEMS = [(kind, item) for kind in (Reading, Recipe, Knobs) for item in fields(kind)]
named = pytest.mark.parametrize(("kind", "item"), ITEMS, ids=lambda x: getattr(x, "name", ""))


@named
def test_every_stop_of_a_slider_is_legal(kind, item):
    for stop in range_of(item).stops:
        assert getattr(replace(kind(), **{item.name: stop}), item.name) == stop


@named
def test_a_value_outside_its_range_is_one_sentence(kind, item):
    span = range_of(item)
    wrong = "?" if span.kind == "choice" else span.high * 2 + 1
    with pytest.raises(ParameterError, match=f"^{item.name}=.* must be .* the default is"):
        kind(**{item.name: wrong})


@named
def test_a_setting_says_what_it_is(kind, item):
    assert range_of(item).help
    assert range_of(item).live == (kind is Knobs)


@given(st.floats() | st.integers() | st.text() | st.none() | st.booleans())
def test_whatever_is_given_is_a_legal_window_or_one_sentence(value):
    try:
        assert 1 <= Knobs(window=value).window <= 50
    except ParameterError as error:
        assert "window=" in str(error)


@pytest.mark.parametrize("value", [10**400, -(10**400), 5.0, "5", True])
def test_numbers_too_long_and_values_of_another_kind_are_refused(value):
    with pytest.raises(ParameterError):
        Knobs(window=value)


def test_off_is_legal_where_a_setting_has_it():
    assert Knobs(subsample=0.0).subsample == 0
    with pytest.raises(ParameterError, match=r"must be 1e-07 … 1 \| 0"):
        Knobs(subsample=2.0)


def test_texts_become_values():
    by_name = {item.name: item for _, item in ITEMS}
    assert parse(by_name["window"], "7") == 7
    assert parse(by_name["lowercase"], "False") is False
    with pytest.raises(ParameterError):
        parse(by_name["window"], "7.5")
