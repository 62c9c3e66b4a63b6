"""If these fail, the switch, the grey or the list of what changed is not what it says."""

from dataclasses import replace

import numpy as np
import pytest

from engine.similarity import unit_rows
from engine.training.progress import Progress
from engine.vocabulary import unranked
from explorer.parts.kept.changed_neighbours import compared
from explorer.runs.frame import Watch
from explorer.runs.ghost import GhostView
from explorer.runs.map.placing import Places
from explorer.train.map.wire import Have, packed
from explorer.train.transport import keyboard
from tests.explorer.live.test_live import node
from tests.explorer.material import run_of, texts, until
from tests.explorer.train.test_wire import CORPUS, FRAME, VOCABULARY, unpacked

WAYS = np.linspace(-2, 2, 80, dtype=np.float32).reshape(40, 2)
SHADE = GhostView(900, (Progress(tokens=1000, goal=6000, pull=0.5, push=0.1),), Places(7, WAYS))


def told(shade, have=""):
    frame = replace(FRAME, ghost=shade)
    return unpacked(packed(frame, VOCABULARY, CORPUS, 40, Have(ghost=have)))[0]["ghost"]


def test_a_ghost_reaches_the_browser_once_and_whole():
    assert told(None) is None
    ghost = told(SHADE)
    assert (ghost["since"], ghost["history"]["pull"]) == (900, [0.5])
    read = node(f"""
      const {{ Ghost }} = await load('map/ghost.js');
      const ghost = new Ghost();
      ghost.take({{ ghost: {ghost} }});
      const seen = [...ghost.ways];
      const had = ghost.have;
      ghost.take({{ ghost: {{ digest: had.ghost }} }});
      const kept = ghost.ways.length;
      ghost.take({{ ghost: null }});
      return {{ seen, had, kept, gone: ghost.ways, have: ghost.have }};""")
    np.testing.assert_allclose(np.reshape(read["seen"], (40, 2)), WAYS, atol=2e-4)
    assert "ways" not in told(SHADE, read["had"]["ghost"])
    assert read["kept"] == 80
    assert (read["gone"], read["have"]) == (None, {"ghost": ""})
    assert "digest" not in told(replace(SHADE, places=None))


def test_the_words_that_changed_most_come_first_with_what_they_lost_and_won():
    groups = np.repeat(np.eye(3, 8, dtype=np.float32), 20, axis=0)
    noise = np.random.default_rng(2).normal(0, 0.05, groups.shape)
    there = unit_rows((groups + noise).astype(np.float32))
    here = there.copy()
    here[7] = there[30]
    seen = compared(unranked(tuple(f"w{i}" for i in range(60))), here, there)
    first = seen.words[0]
    assert (first.word, first.stayed, first.listed) == ("w7", 0, 10)
    assert {int(word[1:]) // 20 for word in first.won} == {1}
    assert {int(word[1:]) // 20 for word in first.lost} == {0}
    assert len(first.won) == len(first.lost) == 10
    assert seen.among == 60
    assert 0.5 < seen.stayed < 1
    assert not compared(unranked(("a", "b")), here[:2], here[:2]).words


def test_the_switch_reaches_the_run_and_the_next_one(page, registry):
    test = page()
    assert not run_of(registry).ghosts
    test.toggle(key="ghost").set_value(True).run()
    assert run_of(registry).ghosts
    test.selectbox(key="corpus").set_value("king-james").run()
    assert run_of(registry).ghosts
    test.toggle(key="ghost").set_value(False).run()
    assert not run_of(registry).ghosts


def test_what_changed_is_listed_for_who_opens_it(page, registry):
    test = page()
    run = run_of(registry)
    assert "stands here" not in texts(test)
    test.session_state["changed"] = True
    test.run()
    assert "Switch on" in texts(test)
    test.toggle(key="ghost").set_value(True).run()
    run.step(100)
    run.turn(window=1, learning_rate=0.3)
    run.step(1000)
    until(lambda: not run._trajectory.ghost_behind)
    test.run()
    assert "are the same in both" in texts(test)
    words = [button for button in test.button if (button.key or "").startswith("changed ")]
    assert 1 <= len(words) <= 15
    words[0].click().run()
    assert test.text_input(key="search").value == words[0].key.removeprefix("changed ")
    test.button(key="forget_ghost").click().run()
    assert run.ghost is None
    assert not test.exception


@pytest.mark.parametrize("tokens", [None, "5", -1, float("nan"), float("inf"), [1]])
def test_a_moment_that_is_none_leads_nowhere(page, registry, tokens):
    test = page()
    assert not test.exception
    name = run_of(registry).name
    keyboard.pressed({"act": "branch", "tokens": tokens})
    assert run_of(registry).name == name


def test_a_map_of_the_same_words_is_told_by_its_line(page, registry):
    """Else the browser would take the branch for another corpus, and the zoom would go."""
    page()
    run = run_of(registry)
    run.step(50)
    before = run.look(Watch(words=20))
    run.branch(0)
    after = run.look(Watch(words=20))
    assert (before.line, before.run) != (after.line, after.run)
    assert before.line == after.line
