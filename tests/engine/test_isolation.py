"""If these fail, a file that breaks its reader breaks the server, for everybody."""

import io
import os
import pickle
import subprocess
import sys
import time

import numpy as np
import psutil
import pytest

from engine import isolation
from engine.errors import CorpusError, FormatError
from engine.handover import HandedFile, dumped, loaded, packed, unpacked
from engine.isolation import Limits, isolated
from tests import ROOT
from tests.engine import misbehaving

pytestmark = pytest.mark.skipif(not isolation.possible(), reason="Windows reads in place")
LIMITS = Limits(60.0)


def apart(work, *arguments, limits=LIMITS, **named):
    return isolated("brought.txt", work, *arguments, limits=limits, **named)


def readers():
    """The children of the fork server."""
    kids = psutil.Process().children()
    return [
        one for kid in kids if "forkserver" in " ".join(kid.cmdline()) for one in kid.children()
    ]


def test_what_is_made_comes_back_with_arrays_that_may_be_written(tmp_path):
    values = np.arange(100_000)
    made = apart(misbehaving.doubled, values, folder=tmp_path)
    assert np.array_equal(made["twice"], 2 * values)
    assert made["same"] == (0, 1)
    made["twice"][0] = 7
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("work", "argument", "reason"),
    [(misbehaving.leave_memory, 0, "SIGSEGV"), (misbehaving.end_with, 3, "exit code 3")],
)
def test_a_reader_that_ends_is_one_sentence_and_a_line_in_the_log(work, argument, reason, caplog):
    with pytest.raises(CorpusError, match=rf"^brought.txt: could not be read.*{reason}.*\.$"):
        apart(work, argument)
    assert f"the process that read it ended: {reason}" in caplog.text


def test_a_reader_that_takes_too_much_memory_is_refused_and_the_next_is_not():
    with pytest.raises(CorpusError, match="takes more memory to be read than there is"):
        apart(misbehaving.take_memory, 1 << 32)
    assert len(apart(misbehaving.take_memory, 50 << 20)) == 50 << 20


def test_a_reader_that_does_not_end_is_ended():
    with pytest.raises(FormatError, match="was not read within 1 seconds"):
        apart(misbehaving.never_end, 0, limits=Limits(1.0), kind=FormatError)
    assert not readers()


def test_an_error_of_the_reader_comes_as_it_is_and_a_defect_as_one_sentence():
    with pytest.raises(FormatError) as refused:
        apart(misbehaving.refuse, "brought.txt")
    assert refused.value.values == {"name": "brought.txt", "line": 3}
    with pytest.raises(CorpusError, match="cannot be read to its end"):
        apart(misbehaving.fail, 0)


def test_progress_is_told_and_who_stops_ends_the_process():
    told = []
    apart(misbehaving.count, 50, progress=told.append)
    assert told == sorted(told)
    assert told

    def stop(done):
        told.append(done)
        raise InterruptedError

    with pytest.raises(CorpusError):
        apart(misbehaving.count, 100_000, progress=stop)
    assert not readers()


def test_two_are_read_beside_each_other():
    isolation.start()
    apart(misbehaving.count, 0, progress=lambda _: None)
    seen = []
    apart(
        misbehaving.count,
        200,
        progress=lambda _: seen or seen.append(apart(misbehaving.doubled, np.arange(3))),
    )
    assert seen[0]["same"] == (0, 1)


ASKS = """
from engine.isolation import Limits, isolated
from tests.engine.misbehaving import never_end
isolated("x.txt", never_end, 0, limits=Limits(3600.0))
"""


def test_no_process_outlives_the_one_that_asked():
    with subprocess.Popen([sys.executable, "-c", ASKS], cwd=ROOT) as asked:
        kids = []
        while len(kids) < 3:  # a fork server, what it keeps track with, and the child
            assert asked.poll() is None
            kids = psutil.Process(asked.pid).children(recursive=True)
            time.sleep(0.1)
        asked.kill()
    assert not psutil.wait_procs(kids, timeout=30)[1]


def test_what_a_child_says_makes_nothing_but_values():
    """It may have been taken over by what it read."""
    with HandedFile() as file:
        for bad in (os.system, subprocess.run, eval, pickle.loads, isolation.os.system):
            with pytest.raises(pickle.UnpicklingError):
                loaded(pickle.dumps(bad, 5))
            with pytest.raises(pickle.UnpicklingError):
                unpacked(dumped((pickle.dumps(bad, 5), [])), file.file)


def test_a_result_holds_no_array_twice():
    array = np.arange(1_000_000)
    file = io.BytesIO()
    assert len(packed({"a": array}, file)) < 1_000
    assert len(file.getvalue()) == array.nbytes
