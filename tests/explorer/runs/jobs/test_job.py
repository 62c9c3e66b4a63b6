"""If these fail, long work of a lab cannot be stopped, starves the others, or is another's."""

import os
import sys
import threading
from types import SimpleNamespace

import pytest

from engine.errors import ParameterError
from explorer.runs.jobs.job import MOST, WAITS_AFTER, Job, Jobs
from explorer.runs.scheduling import Slots
from tests.explorer.material import until


@pytest.fixture
def slots():
    return Slots(1)


def ended(job):
    until(lambda: job.look().stage != "running")
    return job.look()


def test_steps_are_seen_while_they_come_and_all_when_it_is_done(slots):
    gate = threading.Semaphore(0)

    def work():
        for number in range(5):
            gate.acquire()
            yield number

    job = Job(work, slots, total=5)
    gate.release(2)
    until(lambda: job.look().steps == (0, 1))
    assert job.look().share == pytest.approx(0.4)
    gate.release(3)
    assert ended(job).steps == (0, 1, 2, 3, 4)
    assert (job.look().stage, job.look().share) == ("done", 1.0)


def test_steps_that_know_how_far_they_are_say_so_where_nobody_can_count_them(slots):
    gate = threading.Semaphore(0)

    def work():
        for done in (0.25, 0.5):
            gate.acquire()
            yield SimpleNamespace(done=done)

    job = Job(work, slots)
    assert job.look().share == 0
    for done in (0.25, 0.5):
        gate.release()
        until(lambda done=done: job.look().share == done)


def test_a_stop_keeps_what_is_there(slots):
    job = Job(lambda: iter(range(10**9)), slots)
    until(lambda: job.look().made > 10)
    job.close()
    assert job.look().stage == "stopped"
    assert len(job.look().steps) == min(job.look().made, MOST)
    assert job.look().steps[-1] == job.look().made - 1


@pytest.mark.parametrize(
    ("raised", "said"),
    [(ParameterError("{name}: too large", name="k"), "too large"), (ZeroDivisionError(), "failed")],
)
def test_a_failure_is_one_sentence_and_the_steps_before_it_stay(slots, raised, said, caplog):
    def work():
        yield 1
        raise raised

    job = Job(work, slots)
    assert said in str(ended(job).error)
    assert (job.look().stage, job.look().steps) == ("error", (1,))


def test_nothing_is_computed_for_a_page_that_is_not_seen(slots):
    now = [0.0]
    job = Job(lambda: iter(range(10**9)), slots, clock=lambda: now[0])
    until(lambda: job._made > 3)
    now[0] = WAITS_AFTER + 1
    until(lambda: not slots._queue and slots._free == 1 and waiting(job))
    made = job._made
    assert job.look().made == made
    until(lambda: job.look().made > made)
    job.close()


def waiting(job):
    with job._gate:
        return len(job._gate._waiters) == 1


def test_another_question_begins_anew_and_nobody_has_anothers(slots):
    jobs = Jobs(slots)
    one = jobs.of("me", "lab", "k=1", lambda: iter("abc"))
    assert jobs.of("me", "lab", "k=1", lambda: iter("xyz")) is one
    assert "".join(ended(one).steps) == "abc"
    two = jobs.of("me", "lab", "k=2", lambda: iter("xyz"))
    other = jobs.of("you", "lab", "k=1", lambda: iter("you"))
    assert "".join(ended(two).steps) == "xyz"
    assert "".join(ended(other).steps) == "you"
    jobs.drop("me")
    assert jobs.of("you", "lab", "k=1", lambda: iter("no")) is other
    jobs.tidy(after=-1.0)
    assert jobs.of("you", "lab", "k=1", lambda: iter("no")) is not other
    jobs.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts niceness by the thread")
def test_work_lets_the_page_go_first(slots):
    def work():
        yield os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    (there,) = ended(Job(work, slots)).steps
    assert there > os.getpriority(os.PRIO_PROCESS, 0)
