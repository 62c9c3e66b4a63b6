"""Claim C17, measured small: what the vectors of k-mers know of the letters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.claims.finding import Finding, Holds
from engine.corpus.builtin.catalogue import builtin
from engine.corpus.builtin.toy_genome import BOXES
from engine.errors import phrase
from engine.evaluation.genome import kmers as asked
from engine.settings import Reading
from engine.similarity import unit_rows
from engine.theory.experiments.training import shares
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.evaluation.genome.kmers import Sums

_EPOCHS = 5
_CLEAR = 0.1  # of ρ and of cosine
_MOST = 0.5  # of the sums
_READINGS = (
    Reading(),
    Reading(kmer_length="3-8"),
    Reading(kmer_length="3-8", stride="1"),
)


def kmers() -> Iterator[float | Finding]:
    """C17: on a planted genome: alignment, the other strand, sums of parts, a planted pair."""
    models: list[SkipGram] = []
    for place, reading in enumerate(_READINGS):
        model = _born(reading)
        models.append(model)
        for share in shares(model, replace(model.corpus.suggested.knobs, epochs=_EPOCHS)):
            yield (place + share) / len(_READINGS)
    plain, apart, overlapping = models
    unit = unit_rows(plain.model.v)
    aligned = asked.alignment(plain.vocabulary, unit)
    strands = asked.partners(plain.vocabulary, unit)
    nearer = float(strands.own.mean() - strands.alike.mean())
    sums = [_sums(model).first for model in (overlapping, apart)]
    rho, rank = aligned.spearman or 0.0, _rank(plain, *BOXES)
    yield Finding(
        _holds(rho > _CLEAR and rank == 1 and sums[0] > _MOST, nearer > _CLEAR, sums[1] > _MOST),
        phrase(
            "On a planted genome cosine and alignment of k-mers agree with ρ = {rho}, and of all"
            " k-mers {first} draws the planted {second} at rank {rank}. A reverse complement is at"
            " {own}, others of as many G and C at {alike}. v(A) + v(B) finds AB in {over} of the"
            " cases where k-mers overlap, in {apart} where they do not."
        ),
        {
            "rho": f"{rho:.2f}",
            "first": BOXES[0],
            "second": BOXES[1],
            "rank": str(rank),
            "own": f"{strands.own.mean():.2f}",
            "alike": f"{strands.alike.mean():.2f}",
            "over": f"{sums[0]:.0%}",
            "apart": f"{sums[1]:.0%}",
        },
    )


def _born(reading: Reading) -> SkipGram:
    corpus = builtin("toy-genome", reading)
    recipe, knobs = corpus.suggested.recipe, corpus.suggested.knobs
    return SkipGram(
        corpus, build_vocabulary(corpus, recipe.min_count), recipe, replace(knobs, epochs=_EPOCHS)
    )


def _sums(model: SkipGram) -> Sums:
    table = model.model.v
    *_, last = asked.sums(model.vocabulary, table, unit_rows(table))
    return last


def _rank(model: SkipGram, word: str, other: str) -> int:
    """At which place of all k-mers a word's dot product with the other's output vector is."""
    ids = model.vocabulary.ids
    dots = model.model.u @ model.model.v[ids[word]]
    return 1 + int(np.count_nonzero(dots > dots[ids[other]]))


def _holds(first: bool, *others: bool) -> Holds:
    if not first:
        return "no"
    return "yes" if all(others) else "in part"
