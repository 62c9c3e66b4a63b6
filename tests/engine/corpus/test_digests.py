"""If these fail, a text that was changed opens as it was, or a gigabyte is digested every time."""

import json
import os

from engine.corpus import digests, store
from engine.settings import Reading
from tests.engine.corpus.test_store import TEXT, contents


def test_a_changed_file_is_read_anew_and_an_unchanged_one_not_even_digested(tmp_path, monkeypatch):
    path, folder = tmp_path / "a.txt", tmp_path / "corpora"
    path.write_text(TEXT)
    first = store.read([("a.txt", path)], Reading(), folder)
    path.write_text(TEXT.replace("king", "duke"))  # at once, and as long
    second = store.read([("a.txt", path)], Reading(), folder)
    assert "king" in first.symbols
    assert "duke" in second.symbols
    os.utime(path, (1e9, 1e9))
    store.read([("a.txt", path)], Reading(), folder)  # from now on it is remembered
    monkeypatch.setattr(digests.hashlib, "file_digest", None)
    assert contents(store.read([("a.txt", path)], Reading(), folder)) == contents(second)


def test_a_broken_memory_of_digests_is_forgotten(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    os.utime(path, (1e9, 1e9))
    for broken in ("", "[]", '{"x": 1}', "{"):
        (tmp_path / "digests.json").write_text(broken)
        assert store.read([("a.txt", path)], Reading(), tmp_path).source.size
    assert str(path) in json.loads((tmp_path / "digests.json").read_text())
