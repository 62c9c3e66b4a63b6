"""Without a screen: ``python -m engine train | evaluate | neighbours``.

Progress goes to stderr; stdout ends with one line of JSON (train, evaluate) or a line a word
(neighbours).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from engine import formats
from engine.errors import EngineError, FormatError, ParameterError, border
from engine.ranges import parse, range_of
from engine.settings import Knobs, Reading, Recipe

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.corpus.corpus import Corpus
    from engine.training.progress import Progress
    from engine.training.trainer import SkipGram
    from engine.vocabulary import Vocabulary

Read = TypeVar("Read")

_BAR = 30  # characters
_CORPUS = (
    ".txt, .md, .csv, .tsv or .jsonl, also packed as .gz, .bz2 or .xz, and .zip; what was read is"
    " kept under PUSHPULL_HOME (~/.pushpull), so that it need not be read again. Networks (.edges,"
    " .graphml, …) and genomes (.fasta, …) too: what is not asked for is then as suits them"
)
COMMANDS = ("train", "evaluate", "neighbours")
_DEFAULTS = {"epochs": 1}  # one pass: the reader of a large file decides on more


def main(arguments: Sequence[str] | None = None, *, program: str = "python -m engine") -> int:
    """Run one command; 0 when it did what was asked, 2 with a sentence on stderr when not."""
    options = _parser(program).parse_args(arguments)
    try:
        options.run(options)
    except EngineError as error:
        print(f"\n{program} {options.command}: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nstopped; nothing was written", file=sys.stderr)
        return 130
    return 0


def _parser(program: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=program, description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    train = commands.add_parser("train", help="train vectors on a text file")
    train.add_argument("corpus", metavar="CORPUS", nargs="+", help=_CORPUS)
    train.add_argument("--output", required=True, metavar="FILE")
    train.add_argument("--format", choices=list(formats.WRITERS), default="word2vec")
    _add_cluster(train)
    for settings in (Recipe, Knobs, Reading):
        for item in fields(settings):
            default = _DEFAULTS.get(item.name, item.default)
            train.add_argument(
                f"--{item.name.replace('_', '-')}",
                default=argparse.SUPPRESS,
                metavar=str(default) or "NAME",
                help=f"{range_of(item).help} ({range_of(item).rule()})",
            )
    train.set_defaults(run=_train)
    evaluate = commands.add_parser("evaluate", help="score vectors against gold sets")
    evaluate.add_argument("file", metavar="FILE")
    evaluate.add_argument("--analogies", metavar="PATH")
    evaluate.add_argument("--similarity", metavar="PATH")
    evaluate.add_argument("--top", type=int, default=30_000, help="most frequent words to use")
    evaluate.add_argument("--method", choices=["3cosadd", "3cosmul"], default="3cosadd")
    evaluate.set_defaults(run=_evaluate)
    near = commands.add_parser("neighbours", help="the words nearest to a word")
    near.add_argument("file", metavar="FILE")
    near.add_argument("word", metavar="WORD")
    near.add_argument("--count", type=int, default=10)
    near.set_defaults(run=_neighbours)
    return parser


def _add_cluster(train: argparse.ArgumentParser) -> None:
    train.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="train on a Ray cluster: HOST:PORT, auto (the one on this machine) or local (processes"
        " of our own). Every CORPUS is then a shard that the workers read themselves: a path on a"
        " shared disk, a pattern, or a URL that fsspec knows",
    )
    train.add_argument("--workers", type=int, help="on a cluster; otherwise as many as fit")
    train.add_argument("--sync-every", type=int, metavar="TOKENS", help="of each worker")


def _asked(kind: Any, options: argparse.Namespace) -> dict[str, Any]:  # noqa: ANN401 - one of the three settings classes
    """The settings of a kind that the command line names."""
    named = [item for item in fields(kind) if hasattr(options, item.name)]
    return {item.name: parse(item, getattr(options, item.name)) for item in named}


def _at_least_one(name: str, value: int) -> None:
    if value < 1:
        raise ParameterError("{name}={value}: must be at least 1.", name=name, value=value)


def _train(options: argparse.Namespace) -> None:
    from engine.training.trainer import SkipGram  # noqa: PLC0415 - compiles; --help need not wait
    from engine.vocabulary import build_vocabulary  # noqa: PLC0415 - the same

    recipe = Recipe(**_asked(Recipe, options))
    knobs = Knobs(**{**_DEFAULTS, **_asked(Knobs, options)})
    formats.check_writable(options.output)
    if options.cluster:
        _train_on_cluster(options, recipe, knobs)
        return
    began = time.perf_counter()
    corpus = _read(options.corpus, Reading(**_asked(Reading, options)))
    if corpus.kind != "text":
        recipe = replace(corpus.suggested.recipe, **_asked(Recipe, options))
        knobs = replace(corpus.suggested.knobs, **_asked(Knobs, options))
    vocabulary = build_vocabulary(corpus, recipe.min_count)
    read_seconds = time.perf_counter() - began
    trainer = SkipGram(corpus, vocabulary, recipe, knobs)
    _warm_up(corpus, vocabulary, recipe.threads, knobs)
    _finish(options, trainer, {**_run(trainer, knobs), "read_seconds": round(read_seconds, 3)})


def _finish(options: argparse.Namespace, trainer: SkipGram, said: dict[str, object]) -> None:
    vectors = formats.Vectors(trainer.vocabulary.symbols, trainer.model.v)
    formats.save(options.output, vectors, options.format)
    print(json.dumps(said))


def _train_on_cluster(options: argparse.Namespace, recipe: Recipe, knobs: Knobs) -> None:
    """The same on many machines; what it cost is said beside it."""
    from engine.cluster.command import lead  # noqa: PLC0415 - without a cluster no Ray

    for name in ("workers", "sync_every"):
        if getattr(options, name) is not None:
            _at_least_one(name, getattr(options, name))
    reading = Reading(**_asked(Reading, options))
    with lead(options.cluster, options.corpus, reading, recipe, knobs) as led:
        trainer = led.trainer(options.workers, options.sync_every)
        said = _run(trainer, knobs)
        _finish(options, trainer, {**said, **led.summary(trainer)})


def _read(paths: Sequence[str], reading: Reading) -> Corpus:
    from engine.corpus import reading_process, store  # noqa: PLC0415 - compiles; --help need not wait

    files = [(Path(path).name, Path(path)) for path in paths]
    return reading_process.read(files, reading, store.home() / "corpora")


def _warm_up(corpus: Corpus, vocabulary: Vocabulary, threads: int, asked: Knobs) -> None:
    """Compile, or load from the cache, so that train_seconds is training alone.

    Weights of noise words have a machine code of their own, the same for every correction.
    """
    from engine.training.trainer import SkipGram  # noqa: PLC0415 - as above

    knobs = Knobs(epochs=1, correction="none" if asked.correction == "none" else "mask")
    SkipGram(corpus, vocabulary, Recipe(dimensions=2, threads=threads), knobs).block(knobs)


def _run(trainer: SkipGram, knobs: Knobs) -> dict[str, object]:
    """Train to the goal with a bar on stderr; what the last line of stdout says."""
    from engine.training.progress import combined, loss  # noqa: PLC0415 - as above
    from engine.training.slices import slices  # noqa: PLC0415 - as above

    began = time.perf_counter()
    done: list[Progress] = []
    last: list[Progress] = []  # slices of the last epoch
    before_last = trainer.epoch_size * (knobs.epochs - 1)
    for progress in slices(trainer, lambda: knobs, 0.0):
        done.append(progress)
        if progress.tokens > before_last:
            last.append(progress)
        _bar(progress, time.perf_counter() - began)
        _notices(trainer)
    print(file=sys.stderr)
    seconds = time.perf_counter() - began
    whole = combined(done)
    mean = loss(combined(last))
    return {
        "tokens": whole.tokens,
        "kept_tokens": whole.kept,
        "vocabulary": len(trainer.vocabulary),
        "pairs": whole.pairs,
        "train_seconds": round(seconds, 3),
        "tokens_per_second": round(whole.tokens / seconds),
        "loss": None if mean is None else round(mean, 6),
    }


def _bar(progress: Progress, seconds: float) -> None:
    share = progress.tokens / progress.goal
    speed = progress.tokens / seconds
    left = f"{(progress.goal - progress.tokens) / speed:4.0f}" if speed else "   –"
    pull = "–" if progress.pull is None else f"{progress.pull:.3f}"
    push = "–" if progress.push is None else f"{progress.push:.3f}"
    print(
        f"\r{'█' * int(share * _BAR):░<{_BAR}} {share:4.0%}  {speed / 1e6:5.2f} M tokens/s"
        f"  pull {pull}  push {push}  {left} s left ",
        end="",
        file=sys.stderr,
        flush=True,
    )


def _notices(trainer: SkipGram) -> None:
    """Say what befell the workers, if there are any, each thing once."""
    notices: list[EngineError] = getattr(trainer, "notices", [])
    while notices:
        print(f"\n{notices.pop(0)}", file=sys.stderr)


def _evaluate(options: argparse.Namespace) -> None:
    from engine.evaluation import analogies, questions, word_similarity  # noqa: PLC0415 - training needs none
    from engine.similarity import unit_rows  # noqa: PLC0415 - the same
    from engine.vocabulary import unranked  # noqa: PLC0415 - the same

    _at_least_one("top", options.top)
    began = time.perf_counter()
    loaded = _opened(options.file, formats.load)
    vocabulary = unranked(loaded.symbols[: options.top])
    unit = unit_rows(loaded.vectors[: options.top])
    said: dict[str, object] = {"analogies": None, "similarity": None}
    if options.analogies:
        asked = _opened(options.analogies, questions.analogy_questions)
        scored = analogies.accuracy(vocabulary, unit, asked, options.method)
        said["analogies"] = {
            "accuracy": scored.share,
            "asked": scored.asked,
            "skipped": scored.skipped,
            "coverage": round(scored.coverage, 4),
            "sections": {name: right / count for name, (right, count) in scored.sections.items()},
        }
    if options.similarity:
        pairs = _opened(options.similarity, questions.gold_pairs)
        found = word_similarity.word_similarity(vocabulary, unit, pairs)
        said["similarity"] = {
            "spearman": found.spearman,
            "pairs": found.pairs,
            "skipped": found.skipped,
            "coverage": round(found.coverage, 4),
        }
    print(
        json.dumps({**said, "seconds": round(time.perf_counter() - began, 3)}, ensure_ascii=False)
    )


def _opened(path: str, read: Callable[[str], Read]) -> Read:
    """What a file of vectors or a gold set holds; raises `FormatError`."""
    with border(Path(path).name, kind=FormatError):
        return read(path)


def _neighbours(options: argparse.Namespace) -> None:
    from engine.evaluation.neighbours import neighbours  # noqa: PLC0415 - as above
    from engine.similarity import unit_rows  # noqa: PLC0415 - as above
    from engine.vocabulary import unranked  # noqa: PLC0415 - as above

    _at_least_one("count", options.count)
    loaded = _opened(options.file, formats.load)
    unit = unit_rows(loaded.vectors)
    for word, cosine in neighbours(unranked(loaded.symbols), unit, options.word, options.count):
        print(f"{word}\t{cosine:.4f}")


if __name__ == "__main__":
    sys.exit(main())
