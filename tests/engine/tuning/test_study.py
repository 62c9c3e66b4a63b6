"""If these fail, a study forgets trials, makes some twice, or believes what others wrote."""

import pickle
import sqlite3
import threading

import numpy as np
import pytest

from engine.errors import ParameterError, StudyError
from engine.tuning import storage, study
from engine.tuning.importance import importances
from engine.tuning.record import DIVERGED, Map, map_of
from engine.tuning.space import Axis
from engine.tuning.trial import Point
from tests.engine.tuning.material import AXES, drive, plan, result


@pytest.fixture
def url(tmp_path):
    return storage.of_file(tmp_path / "studies.db")


@pytest.fixture
def begun(url):
    made = []

    def begin(*arguments, name="me/text/1", **named):
        made.append(study.begin(url, name, plan(*arguments, **named)))
        return made[-1]

    yield begin
    for one in made:
        one.close()


def reopened(url, name="me/text/1", digest="text"):
    found = study.opened(url, name, digest)
    found.close()
    return found


def states(found):
    return [one.state for one in found.trials]


def test_a_grid_is_every_combination_once(begun):
    made = begun()
    assert states(made) == ["waiting"] * 6
    values = drive(made)
    assert len({tuple(one.values()) for one in values}) == len(values) == 6
    assert states(made) == ["done"] * 6
    with pytest.raises(ParameterError, match="no more"):
        made.add(1)


@pytest.mark.parametrize("sampler", ["random", "tpe", "qmc"])
def test_trials_added_after_a_restart_are_new_points(begun, url, sampler):
    """Else the server's restart makes the same trials again."""
    first = drive(begun(sampler, trials=9))
    again = study.opened(url, "me/text/1", "text")
    again.add(5)
    more = drive(again)
    again.close()
    alphas = {one["noise_exponent"] for one in first + more}
    assert (len(first), len(more), len(alphas)) == (9, 5, 14)
    assert all(0 <= alpha <= 0.75 for alpha in alphas)


def test_tpe_finds_what_is_good(begun):
    score = lambda values: -((values["noise_exponent"] - 0.6) ** 2)  # noqa: E731
    made = begun("tpe", axes=AXES[1:], trials=30)
    off = [abs(one["noise_exponent"] - 0.6) for one in drive(made, score)]
    assert np.median(off[18:]) < np.median(off[:8]) / 2


def test_a_trial_is_read_as_it_was_told(begun, url):
    made = begun(pruner="median")
    one, other, third = (made.ask().number for _ in range(3))
    made.report(one, Point(0.25, 25, 2, 2.0, 0.5))
    made.finish(one, result(groups=0.75, speed=1e6))
    made.draw(one, map_of(np.array([[0.5, -0.5], [9.0, 0.0]], np.float32), "pca"))
    made.fail(other, DIVERGED)
    made.finish(third, result(speed=1e6))  # without the score to reach
    found = reopened(url).trials
    assert [each.state for each in found[:3]] == ["done", "failed", "failed"]
    assert (found[0].scores, found[0].curve) == (made.trials[0].scores, made.trials[0].curve)
    np.testing.assert_array_equal(found[0].map.places, made.trials[0].map.places)
    assert found[0].map.places.max() == 32_767
    assert (found[1].fault, found[2].fault) == ("diverged", "unscored")


def test_what_was_interrupted_is_made_again_and_nothing_twice(begun, url):
    made = begun()
    drive(made, most=2)
    lost = [made.ask().values for _ in range(2)]
    found = study.opened(url, "me/text/1", "text")
    assert states(found).count("running") == 2
    found.interrupt()
    assert states(found) == ["done"] * 2 + ["waiting"] * 4
    values = drive(found)
    found.close()
    assert len(values) == 4
    assert all(one in values for one in lost)
    assert sorted(states(reopened(url))) == ["done"] * 6


def test_two_at_once_share_the_trials(begun):
    made, seen = begun(), []
    walkers = [threading.Thread(target=lambda: seen.extend(drive(made))) for _ in range(2)]
    for walker in walkers:
        walker.start()
    for walker in walkers:
        walker.join()
    assert len({tuple(one.values()) for one in seen}) == len(seen) == 6


@pytest.mark.parametrize("pruner", ["median", "halving"])
def test_a_trial_that_falls_behind_is_cut_short_and_kept_as_such(begun, url, pruner):
    made = begun("random", trials=12, pruner=pruner)
    for _ in range(10):
        trial = made.ask()
        for rung in (2, 4, 6):
            made.report(trial.number, Point(rung / 8, rung, rung, 1.0, 0.9))
        made.finish(trial.number, result(groups=0.9))
    bad = made.ask().number
    assert any(made.report(bad, Point(r / 8, r, r, 1.0, 0.1)) for r in (2, 4, 6))
    made.prune(bad)
    assert reopened(url).trials[bad].state == "pruned"


def test_two_scores_are_reached_for_at_once(begun, url):
    made = begun("tpe", goals=("groups", "speed"), trials=12)
    drive(made)
    assert all(one.scores.keys() == {"groups", "speed"} for one in reopened(url).trials)


def test_nothing_is_ever_unpickled(begun, url, monkeypatch):
    """A database that others may write to must not run their code."""

    def refuse(*_):
        raise AssertionError("unpickled")

    for name in ("load", "loads"):
        monkeypatch.setattr(pickle, name, refuse)
    for sampler in ("grid", "random", "tpe", "qmc"):
        drive(begun(sampler, name=f"me/text/{sampler}", trials=10))
        assert len(reopened(url, f"me/text/{sampler}").trials) == (6 if sampler == "grid" else 10)


JUNK = ["[]", "{}", "null", '"x"', '{"scores": 1, "curve": [], "fault": ""}',
        '{"scores": {"groups": "a"}, "curve": [], "fault": ""}',
        '{"scores": {}, "curve": [[1]], "fault": "{0.__class__}"}']  # fmt: skip


@pytest.mark.parametrize("junk", JUNK)
def test_what_others_wrote_is_passed_over(begun, url, junk):
    made = begun()
    drive(made)
    made.draw(0, Map("pca", np.zeros((2, 2), np.int16)))
    made.close()
    with sqlite3.connect(url.removeprefix("sqlite:///")) as base:
        base.execute("UPDATE trial_user_attributes SET value_json = ? WHERE trial_id = 2", (junk,))
        base.execute("UPDATE study_user_attributes SET value_json = ? WHERE key = 'map 0'", (junk,))
    base.close()
    found = reopened(url)
    assert {0, 3, 4, 5} <= {one.number for one in found.trials}
    assert found.trials[0].map is None


def test_values_of_no_setting_are_one_sentence(begun, url):
    made = begun()
    drive(made)
    made.close()
    with sqlite3.connect(url.removeprefix("sqlite:///")) as base:
        base.execute("UPDATE trial_params SET param_value = 77 WHERE trial_id = 3")
    base.close()
    with pytest.raises(StudyError, match="is damaged"):
        reopened(url)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("sqlite:////no/such/folder/x.db", "OperationalError"),
        ("postgresql://nobody@127.0.0.1:1/none", "OperationalError"),
        ("pigeons://home", "NoSuchModuleError"),
        ("no address", "ArgumentError"),
    ],
)
def test_a_database_that_is_not_there_is_one_sentence(address, said):
    with pytest.raises(StudyError) as caught:
        study.names(address, "")
    assert f"cannot be used ({said})" in str(caught.value)
    assert "nobody" not in str(caught.value)


def test_a_study_of_another_text_or_gone_is_one_sentence(begun, url):
    begun()
    with pytest.raises(StudyError, match="made on another text"):
        study.opened(url, "me/text/1", "another")
    study.delete(url, "me/text/1")
    study.delete(url, "me/text/1")  # twice is no failure
    with pytest.raises(StudyError, match="not in the database any more"):
        study.opened(url, "me/text/1", "text")
    assert study.names(url, "me") == []


def test_what_matters_is_what_moves_the_score(begun):
    made = begun("random", trials=30, axes=(*AXES, Axis("window", (1, 10))))
    assert importances(made.plan, made.trials, "groups") == {}
    drive(made, lambda values: values["noise_exponent"] + 0.01 * values["window"])
    shares = importances(made.plan, made.trials, "groups")
    assert next(iter(shares)) == "noise_exponent"
    assert sum(shares.values()) == pytest.approx(1)
