"""Runs of a small text, closed when their test is over."""

import pytest

from explorer.runs.run import Run
from explorer.runs.scheduling import Slots
from tests.explorer.runs.small import CORPUS, KNOBS, RECIPE


@pytest.fixture
def made():
    runs = []

    def make(knobs=KNOBS, *, speed="full", ghosts=False, slots=None, awaited=False):
        run = Run(CORPUS, RECIPE, knobs, slots=slots or Slots(2), awaited=awaited)
        run.keep_ghosts(on=ghosts)
        run.go_at(speed)
        runs.append(run)
        return run

    yield make
    for run in runs:
        run.close()
