"""If these fail, a choice about the map is lost, or a wrong word takes the map away."""

import pytest

from explorer.runs.map.map_view import MapView
from tests.explorer.material import texts, upload_pets


def chosen(test):
    return test.session_state["look"].map


def choose(test, name, value, now):
    """What a visitor does to the widget that shows `now`."""
    kinds = {"words": "selectbox", "kind": "selectbox", "colour": "selectbox"}
    kinds |= {"vectors": "button_group", "across": "text_input", "up": "text_input"}
    widget = getattr(test, kinds.get(name, "toggle"))(key=f"map_{name}-{now}")
    widget.set_value([value] if name == "vectors" else value).run()
    assert not test.exception


def drawn(test):
    """What the live component was told, as the frame route will be asked."""
    return test.session_state["map before"]


def test_every_choice_goes_into_the_link_and_comes_back_from_it(page):
    test = page()
    assert chosen(test) == MapView()
    choose(test, "words", 3000, 1500)
    choose(test, "kind", "pca", "umap")
    choose(test, "colour", "cluster", "")
    choose(test, "trails", True, False)
    asked = {name: test.query_params[name] for name in test.query_params}
    flat = {name: value[0] if isinstance(value, list) else value for name, value in asked.items()}
    assert flat["map_words"] == "3000"
    again = page(**flat)
    assert chosen(again) == MapView(words=3000, kind="pca", colour="cluster", trails=True)
    assert drawn(again) == chosen(again)


def test_axes_are_checked_and_the_map_before_stays(page):
    test = page(map_kind="pca")
    choose(test, "kind", "axes", "pca")
    assert drawn(test).kind == "pca"  # nothing is written yet
    choose(test, "across", "she − he", "")
    choose(test, "up", "kign", "")
    assert "“kign” is not among" in test.warning[0].value
    assert drawn(test).kind == "pca"
    choose(test, "up", "king", "kign")
    assert not test.warning
    assert (drawn(test).kind, drawn(test).up) == ("axes", "king")
    choose(test, "up", "king − king", "king")
    assert "leads nowhere" in test.warning[0].value
    assert drawn(test).up == "king"


def test_axes_of_another_text_give_way(page):
    test = page(map_kind="axes", map_across="she − he", map_up="king")
    assert drawn(test).kind == "axes"
    upload_pets(test)
    assert len(test.warning) == 2
    assert not test.error


@pytest.mark.parametrize(
    "parameters",
    [
        {"map_words": "9999999999", "map_kind": "4d", "map_vectors": "w", "map_colour": "<b>"},
        {"map_kind": "axes", "map_across": "x" * 5000, "map_up": "<img src=x>"},
        {"map_kind": "axes", "map_across": "+", "map_up": "−"},
    ],
)
def test_a_broken_link_shows_the_usual_map(page, parameters):
    test = page(**parameters)
    assert "<img" not in texts(test)
    assert drawn_or_usual(test) == MapView()


def drawn_or_usual(test):
    return test.session_state["map before"] if "map before" in test.session_state else MapView()


def test_frequency_is_offered_once(page):
    """A corpus without groups shows frequencies anyhow; asked for by a link, it is no error."""
    test = page(map_colour="frequency")
    assert chosen(test).colour == "frequency"
    upload_pets(test)
    labels = test.selectbox(key="map_colour-").options
    assert len(labels) == len(set(labels)) == 4
