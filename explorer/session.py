"""The only file that names Streamlit's session, the visitor's cookie and the registry.

A session is one tab. The run belongs to the visitor and outlives it: a reload finds it again.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from engine.corpus.builtin.catalogue import builtin
from engine.errors import EngineError, Message
from engine.settings import Knobs, Reading, Recipe
from explorer import links, texts
from explorer.callbacks import undivided
from explorer.runs import visitor_context
from explorer.runs.registry import registry
from explorer.runs.visitors import Origin, corpora_of, delete, key_of, new_key
from explorer.texts import message, say

if TYPE_CHECKING:
    from pathlib import Path

    from engine.corpus.corpus import Corpus
    from engine.training.checkpoint import Checkpoint
    from explorer.runs.jobs.job import Job
    from explorer.runs.run import Run
    from explorer.runs.saved.saved_run import SavedRun

F = TypeVar("F", bound=Callable[..., None])
_UNSEEN = 60.0  # seconds
_LEFT = 100  # addresses
_state = st.session_state  # noqa: TID251 - this is the file
_log = logging.getLogger(__name__)


# The session.


def language() -> str:
    """The visitor's language: the menu's or the link's, else the browser's."""
    chosen = _state.get("language")
    return chosen if chosen in texts.LANGUAGES else texts.nearest(st.context.locale)


def dark() -> bool:
    """Whether the visitor sees the dark theme."""
    return st.context.theme.type == "dark"


def visitor() -> str:
    """The key of the visitor whose tab this is, or for whom this is done outside of any tab."""
    if (bound_to := visitor_context.owner()) is not None:
        return bound_to
    if get_script_run_ctx(suppress_warning=True) is None:
        raise RuntimeError("what runs later is bound to its visitor (runs/visitor_context.py)")
    # Where cookies are refused the tab is a visitor of its own.
    return key_of(st.context.cookies) or cast("str", _state.setdefault("visitor", new_key()))


def corpora() -> Path:
    """The folder in which the visitor's texts are kept."""
    return corpora_of(visitor())


def run_there() -> Run | None:
    """The visitor's run, if there is one."""
    return registry().visitors.run_of(visitor())


def run() -> Run:
    """The visitor's run; if it was dropped, that which was put by, or a new one: either is said."""
    found = run_there() or taken_up()
    if found is None:
        lost = Message(
            "Nobody looked at your run for an hour, so its memory was given back; this is"
            " Toyland. Choose your text again to go on."
        )
        notify(lost)
        start("toyland", Reading())
        found = run_there()
    assert found is not None
    return found


def taken_up(corpus: str | None = None) -> Run | None:
    """The run that the visitor left, if it is of that corpus, going on; which is said."""
    if (found := registry().take_up(visitor(), corpus)) is not None:
        done = f"{found.tokens:,}"
        notify(Message("Your run had been put by; it goes on from {tokens} tokens.", tokens=done))
    return found


def origin() -> Origin:
    """Where the visitor's corpus came from."""
    run()
    return registry().visitors.origin_of(visitor())


def value(key: str, default: Any = None) -> Any:  # noqa: ANN401 - whatever a widget holds
    """What a widget of this tab holds."""
    return _state.get(key, default)


def put(key: str, what: object) -> None:
    """Set what a widget will hold when it is drawn next."""
    _state[key] = what


def take(key: str) -> Any:  # noqa: ANN401 - whatever was put there
    """What was put there, once."""
    return _state.pop(key, None)


@undivided()
def notify(said: EngineError | Message) -> None:
    """Say this when the page is drawn next."""
    _state["notices"] = [*_state.get("notices", []), said]


# What the visitor does.


def start(name: str, reading: Reading, wish: links.Wish | None = None) -> None:
    """Train on a built-in corpus with the settings that suit it, or those of a wish."""
    reading = Reading() if name == "toyland" else reading  # a generated text is not read
    train(builtin(name, reading), Origin(name, reading), wish)


def train(corpus: Corpus, source: Origin, wish: links.Wish | None = None) -> None:
    """Begin a run on a corpus; if that fails the run there is goes on. Raises `EngineError`."""
    wish, best = wish or links.Wish(), corpus.suggested
    settings = (wish.recipe(best.recipe), wish.knobs(best.knobs))
    _shown(registry().new_run(visitor(), corpus, *settings, source))


def delete_mine() -> None:
    """Give up the visitor's run and all that is kept of theirs, and begin on Toyland."""
    registry().drop(visitor())
    delete(visitor())
    start("toyland", Reading())


def job(
    name: str, stamp: object, work: Callable[[], Iterator[Any]], total: int | None = None
) -> Job:
    """The visitor's job of that name; begun anew when its stamp is another."""
    made = registry().jobs.of(visitor(), name, stamp, visitor_context.steps(visitor(), work), total)
    if made.running:
        put("at work", what=True)
    return made


def job_there(name: str) -> tuple[Any, Job] | None:
    """The visitor's job of that name with its stamp, if there is one, from whatever tab."""
    return registry().jobs.there(visitor(), name)


def drop_job(name: str) -> None:
    """Forget the visitor's job of that name, so that it can begin again."""
    registry().jobs.drop(visitor(), name)


def restart(recipe: Recipe, knobs: Knobs | None = None) -> None:
    """Begin anew on the same corpus with another recipe, and other knobs if given; as `train`."""
    now = run()
    _shown(registry().new_run(visitor(), now.corpus, recipe, knobs or now.knobs, origin()))


def adopt(corpus: Corpus, card: SavedRun, saved: Checkpoint) -> None:
    """Go on with a model that was kept; raises `EngineError`, and the run there is goes on."""
    _shown(registry().adopt(visitor(), corpus, card, saved))


def _shown(made: Run) -> None:
    made.go_at(value("speed", default="calm"))
    made.keep_ghosts(on=bool(value("ghost")))
    if made.vocabulary.find(value("search") or "") is None:
        put("search", "")  # the word of another text
    remember_link()


def remember_link() -> None:
    """Write the settings into the address, so that reloading and sharing restore them."""
    now, before = link(), st.query_params.to_dict()
    if now != before:
        put("addresses left", [*value("addresses left", []), before][-_LEFT:])
        st.query_params.from_dict(now)
    put("address", now)


def link() -> dict[str, str]:
    """The parameters that restore corpus, settings, look and language."""
    now, here = run(), origin()
    base = (Reading(), now.corpus.suggested.recipe, now.corpus.suggested.knobs)
    spoken = {"lang": _state["language"]} if _state.get("language") else {}
    return links.to_query(here.corpus, (here.reading, now.recipe, now.knobs), base, look()) | spoken


def look() -> links.Look:
    """How the page looks now: the word selected, the view, what is hidden."""
    asked: links.Look = value("look", links.Look())
    word = value("search")
    return asked if word is None else replace(asked, word=word)


def shows(name: str) -> bool:
    """Whether a knob or a pane is on the page: a link may hide some."""
    return name not in look().hide


# Panes.


def broken() -> bool:
    """Whether the run has no answers; if so the pane says it."""
    if run().state != "error":
        return False
    st.caption(say("No answers: the training stopped by an error. Rewind to go on."))
    return True


def guarded(function: F) -> F:
    """A pane that speaks the visitor's language and fails in place: the others go on."""

    @functools.wraps(function)
    def drawn(*arguments: Any, **named: Any) -> None:  # noqa: ANN401 - the pane's own
        texts.choose(language())
        try:
            function(*arguments, **named)
        except EngineError as error:
            st.warning(literal(message(error)))
        except Exception as error:
            if type(error).__module__.startswith("streamlit.runtime"):
                raise  # stop and rerun travel as exceptions
            _log.exception("the pane %s failed", function.__name__)
            st.error(
                say("This part of the page failed; the rest goes on. The log has the details.")
            )

    return drawn  # type: ignore[return-value] # wraps keeps the signature


def pane(*, every: float | None = None, part: str = "", working: bool = False) -> Callable[[F], F]:
    """A guarded pane that reruns by itself: on its own widgets, and every few seconds if asked.

    A `part` of the page that is out of sight (`live/input/visibility.js`) does so but seldom; with
    `working` a pane does so only as long as a job that it shows is at work.
    """

    def decorate(function: F) -> F:
        ticks = f"ticks {function.__module__}.{function.__qualname__}"
        shown = _watched(function, ticks) if working else function
        moving = st.fragment(guarded(shown), run_every=every)
        if not (part or working):
            return moving
        resting = st.fragment(guarded(shown), run_every=_UNSEEN if part else None)

        @functools.wraps(function)
        def drawn(*arguments: Any, **named: Any) -> None:  # noqa: ANN401 - the pane's own
            moves = value(ticks, default=True) if working else part in value("in sight", default=())
            (moving if moves else resting)(*arguments, **named)

        return drawn  # type: ignore[return-value] # wraps keeps the signature

    return decorate


def _watched(function: F, ticks: str) -> F:
    """The pane, which has the page drawn anew when its work begins or ends: only then it ticks."""

    @functools.wraps(function)
    def watched(*arguments: Any, **named: Any) -> None:  # noqa: ANN401 - the pane's own
        put("at work", what=False)
        function(*arguments, **named)
        at_work = value("at work")
        if at_work != value(ticks, default=True):
            put(ticks, at_work)
            st.rerun()

    return watched  # type: ignore[return-value] # wraps keeps the signature


def literal(text: str) -> str:
    """A text for st.markdown and its kin in which nothing is markup."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]()<>#+-.!|~$:" else c for c in text)
