"""Noise around an input word: that of its targets, drawn from two laws by one stream."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit

from engine.kernels.step.noise_weights import pair_known
from engine.sampling.mixture import law_of, shared_law, target_noise
from engine.sampling.subsample import keep_chances

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.random import Generator

    from engine.arrays import Counts, Doubles, Flags, Floats, Ids, Words
    from engine.corpus.corpus import Source
    from engine.model import Model
    from engine.sampling.proposals import Proposals
    from engine.settings import Knobs
    from engine.vocabulary import Vocabulary

_PIECE = 1 << 20  # tokens looked through at once


@dataclass(frozen=True, slots=True)
class Drawn:
    """The noise of n targets around an input word: `words` and what they are, (n, k) each.

    `known` are words that do meet the input in the text, `push` the σ(v·u) that each is pushed by,
    `edits` the Damerau–Levenshtein distance to the target. `entropy` is the mean of the targets'
    laws, in nats.
    """

    targets: Ids
    words: Ids
    known: Flags
    push: Floats
    edits: Counts
    entropy: float


def targets_around(
    source: Source, word: int, counts: Counts, knobs: Knobs, random: Generator, most: int
) -> Ids:
    """Up to `most` targets (n,) of an input word: what stands at most a window away from it.

    The first occurrences in the text, each neighbour kept with its chance under the knobs.
    """
    keep, found, first = keep_chances(counts, knobs.subsample), [np.empty(0, np.int32)], 0
    while first < source.size and sum(map(len, found)) < most:
        stream = source.passage(0, first, min(_PIECE, source.size - first), knobs)
        sentence = np.searchsorted(stream.offsets, np.arange(len(stream.ids)), side="right")
        places = np.flatnonzero(stream.ids == word)
        for distance in range(1, knobs.window + 1):
            for near in (places - distance, places + distance):
                inside = (near >= 0) & (near < len(stream.ids))
                here, there = places[inside], near[inside]
                there = there[sentence[here] == sentence[there]]
                found.append(stream.ids[there])
        first = stream.first + len(stream.ids)
    every = np.concatenate(found)
    every = every[every < len(counts)]
    every = every[random.random(len(every)) < keep[every]]
    return np.asarray(random.permutation(every)[:most], np.int32)


def drawn(
    targets: Ids,
    word: int,
    model: Model,
    vocabulary: Vocabulary,
    *,
    knobs: Knobs,
    offers: Mapping[str, Proposals],
    known: Words,
    chances: Doubles,
) -> Drawn:
    """The noise words that `chances` (n, k), uniform in 0 … 1, stand for under these knobs.

    Equal chances draw from two laws as alike as they can. `known` are the bits of `known_pairs`.
    """
    from rapidfuzz.distance import DamerauLevenshtein  # noqa: PLC0415 - only a lab pays for it

    counts, symbols = vocabulary.counts, vocabulary.symbols
    kinds, which = np.unique(targets, return_inverse=True)
    law = law_of(shared_law(counts, knobs), target_noise(knobs, offers), kinds)
    ladders = np.cumsum(law, axis=1)
    words = np.stack(
        [
            np.searchsorted(ladders[row], part * ladders[row, -1], side="right")
            for row, part in zip(which, chances, strict=True)
        ]
    ).astype(np.int32)
    words = np.minimum(words, len(counts) - 1)
    meets = np.empty(words.shape, np.bool_)
    pair_known(word, words.ravel(), len(counts), known, meets.ravel())
    distance = DamerauLevenshtein.distance
    edits = [
        [distance(symbols[target], symbols[noise]) for noise in row]
        for target, row in zip(targets.tolist(), words.tolist(), strict=True)
    ]
    safe = np.where(law > 0, law, 1.0)
    entropies = -(law * np.log(safe)).sum(axis=1)
    return Drawn(
        targets=targets,
        words=words,
        known=meets,
        push=expit(model.u[words] @ model.v[word]).astype(np.float32),
        edits=np.array(edits, np.int64).reshape(words.shape),
        entropy=float(entropies[which].mean()),
    )
