"""If these fail, an upload or a shelf ends in an error because somebody else tidied meanwhile."""

import io
import shutil
import threading
from pathlib import Path

import pytest

from engine import folders
from engine.corpus import store
from engine.errors import EngineError
from engine.settings import Reading
from explorer.runs import visitors
from explorer.runs.saved import dropped
from explorer.runs.saved import store as shelf
from tests.explorer.runs.saved import killed

KEY = "k" * 32
ROUNDS = 60


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder of a visitor, in which a thread makes and removes what a visitor has."""
    monkeypatch.setenv("PUSHPULL_HOME", str(tmp_path))
    return visitors.folder_of(KEY)


def test_what_is_there_is_listed_by_name_and_what_is_not_is_nothing(tmp_path):
    for name in ("b.json", "a.npz", ".hidden"):
        (tmp_path / name).write_bytes(b"1234")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "deep").write_bytes(b"12")
    (tmp_path / "link").symlink_to(tmp_path)  # a circle
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")  # listed, and gone when it is looked at
    names = [path.name for path in folders.entries(tmp_path)]
    assert names == [".hidden", "a.npz", "b.json", "c", "gone", "link"]
    assert [path.name for path in folders.entries(tmp_path, "[!.]*.json")] == ["b.json"]
    assert [path.name for path in folders.subfolders(tmp_path)] == ["c", "link"]
    assert sum(map(folders.size, folders.below(tmp_path))) == 14
    for path in (tmp_path / "gone", tmp_path / "nowhere", tmp_path / "a.npz" / "x"):
        assert folders.entries(path) == folders.below(path) == folders.subfolders(path) == []
        assert folders.size(path) == folders.written(path) == 0


def test_walks_bear_what_has_gone_between_the_list_and_the_look(folder):
    for part in ("corpora", "shelf", "run"):
        (folder / part).mkdir(parents=True)
        (folder / part / "gone.json").symlink_to(folder / "nowhere")
        (folder / part / f"{'0' * 16}.npz").symlink_to(folder / "nowhere")
    (folder / "corpora" / "corpus.json").mkdir()
    store.tidy(folder / "corpora", quota=0)
    assert store.last_used(folder / "corpora") > 0
    assert store.last_used(folder / "nowhere") == 0
    assert shelf.used(folder / "shelf") == 0
    assert shelf.cards(folder / "shelf") == shelf.broken(folder / "shelf", ()) == ()
    shelf.tidy(folder / "shelf")
    shelf.tidy(folder / "nowhere")
    assert visitors.kept(KEY) == visitors.kept("nobody") == 0
    visitors.forget()
    assert folder.exists()


def corpora(folder):
    """What an upload leaves, and what a crash does."""
    for name in ("a" * 40, ".writing-1"):
        (folder / "corpora" / name).mkdir(parents=True, exist_ok=True)
        for file in ("ids.npy", "corpus.json"):
            (folder / "corpora" / name / file).write_bytes(b"x" * 100)


def kept(folder):
    (folder / "shelf").mkdir(parents=True, exist_ok=True)
    for name in range(5):
        for end in ("json", "npz"):
            (folder / "shelf" / f"{name:016}.{end}").write_bytes(b"{}")


@pytest.fixture
def unrest(folder):
    """A thread that makes what a visitor has, and removes it, as long as a test walks there."""
    stop, turns = threading.Event(), threading.Event()

    def work():
        while not stop.is_set():
            for make in (corpora, kept):
                try:
                    make(folder)
                except OSError:
                    continue  # the test has tidied here
            turns.set()
            shutil.rmtree(folder, ignore_errors=True)

    thread = threading.Thread(target=work)
    thread.start()
    assert turns.wait(60)
    yield folder
    stop.set()
    thread.join()


WALKS = {
    "tidying texts": lambda folder: store.tidy(folder / "corpora", quota=10),
    "when it was used": lambda folder: store.last_used(folder / "corpora"),
    "cards": lambda folder: shelf.cards(folder / "shelf"),
    "broken cards": lambda folder: shelf.broken(folder / "shelf", ()),
    "bytes of the shelf": lambda folder: shelf.used(folder / "shelf"),
    "tidying the shelf": lambda folder: shelf.tidy(folder / "shelf"),
    "bytes of a visitor": lambda _: visitors.kept(KEY),
    "forgetting": lambda _: visitors.forget(),
    "a run that was left": lambda folder: dropped.find(folder / "run"),
}


@pytest.mark.parametrize("walk", WALKS.values(), ids=WALKS)
def test_a_walk_is_not_surprised_by_who_removes_what_it_walks(unrest, walk):
    for _ in range(ROUNDS):
        walk(unrest)


def test_an_upload_is_read_while_all_is_deleted(unrest):
    for _ in range(ROUNDS // 3):
        file = [("a.txt", io.BytesIO(b"one two three " * 99))]
        assert store.read(file, Reading(), unrest / "corpora").source.size == 3 * 99


def test_a_run_is_kept_or_refused_in_a_sentence_while_all_is_deleted(unrest):
    card, saved = killed.kept()
    for _ in range(ROUNDS // 3):
        try:
            there = shelf.put(unrest / "shelf", card, saved, 1 << 30)
            shelf.load(unrest / "shelf", there)
        except EngineError as error:
            assert str(error)


def test_two_uploads_at_once_are_both_read(tmp_path):
    """What a busy machine showed: one tidies away the desk that the other looks into."""
    texts = [(f"{number} two three " * 99).encode() for number in range(8)]
    failed = []

    def read(text):
        try:
            for _ in range(5):
                file = [("a.txt", io.BytesIO(text))]
                assert store.read(file, Reading(), tmp_path, quota=1).source.size == 3 * 99
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=read, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert not list(tmp_path.glob(".writing-*"))


def test_nobody_walks_a_shared_folder_by_other_means():
    """A walk of pathlib's own raises where a folder goes meanwhile: these modules have none."""
    for module in (store, shelf, dropped, visitors):
        source = Path(module.__file__).read_text(encoding="utf-8")
        for walk in (".glob(", ".rglob(", ".iterdir(", "os.walk", "scandir", "listdir"):
            assert walk not in source, f"{module.__name__}: use engine.folders"
