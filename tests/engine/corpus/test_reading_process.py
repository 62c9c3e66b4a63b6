"""If these fail, what is read in a process of its own is another corpus, or none."""

from io import BytesIO

import numpy as np
import pytest

from engine.corpus import intake, reading_process
from engine.errors import CorpusError
from engine.preload import SAMPLES
from engine.settings import Knobs, Reading

EVERY = sorted(SAMPLES)


@pytest.mark.parametrize("name", EVERY)
def test_every_kind_is_the_corpus_that_this_process_would_read(name, tmp_path):
    content = SAMPLES[name]
    here = intake.read([(name, BytesIO(content))], Reading(), tmp_path / "here")
    there = reading_process.read([(name, BytesIO(content))], Reading(), tmp_path / "there")
    (tmp_path / name).write_bytes(content)
    by_path = reading_process.read([(name, tmp_path / name)], Reading(), tmp_path / "there")
    for found in (there, by_path):
        assert tuple(found.symbols) == tuple(here.symbols)
        assert np.array_equal(found.counts, here.counts)
        assert (found.name, found.kind, found.facts) == (here.name, here.kind, here.facts)
        assert (found.documents, found.suggested) == (here.documents, here.suggested)
        assert found.genome == here.genome
        ours, theirs = (one.source.passage(0, 0, 50, Knobs()) for one in (here, found))
        assert np.array_equal(ours.ids, theirs.ids)
        assert np.array_equal(ours.offsets, theirs.offsets)
    assert by_path.key == there.key


def test_what_cannot_be_read_is_said_in_the_same_words(tmp_path):
    for files in ([("a.png", b"\x89PNG\r\n")], [("a.csv", b"")], [("a.mtx", b"no matrix")]):
        brought = [(name, BytesIO(content)) for name, content in files]
        with pytest.raises(CorpusError) as here:
            intake.read(brought, Reading(), tmp_path)
        with pytest.raises(CorpusError) as there:
            reading_process.read(brought, Reading(), tmp_path)
        assert str(here.value) == str(there.value)


def test_a_text_that_the_folder_cannot_keep_is_read_all_the_same(tmp_path):
    (tmp_path / "file").write_text("no folder")
    found = reading_process.read(
        [("a.txt", BytesIO(SAMPLES["a.txt"]))], Reading(), tmp_path / "file"
    )
    assert not found.key
    assert found.source.size == 120
