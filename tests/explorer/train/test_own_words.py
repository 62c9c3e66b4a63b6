"""If these fail, a text in another script is read otherwise than the page says, or asks."""

import streamlit as st

from engine.corpus import reading_process
from explorer import links
from tests.explorer.material import run_of, texts

NOVEL = "却说玄德公引军来到，孔明公大喜。玄德公与孔明公商议，ฉันไปตลาด。" * 200


def upload(test, text, name="novel.txt"):
    test.file_uploader(key="upload").set_value((name, text.encode(), "text/plain")).run()
    assert not test.exception
    assert not test.error


def test_words_of_the_visitors_own_are_read_whole_and_kept_in_the_address(page, registry):
    test = page()
    upload(test, NOVEL)
    assert "孔明公" not in run_of(registry).vocabulary.ids
    test.text_area(key="own_words").set_value("玄德公 孔明公").run()
    test.button(key="read_again").click().run()
    assert {"玄德公", "孔明公"} <= set(run_of(registry).vocabulary.symbols)
    assert test.query_params["own_words"] == "玄德公 孔明公"
    shown = texts(test).replace("\\", "")
    assert "letters: Chinese characters 7" in shown
    assert "no spaces in Thai: cut into words by BudouX" in shown


def test_a_list_of_words_in_a_file_is_written_into_the_box(page, registry):
    test = page()
    upload(test, NOVEL)
    held = "# names\n玄德公 100 nr\n孔明公 50 nr\n玄德公\n"
    test.file_uploader(key="word_list").set_value(("names.txt", held.encode(), "text/plain")).run()
    assert test.text_area(key="own_words").value == "玄德公\n孔明公"
    test.button(key="read_again").click().run()
    assert {"玄德公", "孔明公"} <= set(run_of(registry).vocabulary.symbols)
    test.file_uploader(key="word_list").set_value(("none.txt", b"# note\n", "text/plain")).run()
    assert "holds no words" in test.warning[0].value
    assert test.text_area(key="own_words").value == "玄德公\n孔明公"


def test_a_list_too_long_for_an_address_survives_a_reload(page, registry):
    # Lost otherwise: every reload offers to throw the visitor's own model away.
    own = "孔明公 " + " ".join(f"名{i}" for i in range(300))
    assert links.too_long(own)
    test = page()
    test.text_area(key="own_words").set_value(own).run()
    upload(test, NOVEL)
    run = run_of(registry)
    assert "孔明公" in run.vocabulary.ids
    address = {name: test.query_params[name] for name in test.query_params}
    assert "own_words" not in address
    again = page(**{name: value[0] if isinstance(value, list) else value
                    for name, value in address.items()})  # fmt: skip
    assert run_of(registry) is run
    assert not again.warning
    assert not [button for button in again.button if button.key == "accept_offer"]
    assert again.text_area(key="own_words").value == own


def test_an_english_card_says_nothing_of_scripts(page, registry):
    assert "letters:" not in texts(page())


def test_an_upload_that_an_event_of_the_page_interrupts_is_read_all_the_same(
    page, registry, monkeypatch
):
    # Lost otherwise: the file stands in its box, and the page goes on with another text.
    reading, times = reading_process.read, []

    def interrupted(*arguments, **named):
        times.append(1)
        if len(times) == 1:
            st.rerun()
        return reading(*arguments, **named)

    monkeypatch.setattr(reading_process, "read", interrupted)
    test = page()
    upload(test, NOVEL)
    assert run_of(registry).corpus.name == "novel.txt"
    assert len(times) == 2
