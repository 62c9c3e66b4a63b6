"""If these fail, a visitor cannot keep a run, open it again, or see what a setting changes."""

import io
import zipfile

import pytest

from engine.corpus.builtin.catalogue import BUILTIN, builtin
from engine.corpus.builtin.toyland import toyland
from explorer.parts.kept import kept_runs
from explorer.runs.saved import archive, store
from explorer.runs.visitors import LOCAL, shelf_of
from tests.explorer.labs.lab_page import lab_page
from tests.explorer.labs.material import finish, go
from tests.explorer.material import run_of, texts, until


@pytest.fixture(scope="module")
def small():
    """A Toyland that trains in a moment."""
    return toyland(20_000)


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path, small):
    monkeypatch.setenv("PUSHPULL_HOME", str(tmp_path))
    monkeypatch.setitem(BUILTIN, "toyland", lambda _: small)
    builtin.cache_clear()
    yield
    builtin.cache_clear()


@pytest.fixture
def trained(page, registry):
    """The main page, its run gone some way and at rest."""
    test = page(epochs="1")
    run = run_of(registry)
    run.go_at("full")
    run.step()  # as the first reader would begin it
    run.play()
    until(lambda: run.state == "done")
    return test


def button(test, key):
    return test.button(key=key).click().run()


def cards():
    return store.cards(shelf_of(LOCAL))


def plain(elements):
    return " ".join(str(element.value) for element in elements).replace("\\", "")


def compare(part):
    test = lab_page("compare")
    test.button_group(key="compare_part").set_value(part).run()
    assert not test.exception
    return test


def test_a_run_is_kept_with_its_scores_and_is_open_again_as_it_was(trained, registry):
    assert not button(trained, "keep_run").exception
    (card,) = cards()
    assert card.name == "Toyland · epochs 1"
    assert {score.kind for score in card.scores} == {"planted", "groups"}
    kept = run_of(registry)
    vectors = kept.vectors()
    trained.slider(key="window").set_value(2).run()
    kept.rewind()
    beside = go(trained, "compare")
    assert "Toyland · epochs 1" in plain(beside.markdown)
    button(beside, f"open-{card.id}")
    assert not beside.exception
    assert beside.slider(key="window").value == 5  # the main page
    now = run_of(registry)
    assert now is not kept
    assert (now.tokens, now.knobs.window) == (card.tokens, 5)
    assert (now.vectors() == vectors).all()


def test_a_kept_run_is_renamed_doubled_exported_deleted_and_taken_in_again(trained, registry):
    button(trained, "keep_run")
    (card,) = cards()
    page = lab_page("compare")
    page.text_input(key=f"name-{card.id}").set_value("mine").run()
    button(page, f"copy-{card.id}")
    assert {one.name for one in cards()} == {"mine", "mine, copy"}
    content = archive.packed(shelf_of(LOCAL), store.find(shelf_of(LOCAL), card.id))
    for one in cards():
        button(page, f"delete-{one.id}")
    assert not cards()
    box = page.file_uploader[0]
    box.set_value(("mine.zip", content, "application/zip")).run()
    assert not page.exception
    assert [one.name for one in cards()] == ["mine"]


def test_a_file_that_is_no_run_is_one_sentence_that_stays(trained, registry):
    page = lab_page("compare")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as out:
        out.writestr("card.json", "<script>alert(1)</script>")
    page.file_uploader[0].set_value(("bad.zip", file.getvalue(), "application/zip")).run()
    for _ in range(2):
        assert "bad.zip: is not a run" in plain(page.warning)
        page.run()
    assert not cards()


def test_a_full_shelf_is_said_where_the_button_is(trained, registry, monkeypatch):
    monkeypatch.setattr(kept_runs, "shelf_quota", lambda: 10)
    button(trained, "keep_run")
    assert "no room" in plain(trained.warning)
    assert not cards()


def test_two_runs_stand_side_by_side_and_one_of_them_is_gone_on_with(trained, registry):
    page = compare("beside")
    page.button_group(key="beside_count").set_value(2).run()
    assert "About" in texts(page)
    button(page, "beside_begin")
    finish(page, registry, "beside")
    table = page.table[0].value
    assert list(table.columns[1:]) == ["as it is", "window 1"]
    assert table.iloc[0].tolist() == ["window", "5", "1"]
    page.text_input(key="beside_word").set_value("king").run()
    assert "nearest to king" in str(page.table[0].value.columns)
    button(page, "beside-keep-1")
    assert [card.name for card in cards()] == ["Toyland · window 1"]
    again = compare("beside")  # after a reload
    assert list(again.table[0].value.columns[1:]) == ["as it is", "window 1"]
    there = go(trained, "compare")
    there.button_group(key="compare_part").set_value("beside").run()
    button(there, "beside-open-1")
    assert there.slider(key="window").value == 1  # the main page
    assert run_of(registry).knobs.window == 1
    assert run_of(registry).state == "done"


def test_kept_runs_are_compared_as_they_are_or_from_one_random_stream(trained, registry):
    button(trained, "keep_run")
    (card,) = cards()
    page = lab_page("compare")
    button(page, f"copy-{card.id}")
    page = compare("beside")
    page.button_group(key="beside_source").set_value("kept").run()
    page.multiselect(key="beside_kept").set_value([one.id for one in cards()]).run()
    button(page, "beside_compare")
    finish(page, registry, "beside")
    assert "100 % are the same" in plain(page.caption)
    page.toggle(key="beside_anew").set_value(True).run()
    button(page, "beside_compare")
    finish(page, registry, "beside")
    assert "100 % are the same" in plain(page.caption)


def test_ten_trainings_say_how_sure_and_what_was_stopped_is_kept(trained, registry):
    page = compare("sure")
    assert "about" in texts(page)
    button(page, "sure_begin")
    until(lambda: any(step.results for step in steps(registry)))
    page.run()
    button(page, "stop-sure")
    job(registry).close()  # the step that was under way is still counted
    count = len(steps(registry)[-1].results)
    page.run()
    assert 1 <= count <= 10
    assert "of 10 trained" in plain(page.markdown)
    assert f"/{count}" in plain(page.markdown)
    assert "planted relations found" in plain(page.caption)
    trained.text_input(key="search").set_value("king").run()
    labels = " ".join(one.label for one in trained.button if one.key.startswith("near "))
    assert f"/{count}" in labels


def job(registry):
    (found,) = [job for (_, name), (_, job) in registry.jobs._all.items() if name == "sure"]
    return found


def steps(registry):
    return job(registry).look().steps


def test_a_word_that_is_not_asked_is_said(trained, registry):
    page = compare("sure")
    button(page, "sure_begin")
    until(lambda: any(step.results for step in steps(registry)))
    page.run()
    page.text_input(key="sure_word").set_value("<b>nowhere</b>").run()
    assert not page.exception
    assert "this is none of them" in plain(page.caption)
    button(page, "stop-sure")


def test_scores_are_taken_while_it_trains_and_categories_are_one_of_them(trained, registry):
    test = trained
    file = b"king\tperson\nqueen\tperson\npalace\tplace\ncastle\tplace\nqqq\tplace\n"
    test.file_uploader(key="categories").set_value(("mine.tsv", file, "text/plain")).run()
    judge = test.session_state["tracks judged by"]
    judge.wait(60)
    judge._asked = -1e9
    until(lambda: not test.run().exception and len(test.session_state["tracks"].last) == 3)
    kinds = {score.kind: score for score in test.session_state["tracks"].last}
    assert set(kinds) == {"planted", "groups", "categories"}
    assert kinds["categories"].coverage == pytest.approx(4 / 5)
    assert "Scores while it trains" in plain(test.markdown)
    test.file_uploader(key="categories").set_value(("bad.tsv", b"king", "text/plain")).run()
    assert "bad.tsv, line 1" in plain(test.warning)
