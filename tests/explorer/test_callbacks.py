"""If this fails, a button of one visitor reaches into the run, the shelf or the work of another."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from explorer import session
from explorer.runs import visitor_context, visitors
from tests.explorer.conftest import MAIN, PATIENCE
from tests.explorer.labs.material import go

EXPLORER = Path(MAIN).parent
PAGES = (("", ""), ("compare", "shelf"), ("compare", "beside"), ("compare", "sure"), ("tune", ""))
LAST = "delete_mine"  # all that is kept; pressed when all others were


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    monkeypatch.setenv("PUSHPULL_HOME", str(tmp_path))
    # Streamlit's harness has no cookies, which is a browser that refuses them
    monkeypatch.setattr(session, "key_of", lambda _: None)


def opened(key):
    """The main page of somebody whose browser keeps no cookies: a tab is a visitor then."""
    test = AppTest.from_file(MAIN, default_timeout=PATIENCE)
    test.query_params["epochs"] = "1"
    test.session_state["visitor"] = key
    test.session_state["in sight"] = frozenset()
    test.run()
    assert not test.exception
    return test


def belongings(registry, key):
    """All that a visitor has: the run, where it stands, files with their bytes, jobs."""
    run, folder = registry.visitors.run_of(key), visitors.folder_of(key)
    files = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    jobs = {name: job for (owner, name), job in registry.jobs._all.items() if owner == key}
    return run, run.name, run.tokens, run.knobs, files, jobs


def kind(key):
    """A button without the run or the word that it is about: one of a kind is enough."""
    return re.sub("[0-9a-f]{16}", "", key).split(" ")[0]


def turned(test, path, part):
    """The page, and of those in parts the part."""
    if path or part:
        go(test, path)
    if part:
        test.button_group(key="compare_part").set_value(part).run()
    return test


def press_all(test, path, part):
    """Press a button of every kind that a page shows, those too that come by pressing."""
    pressed = {LAST}
    while True:
        there = turned(test, path, part).button
        key = next((one.key for one in there
                    if not one.disabled and kind(one.key) not in pressed), None)  # fmt: skip
        if key is None:
            return pressed
        pressed.add(kind(key))
        test.button(key=key).click().run()
        assert not test.exception, f"{path}: {key}"


def test_every_button_of_one_visitor_leaves_the_other_as_they_are(registry):
    mine, other = "a" * 32, "b" * 32
    theirs = opened(other)
    registry.visitors.run_of(other).pause()
    registry.visitors.run_of(other).step()
    theirs.button(key="keep_run").click().run()
    assert not theirs.exception
    before = belongings(registry, other)
    assert before[4]
    test, pressed = opened(mine), set()
    for path, part in PAGES:
        pressed |= press_all(test, path, part)
    assert {"keep_run", "play", "tune_begin", "beside_begin"} <= pressed
    go(test, "").button(key=LAST).click().run()
    assert not test.exception
    assert belongings(registry, other) == before


def test_what_runs_outside_of_a_session_is_nobodys_unless_it_is_bound():
    with pytest.raises(RuntimeError, match="bound to its visitor"):
        session.visitor()
    assert visitor_context.bound("me", session.visitor)() == "me"
    with pytest.raises(RuntimeError, match="bound to its visitor"):
        session.visitor()  # it is over with the call


def test_every_download_goes_through_the_one_that_binds_it():
    """Bytes are made outside of any session, and Streamlit's own button forgets its file."""
    users = [path.name for path in sorted(EXPLORER.rglob("*.py"))
             if "download_button" in path.read_text(encoding="utf-8")]  # fmt: skip
    assert not users
