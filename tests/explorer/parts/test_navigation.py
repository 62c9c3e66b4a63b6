"""If these fail, a link, the back button or a preset does not open the page it stands for."""

import json
from contextvars import ContextVar
from html import unescape
from io import BytesIO
from urllib.parse import parse_qsl
from weakref import ref

import numpy as np
import pytest
from streamlit.util import calc_hash

from engine.errors import EngineError
from engine.settings import Knobs
from explorer.links import HIDEABLE
from explorer.parts import link_handler
from explorer.runs.frame import Watch
from explorer.theme import sizes
from explorer.train.export import pane
from explorer.train.presets.view import presets
from tests.explorer.labs.material import go as go_to
from tests.explorer.material import run_of, texts, until


@pytest.fixture
def back(monkeypatch):
    """The browser says that its visitor went back: what a test without one cannot say."""
    monkeypatch.setattr(link_handler, "_went_there", lambda: True)


def doors(test):
    """The page's links: parameters -> what they change."""
    markup = " ".join(element.proto.body for element in test.get("html"))
    parts = markup.split("<a class='pp-door' href='?")[1:]
    found = []
    for part in parts:
        address, rest = part.split("' data-pp-set='", 1)
        changes = dict(parse_qsl(unescape(rest.split("'")[0]), keep_blank_values=True))
        found.append((dict(parse_qsl(unescape(address))), changes))
    return found


def go(test, parameters):
    for name in list(test.query_params):
        del test.query_params[name]
    for name, value in parameters.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception


def address(test):
    return {
        name: value[0] if isinstance(value, list) else value
        for name, value in test.query_params.items()
    }


def test_a_preset_changes_its_knob_keeps_the_rest_and_begins_again(page, registry):
    test = page(window="3", hide="health")
    run = run_of(registry)
    before, name = run.knobs, run.name
    link, changes = next(pair for pair in doors(test) if "negatives" in pair[1])
    assert changes == {"negatives": "0", "afresh": "always"}
    assert link["window"] == "3"
    assert link["hide"] == "health"
    go(test, link)
    assert run_of(registry) is run
    assert run.name != name
    assert run.knobs.negatives == 0
    assert run.knobs.window == before.window == 3
    assert run.recipe.seed == 1
    assert "afresh" not in address(test)  # or every reload would begin again


def test_every_preset_is_a_setting_there_is():
    for preset in presets(Knobs(learning_rate=1.0)):
        assert Knobs(**{preset.knob: preset.value})
        assert preset.knob in HIDEABLE
    rates = [p.value for p in presets(Knobs()) if p.knob == "learning_rate"]
    assert rates == pytest.approx([0.25, 1.25])


def test_after_a_burst_the_back_button_begins_again(page, registry, back):
    """The vectors of a run that diverged are no numbers: with the old rate it must start anew."""
    test = page()
    before, run = address(test), run_of(registry)
    go(test, next(link for link, changes in doors(test) if changes.get("learning_rate") == "2.5"))
    run.look(Watch(words=10))  # a new run waits for its first reader
    until(lambda: run.state == "error")
    go(test, before)
    assert run.state == "running"
    assert run.knobs.learning_rate == 0.05


def test_the_back_button_turns_the_knob_back_and_keeps_the_model(page, registry, back):
    test = page()
    before, run = address(test), run_of(registry)
    name = run.name
    test.slider(key="negatives").set_value(0).run()
    assert address(test)["negatives"] == "0"
    go(test, before)
    assert (run_of(registry), run.name) == (run, name)
    assert run.knobs.negatives == 5
    assert test.slider(key="negatives").value == 5


def test_a_late_message_with_an_old_address_turns_nothing_back(page, registry):
    """A browser sends its old address once more, or an older one, however late it hears of it."""
    test = page()
    before = [address(test)]
    for value in (3, 2, 0):
        test.slider(key="negatives").set_value(value).run()
        before.append(address(test))
    for late in (*before, *before):
        go(test, late)
        assert run_of(registry).knobs.negatives == 0
        assert address(test)["negatives"] == "0"


def test_a_late_message_from_the_page_before_does_not_lead_back_to_it(page, registry):
    """A pane of the page that was left may ask to be drawn anew when the next page is there."""
    test = go_to(page(), "compare")
    test._page_hash = calc_hash("")
    test.run()
    assert not test.exception
    assert "What to look at" in [one.label for one in test.segmented_control]


def test_a_knob_that_comes_back_says_its_value_in_the_runs_that_follow_too(page, registry):
    """A browser that draws only the second of two runs showed the least value there is."""
    test = page(window="3", view="projector")
    test.query_params.pop("view", None)
    go(test, {**address(test), "view": ""})
    for _ in range(2):
        test.run()
        assert list(test.slider(key="window").proto.default) == [3]
        assert test.slider(key="window").value == 3


def test_the_word_is_in_the_link_and_comes_back_with_it(page, registry, back):
    test = page()
    before = address(test)
    test.text_input(key="search").set_value("king").run()
    assert address(test)["word"] == "king"
    go(test, before)
    assert test.text_input(key="search").value == ""
    again = page(word="queen")
    assert again.text_input(key="search").value == "queen"
    assert "queen: seen" in texts(again).replace("\\", "")
    strange = page(word="<img src=x onerror=alert(1)>")
    assert "is not among" in strange.warning[0].value.replace("\\", "")


def test_a_lesson_hides_what_it_does_not_need_and_keeps_its_values(page, registry):
    test = page(negatives="0", hide="negatives,analogy,words,recipe,corpus,export,epochs,typo")
    keys = {element.key for element in (*test.slider, *test.text_input, *test.selectbox)}
    assert not keys & {"negatives", "analogy_a", "search", "corpus", "epochs-5"}
    assert "window" in keys
    assert not test.number_input
    assert run_of(registry).knobs.negatives == 0
    test.slider(key="window").set_value(2).run()
    assert run_of(registry).knobs.negatives == 0
    assert address(test)["hide"] == "negatives,epochs,analogy,words,export,recipe,corpus"


def test_a_page_without_anything_that_can_be_hidden_still_trains(page, registry):
    test = page(hide=",".join(HIDEABLE))
    assert run_of(registry).state == "running"
    assert not test.slider
    assert test.button(key="pause")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_projector_shows_map_and_loss_only_and_the_way_back(
    page, registry, back, lang, monkeypatch
):
    monkeypatch.setattr("explorer.texts._language", ContextVar("language", default=lang))
    test = page(view="projector", word="king", corpus="king-james", lang=lang)
    assert not [*test.slider, *test.button, *test.text_input, *test.selectbox]
    (back,) = doors(test)
    assert back[1] == {"view": ""}
    test.run()
    go(test, back[0])
    assert "view" not in address(test)
    assert test.text_input(key="search").value == "king"
    assert test.selectbox(key="corpus").value == "king-james"
    assert test.text_input(key="analogy_a").value
    there = next(link for link, changes in doors(test) if "view" in changes)
    go(test, there)
    go(test, back[0])
    assert test.text_input(key="search").value == "king"
    assert test.selectbox(key="corpus").value == "king-james"
    assert test.text_input(key="analogy_a").value


def test_on_a_projector_no_text_is_below_24_pixels():
    hall = json.loads(json.dumps(sizes(projector=True)))
    assert 10.5 * hall["times"] >= 24
    assert hall["text"] >= 24
    assert hall["labels"] < sizes(projector=False)["labels"]


def test_the_tables_for_the_embedding_projector_name_every_vector(page, registry):
    page()
    run = run_of(registry)
    words = pane._projector_words(ref(run)).decode().splitlines()
    rows = np.loadtxt(BytesIO(pane._projector_vectors(ref(run))), delimiter="\t")
    assert words[0] == "word\tcount\tgroup"
    assert [line.split("\t")[0] for line in words[1:]] == list(run.vocabulary.symbols)
    assert rows.shape == (len(run.vocabulary), run.recipe.dimensions)


def test_a_link_to_a_file_keeps_no_run_in_memory_and_says_so_when_it_has_gone():
    for make in (pane._projector_words, pane._projector_vectors):
        with pytest.raises(EngineError, match="no longer in memory"):
            make(lambda: None)
    with pytest.raises(EngineError, match="no longer in memory"):
        pane._content(lambda: None, "npz")


def test_a_slider_that_was_turned_is_not_told_its_value_once_more(page, registry):
    """What a visitor had turned meanwhile, in the first seconds of a page, was thrown back."""
    test = page(window="3")
    assert test.slider(key="window").proto.set_value
    test.slider(key="window").set_value(4).run()
    test.run()
    for name in ("window", "negatives"):
        assert not test.slider(key=name).proto.set_value, name
    assert run_of(registry).knobs.window == 4


def test_a_slider_keeps_room_for_what_a_link_has_brought(page, registry):
    """With other stops it is another widget, and the turns of a quick hand go to the one before."""
    test = page(learning_rate="7", window="70")
    stops, high = test.select_slider(key="learning_rate").options, test.slider(key="window").max
    assert "7" in stops
    test.select_slider(key="learning_rate").set_value(0.1).run()
    test.slider(key="window").set_value(3).run()
    assert test.select_slider(key="learning_rate").options == stops
    assert test.slider(key="window").max == high
    assert (run_of(registry).knobs.learning_rate, run_of(registry).knobs.window) == (0.1, 3)
