"""If these fail, whoever comes back after an hour, or a restart, has lost the model."""

import json
from dataclasses import replace

import numpy as np
import pytest

from engine.corpus import store
from engine.corpus.builtin.catalogue import builtin
from engine.settings import Reading
from explorer.runs import visitors
from explorer.runs.frame import Watch
from explorer.runs.registry import Registry
from explorer.runs.saved import dropped as left
from explorer.runs.visitors import Origin, corpora_of, folder_of, run_of
from tests.explorer.material import until

TOYLAND = Origin("toyland", Reading())
KEY = "k" * 32


@pytest.fixture
def made(monkeypatch, tmp_path):
    monkeypatch.setenv("PUSHPULL_HOME", str(tmp_path))
    opened = []

    def make():
        opened.append(Registry())
        return opened[-1]

    yield make
    for each in opened:
        each.close()


def begun(house, corpus, origin):
    """A run that has trained for a while and was turned."""
    suggested = corpus.suggested
    knobs = replace(suggested.knobs, epochs=1000)  # beside other work it must not end before
    run = house.new_run(KEY, corpus, suggested.recipe, knobs, origin)
    run.go_at("full")
    run.look(Watch(words=20))
    until(lambda: run.tokens > 20_000)
    run.turn(window=2)
    until(lambda: run.look(Watch()).changes)
    run.pause()
    until(lambda: run.state == "paused")
    return run


def dropped(house):
    """The visitor is away for more than an hour."""
    house.visitors._clock = lambda: 1e12
    house.visitors.tidy()
    assert house.visitors.run_of(KEY) is None


def test_a_dropped_run_goes_on_with_its_model_its_curve_and_its_knobs(made):
    house = made()
    run = begun(house, builtin("toyland", Reading()), TOYLAND)
    dropped(house)
    tokens, v = run.tokens, run._trainer.model.v.copy()
    frame = run.look(Watch())
    again = made().take_up(KEY)
    again.pause()
    assert again.tokens == tokens
    np.testing.assert_array_equal(again._trainer.model.v, v)
    now = again.look(Watch())
    assert (now.history, now.changes, now.knobs) == (frame.history, frame.changes, frame.knobs)
    again.play()
    until(lambda: again.tokens > tokens)


def test_a_server_that_ends_puts_the_runs_by(made):
    house = made()
    run = begun(house, builtin("toyland", Reading()), TOYLAND)
    house.close(patience=10)
    assert made().take_up(KEY).tokens == run.tokens


def text_of(words):
    rng = np.random.default_rng(1)
    return " ".join(f"w{i}" for i in np.sqrt(rng.integers(0, words**2, 60_000)).astype(int))


def test_a_run_of_an_own_text_is_taken_up_as_long_as_the_text_is_kept(made, tmp_path):
    path = tmp_path / "own.txt"
    path.write_text(text_of(300))
    corpus = store.read([("own.txt", path)], Reading(), corpora_of(KEY))
    house, origin = made(), Origin("upload", Reading())
    run = begun(house, corpus, origin)
    dropped(house)
    assert made().take_up(KEY, "toyland") is None  # a link to another corpus
    other = made()
    assert other.take_up(KEY, "upload").tokens == run.tokens
    assert other.visitors.origin_of(KEY) == origin
    for kept in corpora_of(KEY).iterdir():
        if kept.is_dir():
            (kept / "ids.npy").unlink()
    assert made().take_up(KEY) is None


def test_nothing_is_put_by_of_a_text_that_is_kept_nowhere(made):
    house = made()
    begun(house, builtin("toyland", Reading()), Origin("paste", Reading()))
    dropped(house)
    assert not run_of(KEY).exists()
    assert made().take_up(KEY) is None


def test_a_run_that_failed_is_not_taken_up_to_fail_again(made):
    house = made()
    run = begun(house, builtin("toyland", Reading()), TOYLAND)
    run.turn(learning_rate=10.0, schedule="constant", epochs=1000)
    run.play()
    until(lambda: run.state == "error")
    dropped(house)
    assert made().take_up(KEY) is None


@pytest.mark.parametrize(
    "harm",
    ["cut off", "no JSON", "another version", "another model", "another file", "another history"],
)
def test_what_does_not_fit_together_is_no_run(made, harm):
    house = made()
    begun(house, builtin("toyland", Reading()), TOYLAND)
    dropped(house)
    (model,), said = run_of(KEY).glob("model-*.npz"), run_of(KEY) / "said.json"
    if harm == "cut off":
        model.write_bytes(model.read_bytes()[:1000])
    elif harm == "no JSON":
        said.write_text("{")
    elif harm == "another version":
        said.write_text(json.dumps(json.loads(said.read_text()) | {"knobs": {"warp": 9}}))
    elif harm == "another history":
        said.write_text(json.dumps(json.loads(said.read_text()) | {"history": [[]]}))
    elif harm == "another file":
        said.write_text(json.dumps(json.loads(said.read_text()) | {"model": "../x/model.npz"}))
    else:
        said.write_text(json.dumps(json.loads(said.read_text()) | {"corpus": "king-james"}))
    assert made().take_up(KEY) is None


def test_a_disk_that_refuses_costs_only_the_run(made, monkeypatch, caplog):
    house = made()
    begun(house, builtin("toyland", Reading()), TOYLAND)
    folder_of(KEY).mkdir(parents=True)
    run_of(KEY).write_text("in the way")
    dropped(house)
    assert "could not be put by" in caplog.text
    assert made().take_up(KEY) is None


def test_what_nobody_came_back_to_for_a_month_is_forgotten(made, monkeypatch):
    house = made()
    begun(house, builtin("toyland", Reading()), TOYLAND)
    dropped(house)
    visitors.forget()
    assert left.find(run_of(KEY)) is not None
    monkeypatch.setattr(visitors, "FORGET_AFTER", -1.0)
    visitors.forget()
    assert not folder_of(KEY).exists()
