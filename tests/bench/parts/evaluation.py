"""Analogies asked of one model by Pushpull's judge and by gensim's, on one core."""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from tests.bench import planted
from tests.bench.bench import Bench, Part
from tests.bench.child import call
from tests.bench.figures import Result, Table, middle, number
from tests.bench.settings import A, Setting
from tests.bench.trainers import pushpull_trainer, vars_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Score = tuple[float, int, int]  # CPU seconds, right, asked


def run(bench: Bench) -> Result:
    """Rounds of both judges on the same vectors and the same questions."""
    model, questions = bench.folder / "model.bin", bench.questions
    if questions is None:
        questions = bench.folder / "made.txt"
        sizes = bench.sizes
        call(
            planted.write, model=model, questions=questions, words=sizes.top,
            dimensions=A.dimensions, count=sizes.made_questions,
        )  # fmt: skip
        made = "Vectors and questions are made, with relations planted in them."
    else:
        call(train, folder=bench.text.folder, shape=vars_of(A), into=model)
        made = "The vectors are Pushpull's after one epoch."
    ours, theirs = [], []
    for _ in range(bench.sizes.slow_rounds):
        theirs.append(_scored(bench, "gensim", score_gensim, model, questions))
        ours.append(_scored(bench, "Pushpull", score_pushpull, model, questions))
    ratios = [g[0] / p[0] for g, p in zip(theirs, ours, strict=True)]
    apart = [100 * abs(p[1] / p[2] - g[1] / g[2]) for g, p in zip(theirs, ours, strict=True)]
    rows = tuple(
        (name, number(median(s[0] for s in found)), f"{found[0][1]:,}", f"{found[0][2]:,}")
        for name, found in (("gensim", theirs), ("Pushpull", ours))
    )
    heads = ("judge", "CPU seconds", "right", "asked")
    return Result(
        figures=(
            middle("Evaluation, over gensim's evaluate_word_analogies", ratios, at_least=8),
            middle("Evaluation, scores apart", apart, "points", at_most=0.05),
        ),
        tables=(Table(f"Medians; the {bench.sizes.top:,} most frequent words:", heads, rows),),
        notes=(made,),
    )


def _scored(
    bench: Bench, who: str, job: Callable[..., Score], model: Path, questions: Path
) -> Score:
    score: Score = call(job, model=model, questions=questions, top=bench.sizes.top, cores=1)
    bench.say(f"{who}: {number(score[0], 's')}, {score[1]:,} of {score[2]:,} right")
    return score


def train(folder: str, shape: list[int], into: str) -> None:
    """In a child: one epoch, written as a word2vec file."""
    from engine import formats

    trainer, knobs = pushpull_trainer(folder, Setting(*shape), 1, 1)
    while not trainer.finished(knobs):
        trainer.block(knobs)
    vectors = formats.Vectors(trainer.vocabulary.symbols, trainer.model.v)
    formats.save(into, vectors, "word2vec")


def score_pushpull(model: str, questions: str, top: int) -> Score:
    """In a child: CPU seconds, questions right and asked."""
    from engine import formats
    from engine.evaluation import analogies
    from engine.evaluation.questions import analogy_questions
    from engine.similarity import unit_rows
    from engine.vocabulary import unranked

    loaded = formats.load(model)
    _warm_up()
    began = time.process_time()
    unit = unit_rows(loaded.vectors[:top])
    vocabulary = unranked(loaded.symbols[:top])
    found = analogies.accuracy(vocabulary, unit, analogy_questions(questions))
    return time.process_time() - began, found.right, found.asked


def _warm_up() -> None:
    """Compile, or load, what judging calls."""
    from engine.corpus.corpus import Question
    from engine.evaluation import analogies
    from engine.similarity import unit_rows
    from engine.vocabulary import unranked

    words = ("a", "b", "c", "d")
    analogies.accuracy(
        unranked(words), unit_rows(np.eye(4, dtype=np.float32)), [Question("", *words)]
    )


def score_gensim(model: str, questions: str, top: int) -> Score:
    """In a child: the same by gensim."""
    from gensim.models import KeyedVectors

    loaded = KeyedVectors.load_word2vec_format(model, binary=True)
    began = time.process_time()
    _, sections = loaded.evaluate_word_analogies(questions, restrict_vocab=top)
    seconds = time.process_time() - began
    right, wrong = (len(sections[-1][key]) for key in ("correct", "incorrect"))
    return seconds, right, right + wrong


PART = Part(place=70, title="Evaluation", run=run)
