"""If these fail, a text is read again and again, or half a corpus is taken for the whole."""

import io
import json
import os
import subprocess
import sys
import threading
import time

import numpy as np
import pytest

from engine.corpus import store
from engine.corpus.text.files import read_files
from engine.errors import CorpusError
from engine.settings import Knobs, Reading
from tests import ROOT

TEXT = "The king rules the land. The queen rules the sea; nobody rules a café.\n" * 300


def file(text=TEXT, name="a.txt"):
    return [(name, io.BytesIO(text.encode()))]


class Told:
    """Hears of the progress of reading: nothing, if a corpus is opened from the store."""

    read = 0

    def __call__(self, done):
        self.read = done


def contents(corpus):
    return (
        corpus.name, tuple(corpus.symbols), corpus.counts.tolist(), corpus.source.ids.tolist(),
        corpus.source.offsets.tolist(), corpus.documents, corpus.facts, corpus.suggested,
    )  # fmt: skip


def corpora(folder):
    return sorted(path for path in folder.glob("[!.]*") if path.is_dir())


def begun(folder):
    return list(folder.glob(".writing-*"))


def test_what_was_read_once_is_opened_and_is_the_same(tmp_path):
    told = Told()
    first = store.read(file(), Reading(), tmp_path, progress=told)
    assert told.read
    told = Told()
    second = store.read(file(), Reading(), tmp_path, progress=told)
    assert not told.read
    assert contents(first) == contents(second) == contents(read_files(file(), Reading()))
    assert not begun(tmp_path)


def test_tokens_are_mapped_and_a_passage_copies_none(tmp_path):
    # Lost otherwise: a corpus as large as memory cannot be trained.
    source = store.read(file(), Reading(), tmp_path).source
    assert isinstance(source.ids.base, np.memmap)
    assert source.ids.flags.writeable  # else kernels are compiled a second time
    passage = source.passage(0, 100, 50, Knobs())
    assert np.shares_memory(passage.ids, source.ids)


@pytest.mark.parametrize(
    ("files", "reading"),
    [
        (file(TEXT + "x"), Reading()),
        (file(name="b.txt"), Reading()),
        (file() + file(name="b.txt"), Reading()),
        (file(), Reading(lowercase=False)),
        (file(), Reading(column="text")),
    ],
)
def test_other_bytes_names_or_readings_are_other_corpora(tmp_path, files, reading):
    # Lost otherwise: the corpus of yesterday under the settings of today.
    store.read(file(), Reading(), tmp_path)
    told = Told()
    store.read(files, reading, tmp_path, progress=told)
    assert told.read
    assert len(corpora(tmp_path)) == 2


def test_nothing_is_pickled(tmp_path):
    # Lost otherwise: opening a corpus could run a stranger's code.
    store.read(file(), Reading(), tmp_path)
    (path,) = corpora(tmp_path)
    for array in path.glob("*.npy"):
        assert np.load(array, allow_pickle=False).dtype.kind in "iu"
    assert set(json.loads((path / "corpus.json").read_text())["sizes"]) == {
        array.stem for array in path.glob("*.npy")
    }


def cut_short(path):
    os.truncate(path / "ids.npy", (path / "ids.npy").stat().st_size - 4)


DAMAGES = {
    "cut short": cut_short,
    "an array missing": lambda path: (path / "offsets.npy").unlink(),
    "no manifest": lambda path: (path / "corpus.json").unlink(),
    "a manifest that is none": lambda path: (path / "corpus.json").write_text('{"name": 1'),
    "a manifest of another kind": lambda path: (path / "corpus.json").write_text("[]"),
    "a manifest of another version": lambda path: (path / "corpus.json").write_text("{}"),
    "no array": lambda path: (path / "counts.npy").write_bytes(
        b"x" * (path / "counts.npy").stat().st_size
    ),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_corpus_is_noticed_and_read_again(tmp_path, damage):
    # Lost otherwise: training on half a text, or a page that never opens it again.
    whole = contents(store.read(file(), Reading(), tmp_path))
    damage(corpora(tmp_path)[0] if corpora(tmp_path) else None)
    assert contents(store.read(file(), Reading(), tmp_path)) == whole
    told = Told()
    store.read(file(), Reading(), tmp_path, progress=told)
    assert not told.read


CHILD = """
import io, sys
from pathlib import Path
from engine.corpus import scratch, store
from engine.settings import Reading

def wait(*_):
    print("here", flush=True)
    sys.stdin.read()

{prepare}
store.read([("a.txt", io.BytesIO(sys.argv[2].encode()))], Reading(), Path(sys.argv[1]), **more)
print("done", flush=True)
"""


def child(folder, prepare):
    return subprocess.Popen(
        [sys.executable, "-c", CHILD.format(prepare=prepare), str(folder), TEXT],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.mark.parametrize(
    "prepare",
    [
        "more = {'progress': wait}",
        "more = {}; scratch.save = wait",
        "more = {}; store._publish = wait",
    ],
    ids=["while it reads", "while it writes", "before it is named"],
)
def test_a_killed_process_leaves_no_half_corpus(tmp_path, prepare):
    with child(tmp_path, prepare) as process:
        assert process.stdout.readline() == "here\n"
        process.kill()
    assert begun(tmp_path)
    assert not corpora(tmp_path)
    told = Told()
    corpus = store.read(file(), Reading(), tmp_path, progress=told)
    assert told.read
    assert contents(corpus) == contents(read_files(file(), Reading()))


FULL = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000)); more = {}"


def test_a_full_disk_leaves_no_half_corpus_and_the_text_is_read_all_the_same(tmp_path):
    pytest.importorskip("resource")
    with child(tmp_path, FULL) as process:
        said, log = process.communicate()
    assert said == "done\n"
    assert "nothing can be kept here" in log
    assert len(log.splitlines()) == 1
    assert not corpora(tmp_path)
    assert not begun(tmp_path)


def test_no_room_at_all_is_one_sentence(tmp_path):
    pytest.importorskip("resource")
    with child(tmp_path, f"{FULL}; scratch.KEPT = 1") as process:
        _, log = process.communicate()
    assert "a.txt: there is no room for it on the disk" in log
    assert not begun(tmp_path)


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path, caplog):
    # Lost otherwise: no upload works on a server with a read-only home.
    (tmp_path / "file").write_text("")
    corpus = store.read(file(), Reading(), tmp_path / "file" / "corpora")
    assert contents(corpus) == contents(read_files(file(), Reading()))
    assert len(caplog.records) == 1


def test_a_bad_file_leaves_nothing_behind(tmp_path):
    with pytest.raises(CorpusError, match="is empty or blank"):
        store.read(file(""), Reading(), tmp_path)
    with pytest.raises(CorpusError, match="cannot be opened"):
        store.read([("x.txt", tmp_path / "x.txt")], Reading(), tmp_path)
    assert not begun(tmp_path) + corpora(tmp_path)


def test_what_was_not_used_for_longest_makes_room(tmp_path):
    # Lost otherwise: the disk, in a week of uploads; or the corpus that is on screen.
    for name in "abc":
        store.read(file(name=f"{name}.txt"), Reading(), tmp_path)
    ages = {path: age for age, path in enumerate(corpora(tmp_path))}
    for path, age in ages.items():
        for entry in (path, *path.iterdir()):
            os.utime(entry, (1e9 + age, 1e9 + age))
    oldest, next_oldest, _ = ages
    assert store.find(tmp_path, oldest.name)  # used, so it stays
    size = sum(entry.stat().st_size for entry in oldest.iterdir())
    store.tidy(tmp_path, quota=int(2.5 * size))
    assert set(corpora(tmp_path)) == set(ages) - {next_oldest}
    store.read(file(name="d.txt"), Reading(), tmp_path, quota=0)
    assert len(corpora(tmp_path)) == 1


def test_what_was_begun_and_left_is_removed_in_time(tmp_path):
    # Lost otherwise: every crash costs disk for ever.
    for name, age in (("old", store.STALE + 60), ("new", 0)):
        path = tmp_path / f".writing-{name}"
        path.mkdir()
        (path / "ids.npy").write_bytes(b"x")
        for entry in (path / "ids.npy", path):
            os.utime(entry, (time.time() - age,) * 2)
    store.read(file(), Reading(), tmp_path)
    assert [path.name for path in begun(tmp_path)] == [".writing-new"]


def test_several_at_once_agree(tmp_path):
    # Lost otherwise: two tabs with the same upload break each other.
    found = []

    def read():
        found.append(contents(store.read(file(), Reading(), tmp_path)))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [contents(read_files(file(), Reading()))] * 4
    assert len(corpora(tmp_path)) == 1
    assert not begun(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_read_though_it_cannot_be_kept(tmp_path):
    # Lost otherwise: `train <(zcat …)`.
    pipe, folder = tmp_path / "pipe", tmp_path / "corpora"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(TEXT,))
    writer.start()
    corpus = store.read([("pipe", pipe)], Reading(), folder)
    writer.join()
    assert corpus.source.size == read_files(file(), Reading()).source.size
    assert not folder.exists()


def test_the_workspace_is_where_it_is_said_to_be(monkeypatch, tmp_path):
    monkeypatch.setenv("PUSHPULL_HOME", str(tmp_path))
    assert store.home() == tmp_path
    monkeypatch.delenv("PUSHPULL_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert store.home() == tmp_path / ".pushpull"
