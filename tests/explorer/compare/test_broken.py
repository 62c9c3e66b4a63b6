"""If these fail, one damaged file hides all the others, and a visitor cannot be rid of it."""

import os

import pytest
from streamlit.testing.v1 import AppTest

from explorer.runs.jobs import studies
from explorer.runs.saved import store
from explorer.runs.visitors import LOCAL, folder_of, shelf_of
from tests.explorer.conftest import PATIENCE
from tests.explorer.labs.lab_page import SCRIPT
from tests.explorer.labs.material import go
from tests.explorer.material import texts
from tests.explorer.runs.saved import killed

PLENTY = 1 << 30
DAY = 1_700_000_000.0  # the 14th of November 2023
HARM = {
    "no JSON": lambda card, model: card.write_bytes(b'{"name": '),
    "no text": lambda card, model: card.write_bytes(os.urandom(500)),
    "empty": lambda card, model: card.write_bytes(b""),
    "of another version": lambda card, model: card.write_bytes(b'{"version": 9}'),
    "a folder": lambda card, model: (card.unlink(), card.mkdir()),
    "without its model": lambda card, model: (card.write_bytes(b""), model.unlink()),
}


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    monkeypatch.setenv("PUSHPULL_HOME", str(tmp_path))


@pytest.fixture(scope="module")
def made():
    return killed.kept()


def compare():
    """The page on which a broken run is said."""
    test = AppTest.from_string(SCRIPT.format(name="compare"), default_timeout=PATIENCE).run()
    assert not test.exception
    assert not test.error
    return test


def warned(test):
    return " ".join(box.value for box in test.warning).replace("\\", "")


def test_a_broken_run_is_listed_beside_the_others_and_can_be_deleted(registry, made):
    folder = shelf_of(LOCAL)
    good = store.put(folder, *made, PLENTY)
    broken = {}
    for harm, do in HARM.items():
        one = store.put(folder, *made, PLENTY)
        card = folder / f"{one.id}.json"
        do(card, folder / f"{one.id}.npz")
        os.utime(card, (DAY, DAY))
        broken[harm] = one.id
    test = compare()
    assert f"open-{good.id}" in {button.key for button in test.button}
    assert warned(test).count("A run kept on 2023-11-14") == len(HARM)
    assert "cannot be read: its card is damaged" in warned(test)
    for harm, name in broken.items():
        test.button(key=f"delete-{name}").click().run()
        assert not test.exception, harm
        assert not list(folder.glob(f"{name}*")), harm
    assert not test.warning
    assert [card.id for card in store.cards(folder)] == [good.id]


def test_a_run_whose_model_is_gone_says_so_and_can_be_deleted(registry, made):
    folder = shelf_of(LOCAL)
    good, bad = (store.put(folder, *made, PLENTY) for _ in range(2))
    (folder / f"{bad.id}.npz").write_bytes(b"half")
    test = compare()
    assert (
        warned(test) == "kept: the file of this run is gone or damaged; delete it from the shelf."
    )
    assert test.button(key=f"open-{bad.id}").disabled
    assert not test.button(key=f"open-{good.id}").disabled
    test.button(key=f"delete-{bad.id}").click().run()
    assert not test.warning
    assert [card.id for card in store.cards(folder)] == [good.id]


@pytest.mark.parametrize("harm", ["no database", "a folder", "cut"])
def test_a_damaged_file_of_studies_is_one_sentence_and_can_be_deleted(page, registry, harm):
    file = folder_of(LOCAL) / "studies" / "studies.db"
    file.parent.mkdir(parents=True)
    if harm == "a folder":
        file.mkdir()
    elif harm == "no database":
        file.write_bytes(os.urandom(5000))
    else:
        assert studies.study.names(studies.address(folder_of(LOCAL)), "") == []
        file.write_bytes(file.read_bytes()[:3000])
    test = go(page(), "tune")
    assert "The file of your studies cannot be used" in warned(test)
    assert "PUSHPULL_STUDIES" not in warned(test)
    assert "tune_begin" in {button.key for button in test.button}
    test.button(key="tune_delete_file").click().run()
    assert not test.exception
    assert not test.warning
    assert not file.exists()
    assert "Each trial trains a model" in texts(test)
