"""The study on the desk: which one a tab looks at, the sweep that works on it, and its jobs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from engine.tuning import optuna_import
from explorer import session
from explorer.parts.gold import relations, word_pairs
from explorer.parts.memo import Same, memo
from explorer.runs.jobs import studies, sweep
from explorer.runs.jobs.sweep import AT_ONCE, Sweep
from explorer.runs.visitors import folder_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from engine.tuning.plan import Plan
    from engine.tuning.study import Study
    from explorer.runs.jobs.job import Job

UMAP = "tune_umap"
_NAME, _TEXT, _SWEEP, _SEEN = "tune name", "tune text", "tune sweep", "tune seen"


def folder() -> Path:
    """Where the visitor's studies are kept."""
    return folder_of(session.visitor())


def text() -> str:
    """What studies call the text on screen; digested once."""
    corpus = session.run().corpus

    def made() -> str:
        session.put(_NAME, None)
        session.put(_SEEN, None)
        return studies.text_of(corpus)

    return memo(_TEXT, (Same(corpus),), made)


def prepare() -> None:
    """Load beside the page what a first study would wait for."""

    def work() -> Iterator[bool]:
        optuna_import.loaded()
        yield True

    session.job("tune ready", 0, work).look()


def names() -> list[str]:
    """The studies of the text on screen, the newest first; one that has just begun is among them.

    Raises
    ------
    StudyError
        If the database cannot be used.
    """
    there, now = studies.names(folder(), text()), name()
    return there if now is None or now in there else [now, *there]


def name() -> str | None:
    """The name of the study on the desk: that chosen last, else the newest."""
    here = text()
    chosen: str | None = session.value(_NAME)
    if chosen is None:  # not looked for yet
        chosen = next(iter(studies.names(folder(), here)), "")
        session.put(_NAME, chosen)
    return chosen or None


def choose(chosen: str) -> None:
    """Lay another study on the desk; the one at work stops."""
    if chosen != session.value(_NAME):
        stop()
        session.put(_NAME, chosen)
        session.put(_SEEN, None)


def at_work() -> Sweep | None:
    """The sweep of the study on the desk, if it works or has worked since the server started."""
    chosen = name()
    return None if chosen is None else sweep.there(chosen)


def study() -> Study | None:
    """The study on the desk; None if there is none, or it has not been opened yet.

    Raises
    ------
    StudyError
        If it cannot be read.
    """
    working = at_work()
    if working is not None:
        return working.study
    chosen = name()
    seen: Study | None = session.value(_SEEN)
    if chosen is not None and (seen is None or seen.name != chosen):
        seen = studies.opened(folder(), chosen, text())
        seen.close()  # what is looked at is remembered
        session.put(_SEEN, seen)
    return seen


def begin(plan: Plan) -> None:
    """Begin a new study; what goes wrong at its start, its jobs say."""
    _end()
    here, named = folder(), studies.named(folder(), plan)
    _work(named, partial(studies.begin, here, named, plan))


def go_on(more: int = 0) -> None:
    """Go on with the study on the desk, with so many trials more."""
    chosen, here, digest = name(), folder(), text()
    assert chosen is not None

    def opened() -> Study:
        found = studies.opened(here, chosen, digest)
        if more:
            found.add(more)
        return found

    _end()
    _work(chosen, opened)


def _work(named: str, opened: Callable[[], Study]) -> None:
    run = session.run()
    projector = run.projector if session.value(UMAP) else None
    made = Sweep(
        named,
        run.corpus,
        opened,
        questions=relations.FILE.gold(),
        pairs=word_pairs.FILE.gold(),
        projector=projector,
        cluster=run.cluster,
    )
    session.put(_NAME, named)
    session.put(_SWEEP, made)  # keeps it until another begins
    jobs(made)


def jobs(working: Sweep) -> list[Job]:
    """The jobs that walk a sweep, begun if they are new."""
    return [session.job(f"tune {place}", id(working), working.work) for place in range(AT_ONCE)]


def stop() -> None:
    """Make no further step of the study on the desk; what is there stays."""
    if (working := at_work()) is not None:
        for job in jobs(working):
            job.stop()


def _end() -> None:
    """Stop, and wait for the steps under way: a study is written to by one sweep alone."""
    stop()
    if (working := at_work()) is not None:
        for job in jobs(working):
            job.close()


def delete() -> None:
    """Remove the study on the desk; raises `StudyError`."""
    _end()
    _clear()
    if (chosen := name()) is not None:
        studies.delete(folder(), chosen)
    _look_anew()


def delete_file() -> None:
    """Remove the file of the visitor's studies, which cannot be read."""
    _clear()
    studies.delete_file(folder())
    _look_anew()


def _clear() -> None:
    """Forget the work on the desk."""
    for place in range(AT_ONCE):
        session.drop_job(f"tune {place}")
    session.put(_SWEEP, None)


def _look_anew() -> None:
    session.put(_NAME, None)
    session.put(_SEEN, None)
