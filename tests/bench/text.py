"""The text that every rival reads: the same words, a thousand a line."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tests.bench import child, zipf

if TYPE_CHECKING:
    from engine.corpus.corpus import Corpus
    from tests.bench.sizes import Sizes

LINE = 1_000  # words
MIN_COUNT = 5
_PIECE = 1 << 22  # bytes copied at once


@dataclass(frozen=True, slots=True)
class Text:
    """A prepared text: a folder with `lines.txt` and its words as arrays; `name` is shown."""

    name: str
    folder: Path
    tokens: int
    vocabulary: int

    @property
    def lines(self) -> Path:
        """The whole text in lines of equal length."""
        return self.folder / "lines.txt"

    def part(self, tokens: int) -> Text:
        """The first lines, `tokens` words in all, to be trained with the counts of the whole."""
        if not 0 < tokens < self.tokens:
            return self
        count = -(-tokens // LINE)
        folder = self.folder / f"part{count}"
        if not folder.exists():
            folder.mkdir()
            with self.lines.open("rb") as whole, (folder / "lines.txt").open("wb") as begin:
                begin.writelines(next(whole) for _ in range(count))
            for name in ("symbols.txt", "counts.npy"):
                shutil.copy(self.folder / name, folder / name)
            np.save(folder / "ids.npy", np.load(self.folder / "ids.npy")[: count * LINE])
        return replace(self, folder=folder, tokens=count * LINE)


def prepared(source: Path | None, folder: Path, sizes: Sizes) -> Text:
    """The text of a file, or a made one; everything is written into `folder`."""
    folder.mkdir(exist_ok=True)  # a part before may have failed half-way
    raw = folder / "raw.txt"
    if source is None:
        zipf.write(raw, sizes.made_tokens, sizes.made_types)
    found = child.call(write_arrays, source=source or raw, folder=folder)
    return Text(source.name if source else "made by Zipf's law", folder, *found)


def write_arrays(source: str, folder: str) -> tuple[int, int]:
    """In a child: read the text as the engine does, write it as lines and as arrays."""
    from engine.corpus.text.files import read_files
    from engine.settings import Knobs, Reading
    from engine.vocabulary import build_vocabulary

    path = Path(source)
    corpus = read_files([(path.name, path)], Reading())
    ids = corpus.source.passage(0, 0, corpus.source.size, Knobs()).ids
    into = Path(folder)
    np.save(into / "ids.npy", ids)
    np.save(into / "counts.npy", corpus.counts)
    (into / "symbols.txt").write_text("\n".join(corpus.symbols[:]), encoding="utf-8")
    words = np.array(corpus.symbols[:], object)
    with (into / "lines.txt").open("w", encoding="utf-8") as file:
        for begin in range(0, len(ids), LINE):
            file.write(" ".join(words[ids[begin : begin + LINE]]) + "\n")
    return len(ids), len(build_vocabulary(corpus, MIN_COUNT))


def load(folder: str) -> Corpus:
    """In a child: the prepared text as a corpus whose words are mapped from the disk."""
    from engine.corpus.corpus import Corpus
    from engine.corpus.tokens import Tokens

    whole = Path(folder)
    ids = np.load(whole / "ids.npy", mmap_mode="c")  # looks writable, as kernels are compiled for
    offsets = np.append(np.arange(0, len(ids), LINE), len(ids)).astype(np.int64)
    symbols = (whole / "symbols.txt").read_text(encoding="utf-8").split("\n")
    counts = np.load(whole / "counts.npy")
    return Corpus(whole.name, tuple(symbols), counts, Tokens(ids, offsets))


def repeated(source: Path, into: Path, size: int) -> Path:
    """`source` again and again until `into` has `size` bytes."""
    left = size
    with into.open("wb") as long:
        while left > 0:
            before = left
            with source.open("rb") as file:
                while left > 0 and (piece := file.read(min(left, _PIECE))):
                    left -= long.write(piece)
            if left == before:
                raise ValueError(f"{source.name} is empty")
    return into
