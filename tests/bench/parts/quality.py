"""What the vectors are worth: setting A, trained in full, both trainers before one judge."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING, TypedDict

from tests.bench.bench import Bench, LeftOut, Part
from tests.bench.child import call
from tests.bench.figures import Figure, Result, Table, mean, number
from tests.bench.settings import A, Setting
from tests.bench.trainers import gensim_model, pushpull_trainer, vars_of

if TYPE_CHECKING:
    from collections.abc import Callable


class Score(TypedDict):
    """Analogies in per cent, WordSim as Spearman's ρ; `own` is what gensim's judge says."""

    analogies: float | None
    similarity: float | None
    asked: int
    pairs: int
    own: tuple[float, float] | None


Scores = dict[str, list[Score]]
_GOALS = {"analogies": -1.0, "similarity": -0.02}
_TITLES = {"analogies": "Analogies", "similarity": "WordSim-353"}
_UNITS = {"analogies": "points", "similarity": "ρ"}


def run(bench: Bench) -> Result:
    """Seeds of Pushpull on one and two threads and of gensim on two, in turn."""
    if bench.questions is None or bench.pairs is None:
        raise LeftOut("Quality is left out: give QUESTIONS= and PAIRS=, files of gold sets.")
    scores: Scores = {}
    for seed in range(1, bench.seeds + 1):
        for name, job, threads in _runs(bench):
            scores.setdefault(name, []).append(_scored(bench, name, job, threads, seed))
    first = scores["gensim"][0]
    epochs = bench.sizes.quality_epochs
    work = f"{A}; epochs {epochs}, seeds {bench.seeds}, the {bench.sizes.top:,} most frequent words"
    notes = [f"{work}: {first['asked']:,} analogies and {first['pairs']} pairs could be asked."]
    if first["own"]:
        ours = f"{first['analogies']:.2f} % and {first['similarity']:.4f}"
        theirs = f"{first['own'][0]:.2f} % and {first['own'][1]:.4f}"
        notes.append(f"Gensim's first vectors, judged by Pushpull: {ours}; by gensim: {theirs}.")
    figures = [f for name in scores if name != "gensim" for f in _against(name, scores)]
    return Result(figures=tuple(figures), tables=(_table(scores),), notes=tuple(notes))


def _runs(bench: Bench) -> list[tuple[str, Callable[..., Score], int]]:
    threads = min(2, bench.cores)
    both = [(f"Pushpull, {threads} threads", score_pushpull, threads)] if threads > 1 else []
    return [
        ("Pushpull, 1 thread", score_pushpull, 1),
        *both,
        ("gensim", score_gensim, threads),
    ]


def _scored(bench: Bench, name: str, job: Callable[..., Score], threads: int, seed: int) -> Score:
    folder = bench.folder / "vectors"
    folder.mkdir(exist_ok=True)
    found: Score = call(
        job, folder=bench.text.folder, shape=vars_of(A), threads=threads, seed=seed,
        epochs=bench.sizes.quality_epochs, top=bench.sizes.top, into=folder / "vectors.bin",
        gold=(bench.questions, bench.pairs),
    )  # fmt: skip
    if found["analogies"] is None or found["similarity"] is None:
        raise LeftOut("Quality is left out: the gold sets ask for words that this text has not.")
    said = f"{number(found['analogies'], '%')} and {number(found['similarity'])}"
    bench.say(f"{name}, seed {seed}: {said}")
    return found


def _against(name: str, scores: Scores) -> list[Figure]:
    figures = []
    for key, goal in _GOALS.items():
        ours, theirs = ([score[key] for score in scores[each]] for each in (name, "gensim"))
        differences = [a - b for a, b in zip(ours, theirs, strict=True)]
        what = f"{_TITLES[key]}, {name} less gensim"
        figures.append(mean(what, differences, _UNITS[key], at_least=goal))
    return figures


def _table(scores: Scores) -> Table:
    rows = []
    for name, found in scores.items():
        cells = [name]
        for key in _GOALS:
            values = [score[key] for score in found]
            each = ", ".join(f"{value:.3g}" for value in values)
            cells += [f"{fmean(values):.3g}", each]
        rows.append(tuple(cells))
    heads = ("trainer", "analogies, %", "each seed", "WordSim-353, ρ", "each seed")
    return Table("Means over the seeds:", heads, tuple(rows))


def score_pushpull(
    folder: str, shape: list[int], threads: int, seed: int, epochs: int, top: int, into: str,
    gold: list[str],
) -> Score:  # fmt: skip
    """In a child: train, write the vectors, score them."""
    from engine import formats

    trainer, knobs = pushpull_trainer(folder, Setting(*shape), threads, epochs, seed)
    while not trainer.finished(knobs):
        trainer.block(knobs)
    vectors = formats.Vectors(trainer.vocabulary.symbols, trainer.model.v)
    formats.save(into, vectors, "word2vec")
    return judged(into, top, gold)


def score_gensim(
    folder: str, shape: list[int], threads: int, seed: int, epochs: int, top: int, into: str,
    gold: list[str],
) -> Score:  # fmt: skip
    """In a child: the same with gensim; the first seed is scored by gensim too."""
    model, raw = gensim_model(folder, Setting(*shape), threads, epochs, seed)
    model.train(corpus_file=f"{folder}/lines.txt", total_words=raw, epochs=epochs)
    model.wv.save_word2vec_format(into, binary=True)
    score = judged(into, top, gold)
    if seed == 1 and score["analogies"] is not None and score["similarity"] is not None:
        share, _ = model.wv.evaluate_word_analogies(gold[0], restrict_vocab=top)
        _, (rho, _), _ = model.wv.evaluate_word_pairs(gold[1], restrict_vocab=top)
        score["own"] = (100 * share, float(rho))
    return score


def judged(path: str, top: int, gold: list[str]) -> Score:
    """In a child: the scores of a file of vectors."""
    from engine import formats
    from engine.evaluation import analogies, questions, word_similarity
    from engine.similarity import unit_rows
    from engine.vocabulary import unranked

    loaded = formats.load(path)
    vocabulary, unit = unranked(loaded.symbols[:top]), unit_rows(loaded.vectors[:top])
    found = analogies.accuracy(vocabulary, unit, questions.analogy_questions(gold[0]))
    alike = word_similarity.word_similarity(vocabulary, unit, questions.gold_pairs(gold[1]))
    share = None if found.share is None else 100 * found.share
    return Score(
        analogies=share, similarity=alike.spearman, asked=found.asked, pairs=alike.pairs, own=None
    )


PART = Part(place=40, title="Quality", run=run)
