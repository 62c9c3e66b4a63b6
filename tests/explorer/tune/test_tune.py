"""If these fail, the page Tune begins nothing, says nothing, or opens another model."""

import pytest

from engine.tuning import storage, study
from tests.explorer.conftest import PATIENCE
from tests.explorer.labs.material import go
from tests.explorer.material import run_of, texts, until, upload_pets

FEW = {"negatives": [1, 5], "window": [2, 5]}


def asked(test, stops=FEW, **widgets):
    """The form filled in."""
    test.session_state["tune_vary"] = list(stops)
    for name, values in stops.items():
        test.session_state[f"tune_stops_{name}"] = values
    for key, value in widgets.items():
        test.session_state[key] = value
    test.run()
    return test


def begun(test, registry):
    """A study begun and, when it is over, drawn."""
    test.button(key="tune_begin").click().run()
    assert not test.exception
    return over(test, registry)


def over(test, registry):
    until(lambda: not any(job.look().stage == "running" for job in jobs(registry)))
    test.run(timeout=PATIENCE)
    assert not test.exception
    return test


def jobs(registry):
    return [
        job for (_, name), (_, job) in registry.jobs._all.items() if name in {"tune 0", "tune 1"}
    ]


def keys(test):
    return {button.key for button in test.button}


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    """Nobody has made a study yet."""
    monkeypatch.setenv("PUSHPULL_HOME", str(tmp_path))


def test_a_study_is_made_brushed_found_again_and_its_best_becomes_the_run(page, registry):
    test = begun(asked(go(page(epochs="1"), "tune")), registry)
    shown = texts(test).replace("\\", "")
    assert "4 of 4 trials" in shown
    assert "Best: negatives k = 5" in shown
    assert "Every trial is a line" in shown
    made = next(job.look().steps[-1].sweep.study for job in jobs(registry))
    for name, kept in ((made.name, 2), ("another", None)):
        test.session_state["tune brush"] = (name, {"negatives": ((4.0, 6.0),)})
        test.run()
        stays = test.session_state["kept tune grid"][0][0][-1]
        assert stays is None if kept is None else len(stays) == kept

    registry.jobs.drop("local")  # as a server that was started again
    after = over(go(page(), "tune"), registry)  # a sweep still in memory is walked to its end
    assert "4 of 4 trials" in texts(after)
    before = run_of(registry)
    after.button(key="tune_open").click().run()
    assert not after.exception
    run = run_of(registry)
    assert run is not before
    assert run.knobs.negatives == 5
    assert run.corpus is before.corpus
    assert after.slider(key="negatives").value == 5  # the main page


def test_what_was_stopped_goes_on_is_added_to_and_deleted(page, registry):
    stops = {"negatives": [1, 5]}
    test = asked(go(page(epochs="1"), "tune"), stops, tune_sampler="random", tune_trials=3)
    test.button(key="tune_begin").click().run()
    until(lambda: any(job.look().steps for job in jobs(registry)))
    if "stop-tune" in keys(test):
        test.button(key="stop-tune").click().run()
    over(test, registry)
    if "go-on-tune" in keys(test):
        test.button(key="go-on-tune").click().run()
        over(test, registry)
    assert "3 of 3 trials" in texts(test)
    test.button(key="more-tune").click().run()
    over(test, registry)
    assert "15 of 15 trials" in texts(test)
    test.button(key="tune_delete").click().run()
    assert not test.exception
    assert "15 of 15 trials" not in texts(test)


BAD = [
    ({"negatives": []}, {}, "negatives: 0 values to try are no range"),
    ({}, {}, "0 settings to vary"),
    (FEW, {"tune_goals": []}, "0 scores to reach"),
    (FEW, {"tune_goals": ["loss"]}, "loss: with another negatives"),
    (FEW, {"tune_goals": ["speed"], "tune_pruner": "median"}, "pruner=median"),
]


def test_what_cannot_begin_is_one_sentence_and_the_form_stays(page, registry, monkeypatch):
    test = go(page(), "tune")
    for stops, widgets, said in BAD:
        asked(test, stops, **widgets)
        test.button(key="tune_begin").click().run()
        assert not test.exception
        assert said in " ".join(box.value for box in test.warning).replace("\\", "")
    assert not jobs(registry)
    monkeypatch.setenv("PUSHPULL_STUDIES", "sqlite:////no/such/folder/x.db")
    del test.session_state["tune name"]
    test.run()
    assert not test.exception
    said = " ".join(box.value for box in test.warning).replace("\\", "")
    assert "PUSHPULL_STUDIES: the database of studies cannot be used" in said
    assert "tune_begin" in keys(test)


def test_another_text_has_its_own_studies_and_all_are_deleted_with_the_rest(
    page, registry, monkeypatch, tmp_path
):
    url = storage.of_file(tmp_path / "x.db")
    monkeypatch.setenv("PUSHPULL_STUDIES", url)
    test = page(epochs="1")
    begun(asked(go(test, "tune"), {"negatives": [1, 5]}), registry)
    assert len(study.names(url, "")) == 1
    other = page()
    upload_pets(other)
    go(other, "tune")
    assert "2 of 2 trials" not in texts(other)
    assert other.session_state["tune_goals"] == ["held_out"]
    go(other, "")
    other.button(key="delete_mine").click().run()
    assert not other.exception
    assert study.names(url, "") == []
