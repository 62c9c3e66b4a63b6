"""If one fails, a text of the visitor's own is not read as it was asked for, or not kept."""

import numpy as np
import pytest
from streamlit.runtime.scriptrunner import StopException

from explorer import session
from explorer.runs.visitors import LOCAL, corpora_of
from tests.explorer.material import run_of, texts, upload_pets


def test_an_upload_is_trained_and_a_bad_one_is_one_sentence(page, registry):
    test = page()
    text = b"the cat sat on the mat and the dog sat on the log. " * 300
    test.file_uploader(key="upload").set_value(("pets.txt", text, "text/plain")).run()
    run = run_of(registry)
    assert run.corpus.name == "pets.txt"
    assert test.selectbox(key="corpus").value == "upload"
    test.file_uploader(key="upload").set_value(("empty.txt", b"", "text/plain")).run()
    assert "is empty or blank" in test.warning[0].value.replace("\\", "")
    assert run_of(registry) is run


@pytest.mark.parametrize("late", [True, False])
def test_a_page_that_begins_anew_while_it_reads_trains_what_was_given_once(
    page, registry, monkeypatch, late
):
    """A text was read twice at times, and the second run took the place of the turned first."""
    test, train, stops, begun = page(), session.train, [1], []

    def stopped(*arguments):
        if stops and not late:
            raise StopException(stops.pop())
        train(*arguments)
        begun.append(run_of(registry))
        if stops:
            raise StopException(stops.pop())

    monkeypatch.setattr(session, "train", stopped)
    upload_pets(test)
    test.run()
    assert [run.corpus.name for run in begun] == ["pets.txt"]
    assert run_of(registry) is begun[0]


def test_a_damaged_network_is_one_sentence_and_the_run_goes_on(page, registry):
    """The same bytes ended the whole server once, or the page in a traceback."""
    test = page()
    run = run_of(registry)
    head = b"%%MatrixMarket matrix coordinate real general\n"
    bad = {
        "nul.mtx": head + b"2 2 1\n1 2 1\0",
        "vast.mtx": head + b"400000000 400000000 1\n1 2 1\n",
        "who.zip": b"PK\x03\x04 who.edges",
        "who.net": b"*Vertices\n*Edges\n1 2\n",
    }
    for name, data in bad.items():
        test.file_uploader(key="upload").set_value((name, data, "text/plain")).run()
        assert test.warning[0].value.replace("\\", "").startswith(f"{name}: ")
        assert not test.exception
        assert not test.error
        assert run_of(registry) is run


def test_a_column_is_chosen_where_there_is_a_table(page, registry):
    test = page()
    assert not [box for box in test.selectbox if box.key == "column"]
    rows = "".join(f"{n},red fish blue fish {n % 7},one cat two dogs\n" for n in range(500))
    text = f"id,long,short\n{rows}".encode()
    test.file_uploader(key="upload").set_value(("pets.csv", text, "text/csv")).run()
    assert run_of(registry).corpus.facts.column == "long"
    assert test.selectbox(key="column").options[1:] == ["id", "long", "short"]
    assert "read: long" in texts(test)
    test.selectbox(key="column").set_value("short").run()
    test.button(key="read_again").click().run()
    assert not test.exception
    assert "dogs" in run_of(registry).vocabulary.ids
    assert "fish" not in run_of(registry).vocabulary.ids
    assert test.query_params["column"] == "short"


def test_a_reading_turned_before_a_table_is_uploaded_stays_turned(page, registry):
    test = page()
    test.checkbox(key="lowercase").set_value(False).run()
    text = b"text\n" + b"One Fish Two Fish\n" * 500
    test.file_uploader(key="upload").set_value(("fish.csv", text, "text/csv")).run()
    assert "Fish" in run_of(registry).vocabulary.ids


def test_an_upload_is_kept_for_its_visitor_and_opened_again(page, registry):
    test = page()
    upload_pets(test)
    assert isinstance(run_of(registry).corpus.source.ids.base, np.memmap)
    kept = list(corpora_of(LOCAL).glob("*/ids.npy"))
    assert kept
    test.selectbox(key="corpus").set_value("toyland").run()
    test.selectbox(key="corpus").set_value("upload").run()
    assert run_of(registry).corpus.name == "pets.txt"
    assert list(corpora_of(LOCAL).glob("*/ids.npy")) == kept


def test_an_upload_is_read_where_nothing_can_be_kept(page, registry, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PUSHPULL_HOME", str(tmp_path / "file"))
    upload_pets(page())
    assert run_of(registry).corpus.name == "pets.txt"
