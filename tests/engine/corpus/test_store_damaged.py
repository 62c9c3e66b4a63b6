"""If one fails, a bad sector under a kept corpus breaks the page, or leads a kernel out of it."""

import io

import numpy as np
import pytest

from engine.corpus import store
from engine.corpus.symbols import Symbols
from engine.corpus.tokens import Tokens
from engine.settings import Reading

TEXT = "The king rules the land. The queen rules the sea; nobody rules a café.\n" * 20
DAMAGE = {
    "an id below 0": ("ids", lambda ids: ids.__setitem__(3, -7)),
    "an id of no word": ("ids", lambda ids: ids.__setitem__(3, 10**6)),
    "sentences that fall": ("offsets", lambda offsets: offsets.__setitem__(2, 10**15)),
    "a sentence below 0": ("offsets", lambda offsets: offsets.__setitem__(1, -4)),
    "no first sentence": ("offsets", lambda offsets: offsets.__setitem__(0, 1)),
    "sentences beyond the end": ("offsets", lambda offsets: offsets.__setitem__(-1, 10**15)),
    "a word out of the letters": ("edges", lambda edges: edges.__setitem__(-1, 10**15)),
    "words that fall": ("edges", lambda edges: edges.__setitem__(2, 0)),
    "a word without letters": ("edges", lambda edges: edges.__setitem__(1, 0)),
    "a word below 0": ("edges", lambda edges: edges.__setitem__(0, -1)),
    "letters that are none": ("letters", lambda letters: letters.__setitem__(0, 0xFF)),
    "half a letter": ("edges", lambda edges: edges.__setitem__(4, edges[4] - 1)),
    "a count below 0": ("counts", lambda counts: counts.__setitem__(-1, -1)),
    "a count beyond all": ("counts", lambda counts: counts.__setitem__(0, 2**62)),
    "counts that rise": ("counts", lambda counts: counts.__setitem__(-1, 10**9)),
    "a count too many": ("counts", lambda counts: counts.__setitem__(0, counts[0] + 1)),
}


def kept(folder):
    return store.read([("a.txt", io.BytesIO(TEXT.encode()))], Reading(), folder)


def said(corpus):
    return tuple(corpus.symbols), corpus.counts.tolist(), corpus.source.ids.tolist()


def array(folder, key, name):
    """An array of a kept corpus, as it lies on the disk."""
    return np.load(folder / key / f"{name}.npy", mmap_mode="r+")


@pytest.mark.parametrize("case", DAMAGE)
def test_a_damaged_corpus_is_read_again(tmp_path, case):
    """Its files are as long as they should be; the kernels would have believed what is in them."""
    first = kept(tmp_path)
    before = said(first)
    assert first.symbols[3] == "café"
    name, damage = DAMAGE[case]
    damage(array(tmp_path, first.key, name))
    assert store.find(tmp_path, first.key) is None
    assert said(kept(tmp_path)) == before


@pytest.mark.filterwarnings("ignore::UserWarning")  # numpy's, of headers as Python 2 wrote them
@pytest.mark.parametrize("name", store._ARRAYS)
def test_a_flipped_byte_anywhere_never_breaks_the_page(tmp_path, name):
    folder = tmp_path / kept(tmp_path).key
    path = folder / f"{name}.npy"
    whole, refused = path.read_bytes(), 0
    for place in [*range(128), *range(128, len(whole), max(1, len(whole) // 40))]:
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x92]) + whole[place + 1 :])
        try:
            store._opened(folder)
        except (ValueError, KeyError, TypeError):  # for these, `find` reads it again
            refused += 1
    assert refused > 20


IDS, OFFSETS = np.array([0, 2, 1], np.int32), np.array([0, 1, 3])


@pytest.mark.parametrize(
    ("ids", "offsets"),
    [
        (IDS, OFFSETS[:0]), (IDS, OFFSETS[:2]), (IDS, np.array([0, 3, 1, 3])), (IDS, -OFFSETS),
        (IDS - 1, OFFSETS), (IDS.astype(np.int64), OFFSETS), (IDS, OFFSETS.astype(np.float64)),
        (np.array([0, np.nan, 1], np.float32), OFFSETS), (IDS[None], OFFSETS),
    ],
)  # fmt: skip
def test_arrays_that_are_no_sentences_are_refused(ids, offsets):
    assert Tokens(IDS, OFFSETS).size == 3
    with pytest.raises(ValueError, match=r"."):
        Tokens(ids, offsets)


@pytest.mark.parametrize(
    "edges",
    [OFFSETS[:0], OFFSETS + 1, -OFFSETS, OFFSETS[::-1].copy(), OFFSETS.astype(np.float64)],
)
def test_arrays_that_are_no_words_are_refused(edges):
    letters = np.frombuffer(b"abc", np.uint8)
    assert Symbols(letters, OFFSETS)[:] == ("a", "bc")
    with pytest.raises(ValueError, match=r"."):
        Symbols(letters, edges)
