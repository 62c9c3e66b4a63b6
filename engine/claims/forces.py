"""Claims C1 to C7, measured small: what pull and push are, and what they make of words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.claims.finding import Finding, either
from engine.corpus.builtin.catalogue import builtin
from engine.errors import phrase
from engine.evaluation.analogies import accuracy
from engine.settings import Reading
from engine.similarity import unit_rows
from engine.theory.experiments.spread import collapse, learning
from engine.theory.experiments.training import shares
from engine.theory.signs import share_that_holds, turns
from engine.theory.step import (
    Pair,
    Vectors,
    gradient,
    log_sigmoid,
    objective,
    sigmoid,
    step,
    worked_example,
)
from engine.training.progress import loss
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.arrays import Doubles
    from engine.corpus.corpus import Corpus
    from engine.settings import Knobs

_H = 1e-5  # of a central difference
_CASES = 40
_TRIALS = 4_000
_MOMENTS = 12
_ENOUGH = 0.95  # of the planted analogies


def toy() -> Corpus:
    """The planted text that claims are measured on."""
    return builtin("toyland", Reading())


def born(knobs: Knobs) -> SkipGram:
    """A model of it at its start."""
    corpus = toy()
    recipe = corpus.suggested.recipe
    return SkipGram(corpus, build_vocabulary(corpus, recipe.min_count), recipe, knobs)


def analogies() -> Iterator[float | Finding]:
    """C1: king is to queen as man is to woman."""
    knobs = toy().suggested.knobs
    trainer = born(knobs)
    yield from shares(trainer, knobs)
    found = accuracy(trainer.vocabulary, unit_rows(trainer.model.v), toy().questions)
    share = found.share or 0.0
    yield Finding(
        either(share >= _ENOUGH, "in part"),
        phrase("{share} of Toyland's {asked} planted analogies are found after {epochs} epochs."),
        {"share": f"{share:.1%}", "asked": f"{found.asked:,}", "epochs": str(knobs.epochs)},
    )


def ray() -> Iterator[float | Finding]:
    """C2: without a push all collapse; to a ray, and not to a point."""
    ends = []
    for place, k in enumerate((0, 5)):
        knobs = replace(toy().suggested.knobs, negatives=k)
        course = []
        for moment in collapse(born(knobs), knobs, _MOMENTS):
            course.append(moment)
            yield (place + moment.tokens / moment.goal) / 2
        ends.append(course)
    alone, pushed = ends[0][-1], ends[1][-1]
    fell = alone.cosine > 0.95 and pushed.cosine < 0.5
    yield Finding(
        "in part" if fell and alone.length > ends[0][0].length else either(fell),
        phrase(
            "Mean cosine of two words: {alone} without noise words, {pushed} with k = 5. But they"
            " meet on a ray, not in a point: their mean length goes from {short} to {long}."
        ),
        {
            "alone": f"{alone.cosine:.2f}",
            "pushed": f"{pushed.cosine:.2f}",
            "short": f"{ends[0][0].length:.2f}",
            "long": f"{alone.length:.2f}",
        },
    )


def chances() -> Iterator[float | Finding]:
    """C3: σ(x) and σ(−x) are all there is."""
    x = np.linspace(-800, 800, 200_001)
    off = float(np.abs(sigmoid(x) + sigmoid(-x) - 1.0).max())
    finite = bool(np.isfinite(log_sigmoid(x)).all())
    yield Finding(
        either(off <= np.spacing(1.0) and finite),
        phrase("At {count} values from −800 to 800 the two add up to 1 within {error}."),
        {"count": f"{len(x):,}", "error": f"{off:.1e}"},
    )


def objectives() -> Iterator[float | Finding]:
    """C4: what a run reports is −J."""
    knobs = toy().suggested.knobs
    trainer = born(knobs)
    trainer.targets(knobs, 2_000)
    worst, count = 0.0, 0
    for _ in range(_CASES):
        target = trainer.upcoming(knobs)
        tables = (trainer.model.v.astype(np.float64), trainer.model.u.astype(np.float64))
        reported = loss(trainer.targets(knobs, 1))
        if target is None or reported is None:
            continue
        before = Vectors(trainer.vocabulary.symbols, *tables)
        pairs = [Pair(w, target.outputs[0], target.outputs[1:]) for w in target.inputs]
        mean = -float(np.mean([objective(before, pair) for pair in pairs]))
        worst, count = max(worst, abs(reported - mean) / mean), count + 1
    yield Finding(
        either(count > 0 and worst < 1e-4),
        phrase("For {count} words of a text the loss reported is −J, to {error} of itself."),
        {"count": str(count), "error": f"{worst:.0e}"},
    )


def gradients() -> Iterator[float | Finding]:
    """C5: the gradient pulls with 1 − σ and pushes with σ."""
    chance, worst = np.random.default_rng(1), 0.0
    for _ in range(_CASES):
        few = Vectors(tuple("abcd"), *chance.normal(size=(2, 4, 5)))
        places = [int(place) for place in chance.integers(0, 4, 5)]
        pair = Pair(places[0], places[1], tuple(places[2:]))
        by_v, by_u = gradient(few, pair)
        for formula, measured in (
            (by_v, _slope(few, pair, "v")[pair.input]),
            (by_u, _slope(few, pair, "u")),
        ):
            size = float(np.linalg.norm(formula) + np.linalg.norm(measured))
            worst = max(worst, float(np.linalg.norm(formula - measured)) / size)
    yield Finding(
        either(worst < 1e-6),
        phrase("In {count} random steps the formula is the measured slope, to {error} of it."),
        {"count": str(_CASES), "error": f"{worst:.0e}"},
    )


def _slope(few: Vectors, pair: Pair, name: str) -> Doubles:
    """∂J of one table by central differences."""
    table: Doubles = getattr(few, name)
    found = np.zeros_like(table)
    for place in np.ndindex(table.shape):
        ends = []
        for by in (_H, -_H):
            moved = table.copy()
            moved[place] += by
            changed = replace(few, v=moved) if name == "v" else replace(few, u=moved)
            ends.append(objective(changed, pair))
        found[place] = (ends[0] - ends[1]) / (2 * _H)
    return found


def signs() -> Iterator[float | Finding]:
    """C6: the target's product rises, those of noise words fall; not always."""
    few, pair, rate = worked_example()
    made = step(few, pair, rate)
    example = all(turn.holds(rate) for turn in turns(few, pair))
    flat, wide = (
        share_that_holds(d, _TRIALS, np.random.default_rng([1, d])).share for d in (2, 50)
    )
    yield Finding(
        either(example and flat == 1, "in part" if example else "no"),
        phrase(
            "In the textbook's step it is so (with the target {before} → {after}); of random steps"
            " all signs are right in {flat} in 2 dimensions and in {wide} in 50."
        ),
        {
            "before": f"{made.dots[0]:.3f}",
            "after": f"{made.dots_after[0]:.3f}",
            "flat": f"{flat:.1%}",
            "wide": f"{wide:.2%}",
        },
    )


def structure() -> Iterator[float | Finding]:
    """C7: many steps make a structure."""
    knobs = toy().suggested.knobs
    course = []
    for gain in learning(born(knobs), knobs, toy().questions, _MOMENTS):
        course.append(gain)
        yield gain.tokens / gain.goal
    first, last = course[0], course[-1]
    before, after = first.loss or 0.0, last.loss or 0.0
    few, many = first.share or 0.0, last.share or 0.0
    yield Finding(
        either(after < before and many > few),
        phrase(
            "{steps} pairs bring Toyland's loss from {before} to {after} nats and its analogies"
            " from {few} to {many}."
        ),
        {
            "steps": f"{last.steps:,}",
            "before": f"{before:.2f}",
            "after": f"{after:.2f}",
            "few": f"{few:.0%}",
            "many": f"{many:.0%}",
        },
    )
