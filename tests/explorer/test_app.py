"""The page through Streamlit's own test harness: if one fails, a control does not reach the run."""

import pytest

from tests.explorer.material import run_of, texts, until, upload_pets


def test_the_page_opens_on_toyland_in_training_and_says_it_is_synthetic(page, registry):
    test = page()
    run = run_of(registry)
    assert run.state == "running"
    assert run.corpus.facts.synthetic
    assert run.knobs == run.corpus.suggested.knobs
    assert "generated text" in texts(test)
    assert test.slider(key="negatives").value == 5
    assert test.select_slider(key="subsample").value == 1e-3


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("slider", "negatives", 0), ("slider", "window", 2), ("select_slider", "subsample", 0.0),
        ("slider", "noise_exponent", -1.0), ("select_slider", "learning_rate", 0.1),
        ("slider", "epochs-5", 9), ("selectbox", "schedule-linear", "constant"),
    ],
)  # fmt: skip
def test_a_knob_reaches_the_running_run_and_the_link(page, registry, kind, name, value):
    test = page()
    before = run_of(registry)
    getattr(test, kind)(key=name).set_value(value).run()
    assert not test.exception
    assert run_of(registry) is before
    name = name.split("-")[0]
    assert getattr(before.knobs, name) == value
    assert test.query_params[name] == (value if isinstance(value, str) else f"{value:g}")


def test_transport(page, registry):
    test = page()
    run = run_of(registry)
    test.button(key="pause").click().run()
    until(lambda: run.state == "paused")
    test.button(key="play").click().run()
    assert run.state == "running"
    name = run.name
    test.button(key="rewind").click().run()
    assert run_of(registry) is run
    assert run.name != name
    test.button(key="new_seed").click().run()
    assert run.recipe.seed == 2
    test.button(key="one_more_epoch").click().run()
    assert run.knobs.epochs == 6


def test_a_restart_setting_waits_for_its_button(page, registry):
    test = page()
    run = run_of(registry)
    assert test.button(key="restart").disabled
    test.number_input(key="dimensions").set_value(8).run()
    assert run_of(registry) is run
    test.button(key="restart").click().run()
    assert run_of(registry) is not run
    assert run_of(registry).recipe.dimensions == 8
    assert not test.exception


def test_too_high_a_min_count_keeps_the_run(page, registry):
    test = page()
    run = run_of(registry)
    test.number_input(key="min_count").set_value(900_000).run()
    test.button(key="restart").click().run()
    assert "min_count=900000" in test.warning[0].value.replace("\\", "")
    assert run_of(registry) is run


def test_a_pasted_text_is_trained(page, registry):
    test = page()
    test.selectbox(key="corpus").set_value("paste").run()
    test.text_area(key="pasted").set_value("one fish two fish red fish blue fish. " * 200).run()
    test.button(key="train_pasted").click().run()
    assert run_of(registry).corpus.name == "pasted text"


def test_the_other_corpora_open(page, registry):
    test = page()
    test.selectbox(key="corpus").set_value("king-james").run()
    assert run_of(registry).corpus.name == "King James Bible"
    assert run_of(registry).recipe.dimensions == 100
    assert not test.exception


def test_reading_again_keeps_to_the_options(page, registry):
    test = page(corpus="king-james")
    test.checkbox(key="lowercase").set_value(False).run()
    test.button(key="read_again").click().run()
    assert "God" in run_of(registry).vocabulary.ids
    assert test.query_params["lowercase"] == "false"


def test_a_broken_link_says_so_and_opens(page, registry):
    test = page(window="abc", negatives="9999", corpus="nowhere", epochs="7")
    said = " ".join(warning.value for warning in test.warning).replace("\\", "")
    for part in ("window=abc", "negatives=9999", "corpus=nowhere"):
        assert part in said
    assert run_of(registry).knobs.epochs == 7


def test_a_link_to_an_uploaded_text_says_that_it_carries_none(page, registry):
    test = page(corpus="upload", window="3")
    assert "upload the text" in test.warning[0].value
    assert run_of(registry).knobs.window == 3


def test_a_link_does_not_give_up_the_visitors_own_model_unasked(page, registry):
    upload_pets(page())
    run = run_of(registry)
    test = page(corpus="king-james", window="3")
    assert run_of(registry) is run
    test.button(key="refuse_offer").click().run()
    assert run_of(registry) is run
    assert test.query_params["corpus"] == "upload"
    test = page(corpus="king-james", window="3")
    test.button(key="accept_offer").click().run()
    assert run_of(registry).corpus.name == "King James Bible"
    assert run_of(registry).knobs.window == 3


def test_a_link_to_the_own_text_with_another_recipe_trains_that_text(page, registry):
    upload_pets(page())
    corpus = run_of(registry).corpus
    test = page(corpus="upload", dimensions="8")
    assert run_of(registry).recipe.dimensions != 8
    test.button(key="accept_offer").click().run()
    assert run_of(registry).corpus is corpus
    assert run_of(registry).recipe.dimensions == 8
    assert not test.warning


def test_a_reload_of_an_own_text_finds_it(page, registry):
    test = page()
    upload_pets(test)
    run = run_of(registry)
    test.slider(key="window").set_value(2).run()
    again = page(**{name: test.query_params[name] for name in ("corpus", "window")})
    assert run_of(registry) is run
    assert run.knobs.window == 2
    assert not again.warning


def test_a_link_means_the_settings_it_does_not_name_too(page, registry):
    """A link leaves out what the corpus suggests; opened on a turned run it must still restore."""
    page(negatives="20", noise_exponent="0.5")
    page(corpus="toyland")
    assert run_of(registry).knobs == run_of(registry).corpus.suggested.knobs


def test_a_dropped_run_is_said(page, registry):
    test = page()
    registry.visitors.close()
    test.run()
    test.run()
    assert not test.exception
    assert not test.error
    assert any("for an hour" in w.value for w in test.warning) or run_of(registry) is not None


def test_a_model_too_large_for_one_visitor_is_refused(page, registry, monkeypatch):
    test = page()
    run = run_of(registry)
    monkeypatch.setattr("explorer.runs.registry.MODEL_LIMIT", 200_000)
    test.number_input(key="dimensions").set_value(900).run()
    test.button(key="restart").click().run()
    assert run_of(registry) is run
    assert "raise min" in test.warning[0].value.replace("\\", "")


def test_neighbours_and_analogies_answer_and_offer_spellings(page, registry):
    test = page()
    test.text_input(key="search").set_value("quen").run()
    assert "queen" in " ".join(warning.value for warning in test.warning)
    test.text_input(key="search").set_value("king").run()
    assert not test.warning
    assert "king: seen" in texts(test).replace("\\", "")
    for key, word in (("analogy_a", "man"), ("analogy_b", "woman"), ("analogy_c", "king")):
        test.text_input(key=key).set_value(word).run()
    assert any("▸ king" in str(table.value) for table in test.table)
    test.text_input(key="analogy_c").set_value("").run()
    assert "three boxes" in texts(test)


def test_chinese_by_link(page, registry):
    test = page(lang="zh")
    assert "你自己的文本" in texts(test)
    assert test.slider(key="window").label == "窗口"


def test_a_pane_that_fails_leaves_the_others(page, registry, monkeypatch):
    monkeypatch.setattr("explorer.train.health.pane.health", lambda *_: 1 / 0)
    test = page()
    assert "the rest goes on" in test.error[0].value
    assert test.button(key="pause")


def test_a_second_tab_watches_the_same_run(page, registry):
    page()
    run = run_of(registry)
    test = page(corpus="toyland", window="2")
    assert run_of(registry) is run
    assert run.knobs.window == 2
    assert test.slider(key="window").value == 2
