"""The counts of the run's text: jobs that several panes share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from explorer import session
from explorer.parts import lab_page
from explorer.runs.jobs import pair_counts
from explorer.texts import say

if TYPE_CHECKING:
    from engine.theory.expected import Expected
    from explorer.runs.jobs.job import Look
    from explorer.runs.run import Run


def exact(run: Run) -> Expected | None:
    """What the run is expected to be shown, with the job's progress; None until it is counted."""
    corpus, vocabulary, knobs = run.corpus, run.vocabulary, run.knobs
    some = pair_counts.part(corpus, vocabulary, knobs)
    seen = lab_page.work(
        "counts", _stamp(run), lambda: pair_counts.exact(corpus, vocabulary, knobs)
    )
    if not some.whole:
        st.caption(
            say(
                "Counted on the first {part} of {size} tokens: all would take too long.",
                part=f"{some.size:,}",
                size=f"{some.source.size:,}",
            )
        )
    return _found(seen)


def quietly(run: Run) -> Expected | None:
    """The same in the background; None too where the whole text would take too long."""
    corpus, vocabulary, knobs = run.corpus, run.vocabulary, run.knobs
    if not pair_counts.part(corpus, vocabulary, knobs).whole:
        return None
    job = session.job("counts", _stamp(run), lambda: pair_counts.exact(corpus, vocabulary, knobs))
    return _found(job.look())


def flat(run: Run) -> Expected | None:
    """The textbook's counts, with the job's progress; None until they are there."""
    corpus, vocabulary, knobs = run.corpus, run.vocabulary, run.knobs
    seen = lab_page.work(
        "counts-flat", _stamp(run), lambda: pair_counts.flat(corpus, vocabulary, knobs)
    )
    return _found(seen)


def _stamp(run: Run) -> object:
    """What the counts depend on; the job holds the corpus, so that no other can have its id."""
    knobs = run.knobs
    return id(run.corpus), run.recipe.min_count, knobs.window, knobs.subsample


def _found(seen: Look) -> Expected | None:
    found: Expected | None = seen.steps[-1].counted if seen.steps else None
    return found
