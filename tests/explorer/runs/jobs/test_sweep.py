"""If these fail, a sweep stops half-way, starves the page, or loses what it made when killed."""

import os
import signal
import subprocess
import sys

import numpy as np
import pytest

from engine.corpus.builtin.toyland import toyland
from engine.errors import CorpusError, ParameterError, StudyError
from engine.settings import Knobs, Recipe
from engine.tuning.plan import Plan
from engine.tuning.space import Axis
from explorer.runs.jobs import studies, sweep
from explorer.runs.jobs.job import Jobs
from explorer.runs.jobs.sweep import Sweep
from explorer.runs.map.umap_client import UmapClient
from explorer.runs.scheduling import Slots
from tests import ROOT
from tests.explorer.material import until

TOY = toyland(20_000)
DIGEST, WALKERS = studies.text_of(TOY), 2
AXES = (Axis("negatives", (1, 2, 5)), Axis("window", (2, 5)))


def plan(axes=AXES, goals=("planted",), sampler="grid", **more):
    asked = {"pruner": "none", "trials": 4, "recipe": Recipe(dimensions=8, min_count=1),
             "knobs": Knobs(epochs=2, subsample=0.0), "digest": DIGEST}  # fmt: skip
    return Plan(axes=axes, goals=goals, sampler=sampler, **{**asked, **more})


@pytest.fixture
def jobs(monkeypatch):
    monkeypatch.setattr("explorer.runs.jobs.sweep.AT_ONCE", WALKERS)  # as with three cores
    made = Jobs(Slots(2))
    yield made
    made.close()


def swept(jobs, made):
    """Both walkers of a sweep, at their end."""
    walkers = [jobs.of("me", f"{n}", id(made), made.work) for n in range(WALKERS)]
    until(lambda: all(job.look().stage != "running" for job in walkers))
    return [job.look() for job in walkers]


def new(folder, asked, **more):
    name = studies.named(folder, asked)
    return Sweep(name, TOY, lambda: studies.begin(folder, name, asked), **more)


def test_every_cell_is_trained_scored_and_drawn_and_is_there_after_a_restart(tmp_path, jobs):
    made = new(tmp_path, plan())
    looks = swept(jobs, made)
    assert [look.error for look in looks] == [None, None]
    assert max(look.share for look in looks) == 1.0
    assert len(made.trials) == 6
    for one in made.trials:
        assert one.state == "done"
        assert {"planted", "groups", "speed", "loss"} == one.scores.keys()
        assert one.map.places.shape == (200, 2)
    found = studies.opened(tmp_path, made.name, DIGEST)
    found.close()
    assert [one.scores for one in found.trials] == [one.scores for one in made.trials]
    assert studies.names(tmp_path, DIGEST) == [made.name]
    assert "negatives × window (grid)" in studies.title(made.name)
    assert sweep.there(made.name) is made


def test_a_cluster_makes_the_trials_that_this_process_would(tmp_path, jobs, cluster):
    """Else a sweep says other things of the same settings once there are more machines."""
    here, afar = new(tmp_path / "a", plan()), new(tmp_path / "b", plan(), cluster=cluster)
    for made in (here, afar):
        assert [look.error for look in swept(jobs, made)] == [None, None]

    def scores(made):
        return {str(one.values): one.scores["planted"] for one in made.trials}

    assert scores(afar) == scores(here)
    assert {one.state for one in afar.trials} == {"done"}
    assert all(one.map is not None for one in afar.trials)


def test_a_trial_that_a_cluster_makes_can_be_cut_short_or_fail(tmp_path, jobs, cluster):
    rates = Axis("learning_rate", (0.05, 0.0001, 10.0))
    made = new(tmp_path, plan((rates,), sampler="grid", pruner="median"), cluster=cluster)
    assert [look.error for look in swept(jobs, made)] == [None, None]
    states = {one.values["learning_rate"]: one.state for one in made.trials}
    assert states[0.05] == "done"
    assert states[10.0] == "failed"


def test_cells_are_turned_alike(tmp_path, jobs):
    """Else two maps look different where only their axes are."""
    made = new(tmp_path, plan((Axis("epochs", (5, 6)),)))
    swept(jobs, made)
    one, other = (trial.map.positions for trial in made.trials)
    assert (one * other).sum() > 0.5 * np.sqrt((one**2).sum() * (other**2).sum())


def test_a_slot_is_held_only_a_step_at_a_time(tmp_path):
    """Else a visitor who trains beside a sweep waits for a whole trial."""
    slots, got = Slots(1), []
    jobs = Jobs(slots)
    made = new(tmp_path, plan(knobs=Knobs(epochs=100, subsample=0.0)))
    job = jobs.of("me", "sweep", 1, made.work)
    until(lambda: any(one.state == "running" for one in made.trials))
    for _ in range(5):
        with slots.held():
            got.append(job.look().made)
    assert made.trials
    assert job.running
    assert len(got) == 5
    job.close()
    jobs.close()


def test_what_is_stopped_goes_on_where_it_was(tmp_path, jobs):
    made = new(tmp_path, plan(knobs=Knobs(epochs=30, subsample=0.0)))
    job = jobs.of("me", "0", 1, made.work)
    until(lambda: job.look() and sum(one.state == "done" for one in made.trials) >= 2)
    job.close()
    done = {one.number for one in made.trials if one.state == "done"}
    again = Sweep(made.name, TOY, lambda: studies.opened(tmp_path, made.name, DIGEST))
    swept(jobs, again)
    assert sorted(one.state for one in again.trials) == ["done"] * 6
    assert done <= {one.number for one in again.trials}


KILLED = """
from tests.explorer.runs.jobs import test_sweep as t
import sys, time
from pathlib import Path
folder = Path(sys.argv[1])
made = t.new(folder, t.plan(knobs=t.Knobs(epochs=60, subsample=0.0)))
for tick in made.work():
    done = sum(one.state == "done" for one in made.trials)
    print(done, flush=True)
"""


def test_a_killed_server_loses_only_what_was_on_its_way(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, tmp_path], stdout=subprocess.PIPE, text=True,
        cwd=ROOT,
    )  # fmt: skip
    for line in process.stdout:
        if line.strip() == "2":
            break
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    (name,) = studies.names(tmp_path, DIGEST)
    found = studies.opened(tmp_path, name, DIGEST)
    found.interrupt()
    found.close()
    states = [one.state for one in found.trials]
    assert states.count("done") >= 2
    assert states.count("done") + states.count("waiting") == 6


def test_what_cannot_be_trained_fails_alone_and_says_why(tmp_path, jobs):
    made = new(tmp_path, plan((Axis("learning_rate", (0.05, 10.0)), Axis("min_count", (1, 5_000)))))
    swept(jobs, made)
    faults = {
        (one.values["learning_rate"], one.values["min_count"]): (one.state, one.fault)
        for one in made.trials
    }
    assert faults[0.05, 1] == ("done", "")
    assert faults[10.0, 1] == ("failed", "diverged")
    assert faults[0.05, 5_000] == ("failed", "too few")


@pytest.mark.parametrize(
    ("asked", "error", "said"),
    [
        ({"goals": ("pairs",)}, CorpusError, "pairs: only 0 of 0"),
        ({"axes": (Axis("dimensions", (8, 1000)),)}, ParameterError, "the model would take"),
    ],
)
def test_what_cannot_begin_is_one_sentence(tmp_path, jobs, monkeypatch, asked, error, said):
    monkeypatch.setattr("explorer.runs.registry.MODEL_LIMIT", 1 << 20)
    (look, _) = swept(jobs, new(tmp_path, plan(**asked)))
    assert isinstance(look.error, error)
    assert said in str(look.error)


def test_there_is_room_for_so_many_studies(tmp_path, monkeypatch):
    monkeypatch.setattr(studies, "MOST", 1)
    for _ in range(2):
        name = studies.named(tmp_path, plan())
        try:
            studies.begin(tmp_path, name, plan()).close()
        except StudyError as caught:
            assert "1 studies of this text are kept" in str(caught)
            break
    else:
        pytest.fail("a second study was begun")


def test_a_database_of_the_server_gives_nobody_anothers_and_all_can_be_deleted(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("PUSHPULL_STUDIES", f"sqlite:///{tmp_path / 'all.db'}")
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        studies.begin(folder, studies.named(folder, plan()), plan()).close()
    assert len(studies.names(one, DIGEST)) == 1
    studies.delete_all(one)
    assert studies.names(one, DIGEST) == []
    assert len(studies.names(other, DIGEST)) == 1


# A process that lays out at once: UMAP itself takes ten seconds to start, and is measured by bench.
LAYER = """
import sys, numpy as np
from explorer.runs.map.umap_process import receive, send
out = sys.stdout.buffer
send(out, {"ready": True})
while True:
    header, (vectors, previous) = receive(sys.stdin.buffer)
    send(out, {"number": header["number"], "kind": "umap"}, [previous[::-1]])
"""


def test_maps_by_umap_take_the_place_of_principal_axes(tmp_path, jobs):
    projector = UmapClient([sys.executable, "-c", LAYER])
    projector.start()
    made = new(tmp_path, plan(), projector=projector)
    swept(jobs, made)
    projector.close()
    assert {one.map.kind for one in made.trials} == {"umap"}
    assert not made._awaited
