"""If these fail, a key pressed on the live screen does nothing, does it twice, or ends the next."""

import pytest

from explorer import session
from explorer.train.map import pane


@pytest.fixture
def tab(monkeypatch):
    """What a tab holds, and how often each act was done."""
    held, done = {}, []
    monkeypatch.setattr(session, "value", lambda key, default=None: held.get(key, default))
    monkeypatch.setattr(session, "put", lambda key, what: held.update({key: what}))
    monkeypatch.setattr(pane, "_ACTS", {"pressed": done.append, "broken": lambda _: 1 / 0})

    def told(*entries, by=None):
        said = [dict(zip(("number", "name", "value"), entry, strict=True)) for entry in entries]
        held["live"] = {"told": {"session": by or pane._session(), "said": said}}
        pane._hear()

    return told, done


def test_everything_is_done_in_order_and_once(tab):
    told, done = tab
    told((1, "pressed", "a"))
    told((1, "pressed", "a"), (2, "pressed", "b"), (3, "pressed", "c"))
    told((2, "pressed", "b"), (3, "pressed", "c"), (7, "pressed", "d"))
    told((7, "pressed", "d"))
    assert done == ["a", "b", "c", "d"]


def test_what_was_told_to_a_session_that_has_ended_is_not_done_again(tab):
    """A server that was begun anew hears what the browser still holds."""
    told, done = tab
    told((5, "pressed", "rewind"), by="another")
    assert not done
    told((6, "pressed", "a"))
    assert done == ["a"]


def test_an_act_that_ends_in_an_exception_keeps_nothing_from_being_done(tab):
    """A step asks for another run of the page, which Streamlit does by an exception."""
    told, done = tab
    with pytest.raises(ZeroDivisionError):
        told((1, "broken", None), (2, "pressed", "a"), (3, "nobody knows", None))
    told((3, "nobody knows", None), (4, "pressed", "b"))
    assert done == ["a", "b"]


def test_a_tab_in_which_nothing_happened_yet_has_nothing_to_do(tab):
    pane._hear()
    assert not tab[1]
