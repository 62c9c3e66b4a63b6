"""One training run each, in a child: how long it took, and what it went over."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.bench import child
from tests.bench.settings import Setting
from tests.bench.text import MIN_COUNT, load

if TYPE_CHECKING:
    from pathlib import Path

    from engine.training.trainer import SkipGram

_WARM_BLOCKS = 2  # enough to compile, or load, all that training calls


@dataclass(frozen=True, slots=True)
class Run:
    """`cpu` and `wall` are seconds; tokens are those min_count left; `sgemm` is in flop/s."""

    tokens: int
    pairs: int
    cpu: float
    wall: float
    sgemm: float = 0.0

    def speed(self, threads: int) -> float:
        """Tokens per second: of the CPU on one thread, of the clock on several."""
        return self.tokens / (self.cpu if threads == 1 else self.wall)


def pushpull(
    folder: Path, setting: Setting, threads: int = 1, passes: int = 1, **environment: str
) -> Run:
    """Pushpull on the text in `folder`, and the machine's sgemm in the same process."""
    return Run(
        *child.call(
            run_pushpull, folder=folder, shape=vars_of(setting), threads=threads, passes=passes,
            environment=environment,
        )
    )  # fmt: skip


def gensim(folder: Path, setting: Setting, workers: int = 1) -> Run:
    """Gensim on the text in `folder`, with the counts of the whole text."""
    return Run(*child.call(run_gensim, folder=folder, shape=vars_of(setting), workers=workers))


def vars_of(setting: Setting) -> tuple[int, int, int]:
    """A setting as it travels to a child."""
    return setting.dimensions, setting.window, setting.negatives


def run_pushpull(
    folder: str, shape: tuple[int, int, int], threads: int, passes: int
) -> tuple[int, int, float, float, float]:
    """In a child: the fields of a `Run`; compiling is not timed."""
    from tests.bench.limits import sgemm

    trainer, knobs = pushpull_trainer(folder, Setting(*shape), threads, passes)
    pairs, tokens = 0, 0
    wall, cpu = time.perf_counter(), time.process_time()
    while not trainer.finished(knobs):
        progress = trainer.block(knobs)
        pairs += progress.pairs
        tokens = progress.tokens
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return tokens, pairs, cpu, wall, sgemm()


def pushpull_trainer(
    folder: str, setting: Setting, threads: int, epochs: int, seed: int = 1
) -> tuple[SkipGram, Any]:
    """In a child: a trainer that is compiled but has not begun, and its knobs."""
    from engine.settings import Knobs, Recipe
    from engine.training.trainer import SkipGram
    from engine.vocabulary import build_vocabulary

    corpus = load(folder)
    vocabulary = build_vocabulary(corpus, MIN_COUNT)
    knobs = Knobs(window=setting.window, negatives=setting.negatives, epochs=epochs)
    warm = SkipGram(corpus, vocabulary, Recipe(dimensions=8, threads=threads), knobs)
    for _ in range(_WARM_BLOCKS):
        warm.block(knobs)
    recipe = Recipe(dimensions=setting.dimensions, threads=threads, seed=seed)
    return SkipGram(corpus, vocabulary, recipe, knobs), knobs


def run_gensim(
    folder: str, shape: tuple[int, int, int], workers: int
) -> tuple[int, int, float, float]:
    """In a child: the fields of a `Run`; reading and counting are not timed, pairs not known."""
    model, raw = gensim_model(folder, Setting(*shape), workers)
    known = _known(folder)
    wall, cpu = time.perf_counter(), time.process_time()
    _, gone_over = model.train(corpus_file=f"{folder}/lines.txt", total_words=raw, epochs=1)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return round(known * gone_over / raw), 0, cpu, wall  # its workers overlap a little


def gensim_model(
    folder: str, setting: Setting, workers: int, epochs: int = 1, seed: int = 1
) -> tuple[Any, int]:
    """In a child: a model of gensim with its vocabulary, and the raw words of the text."""
    from gensim.models import Word2Vec

    model = Word2Vec(
        vector_size=setting.dimensions, window=setting.window, negative=setting.negatives,
        sg=1, hs=0, sample=1e-4, min_count=MIN_COUNT, alpha=0.025, workers=workers, seed=seed,
        epochs=epochs,
    )  # fmt: skip
    corpus = load(folder)
    counts = dict(zip(corpus.symbols, corpus.counts.tolist(), strict=True))
    model.build_vocab_from_freq(counts, corpus_count=len(corpus.source.offsets) - 1)
    return model, corpus.source.size


def _known(folder: str) -> int:
    """Tokens of the text that min_count leaves: what Pushpull counts as tokens."""
    corpus = load(folder)
    return int((corpus.source.ids < (corpus.counts >= MIN_COUNT).sum()).sum())
