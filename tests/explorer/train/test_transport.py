"""If one fails, a button of the transport does something else than it says."""

import pytest

from explorer.runs.frame import Watch
from tests.explorer.material import run_of, until


def steps_of(run):
    return sum(p.targets for p in run.look(Watch()).history)


def press(test, run, button):
    """Press it, and wait as long as a busy machine takes; a page waits two seconds."""
    test.button(key=button).click().run()
    until(lambda: not run._asked)


def test_one_step_and_a_thousand(page, registry):
    test = page()
    run = run_of(registry)
    press(test, run, "one_step")
    assert run.state == "paused"
    made = steps_of(run)
    press(test, run, "one_step")
    assert steps_of(run) == made + 1
    press(test, run, "thousand_steps")
    assert steps_of(run) == made + 1001
    test.button(key="play").click().run()
    assert run.state == "running"
    assert not test.exception


@pytest.mark.parametrize("speed", ["one", "ten", "full"])
def test_a_speed_reaches_the_run_and_the_next_one(page, registry, speed):
    test = page()
    assert run_of(registry).speed == "calm"
    test.select_slider(key="speed").set_value(speed).run()
    assert run_of(registry).speed == speed
    test.selectbox(key="corpus").set_value("king-james").run()
    assert run_of(registry).speed == speed


def test_a_new_seed_says_that_it_makes_a_new_model(page, registry):
    test = page()
    assert "New model, seed 2" in test.button(key="new_seed").label
    test.button(key="new_seed").click().run()
    assert run_of(registry).recipe.seed == 2
    assert test.query_params["seed"] == "2"
    assert "seed 3" in test.button(key="new_seed").label
