"""How long a sweep of settings takes, and how long a turned knob waits beside one."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.bench import Bench, LeftOut, Part
from tests.bench.child import call
from tests.bench.figures import Figure, Result, middle, number, worst
from tests.bench.parts.page import turned
from tests.bench.visits import scene

if TYPE_CHECKING:
    from playwright.sync_api import Page

_STOPS = (1, 2, 5, 10, 15, 20)  # of k
_WINDOWS = (1, 2, 5, 10)
_CORES = 2
_GOALS = {"pca": 20, "umap": 60}  # seconds


def run(bench: Bench) -> Result:
    """The sweep that the page offers at first, with both kinds of maps; and it beside a run."""
    figures: list[Figure] = []
    trials = bench.sizes.sweep_stops * len(_WINDOWS)
    for kind, seconds in call(sweeps, cores=_CORES, stops=bench.sizes.sweep_stops).items():
        bench.say(f"{trials} trials with maps by {kind.upper()}: {number(seconds, 's')}")
        what = f"{trials} trials on Toyland with scores and maps by {kind.upper()}"
        figures.append(worst(what, [seconds], "s", at_most=_GOALS[kind]))
    try:
        waits = _beside(bench)
    except LeftOut as reason:
        return Result(figures=tuple(figures), notes=(str(reason),))
    what = "A knob's flag after its release, the visitor's own sweep running"
    figures.append(middle(what, waits, "s", at_most=1))
    note = f"{_CORES} cores, one left to the page; {len(waits)} knobs turned while a sweep ran."
    return Result(figures=tuple(figures), notes=(note,))


def sweeps(stops: int) -> dict[str, float]:
    """In a child: seconds of a sweep by the kind of its maps; kernels and UMAP are warm."""
    from engine.corpus.builtin.toyland import toyland
    from engine.training.trainer import SkipGram
    from engine.tuning import optuna_import
    from engine.vocabulary import build_vocabulary
    from explorer.runs.map.umap_client import UmapClient

    optuna_import.loaded()  # as the page does when it is opened
    corpus = toyland()
    settings = corpus.suggested
    SkipGram(corpus, build_vocabulary(corpus, 1), settings.recipe, settings.knobs).block(
        settings.knobs
    )
    projector = UmapClient()
    projector.start()
    projector.wait_for(lambda: projector.ready, 300)
    found = {kind: _swept(corpus, stops, kind, projector) for kind in _GOALS}
    projector.close()
    return found


def _swept(corpus, stops, kind, projector) -> float:
    """Seconds from the click to the last map."""
    from engine.tuning.plan import Plan
    from engine.tuning.space import Axis
    from explorer.runs.jobs import studies
    from explorer.runs.jobs.job import Jobs
    from explorer.runs.jobs.sweep import AT_ONCE, Sweep
    from explorer.runs.scheduling import Slots

    plan = Plan(
        axes=(Axis("negatives", _STOPS[:stops]), Axis("window", _WINDOWS)), goals=("planted",),
        sampler="grid", pruner="none", trials=1, recipe=corpus.suggested.recipe,
        knobs=corpus.suggested.knobs, digest=studies.text_of(corpus),
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        name, jobs = studies.named(Path(folder), plan), Jobs(Slots(_CORES))
        began = time.perf_counter()
        made = Sweep(
            name, corpus, lambda: studies.begin(Path(folder), name, plan),
            projector=projector if kind == "umap" else None,
        )  # fmt: skip
        walkers = [jobs.of("me", f"{place}", 1, made.work) for place in range(AT_ONCE)]
        while any(job.look().stage == "running" for job in walkers):
            time.sleep(0.02)
        seconds = time.perf_counter() - began
        kinds = {one.map.kind for one in made.trials}
    if kinds != {kind} or any(one.state != "done" for one in made.trials):
        raise RuntimeError(f"the sweep was not finished: {kinds}")
    return seconds


def _beside(bench: Bench) -> list[float]:
    """Seconds until the flags of knobs turned on the main page while the sweep of another runs."""
    with scene(bench) as made:
        context = made.context()
        main = made.page(context, "/?epochs=20")
        tune = context.new_page()
        tune.goto(f"{made.address}/tune", wait_until="domcontentloaded")
        tune.locator(".st-key-tune_begin button").click()
        tune.wait_for_selector(".st-key-tune-asked")
        waits = [turned(main, 0)]
        while _sweeping(tune) and len(waits) < bench.sizes.page_times:
            waits.append(turned(main, len(waits)))
        context.close()
    return waits


def _sweeping(page: Page) -> bool:
    return page.locator(".st-key-stop-tune").count() > 0


PART = Part(place=128, title="A sweep of settings", run=run)
