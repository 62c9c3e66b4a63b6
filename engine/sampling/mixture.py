"""Noise from several sources at once, as the tables that a kernel draws from.

A noise word of target t comes from t's own law with chance s_t, else from the law of all:

    q_mix(c|t) = (1 − s_t) g(c) + s_t o_t(c)

g is made of *unigram* (count^α) and *uniform*, o_t of *hard* and *spelling* proposals, each in
proportion to its likeness. What a source owes a word that it has no proposals for, g gives.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import ParameterError
from engine.kernels.alias import pack_rows
from engine.kernels.step.noise_weights import NoiseWeights
from engine.mixture import OWN, UNIFORM, UNIGRAM, mixture
from engine.sampling.noise import noise_chances

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.arrays import Counts, Doubles, Floats, Ids, Words
    from engine.sampling.proposals import Proposals
    from engine.settings import Knobs

NO_BITS = np.zeros(0, np.uint64)
NO_SIEVE = np.zeros((0, 0), np.uint64)
_WHOLE = float(2**32)


@dataclass(frozen=True, slots=True)
class TargetNoise:
    """The targets' own laws: `words` (V, K), `chances` (V, K), which sum to s_t a row.

    As a kernel takes them: `share` (V,) of 2³² draws, and `table` (V, K), packed.
    """

    share: Words
    table: Words
    words: Ids
    chances: Floats


def weights_of(knobs: Knobs) -> dict[str, float]:
    """The weight of each source of the noise."""
    weights = mixture(knobs.sampler)
    assert weights is not None  # `Knobs` has checked it
    return weights


def wanted(knobs: Knobs) -> tuple[str, ...]:
    """The sources in use that need proposals."""
    weights = weights_of(knobs)
    return tuple(name for name in OWN if weights[name])


def shared_law(counts: Counts, knobs: Knobs) -> Doubles:
    """g, (V,): unigram and uniform as they stand to each other; unigram where there is neither."""
    weights, unigram = weights_of(knobs), noise_chances(counts, knobs.noise_exponent)
    both = weights[UNIGRAM] + weights[UNIFORM]
    part = weights[UNIFORM] / both if both else 0.0
    law: Doubles = (1 - part) * unigram + part / len(counts)
    return law


def target_noise(knobs: Knobs, offers: Mapping[str, Proposals]) -> TargetNoise | None:
    """The targets' own laws from the proposals there are; None if no source has any."""
    weights = weights_of(knobs)
    used = [(weights[name], offers[name]) for name in wanted(knobs) if name in offers]
    if not used:
        return None
    words = np.hstack([offer.words for _, offer in used])
    chances = np.hstack([weight * _in_proportion(offer.likeness) for weight, offer in used])
    shares = np.minimum(chances.sum(axis=1), 1.0)
    table = np.empty(chances.shape, np.uint64)
    pack_rows(_filled(chances), table)
    share = np.rint(shares * _WHOLE).astype(np.uint64)
    return TargetNoise(share, table, words, chances.astype(np.float32))


def _in_proportion(likeness: Floats) -> Doubles:
    """Rows that sum to 1, or are 0 where nothing is alike."""
    rows, totals = np.asarray(likeness, np.float64), likeness.sum(axis=1, dtype=np.float64)
    shares: Doubles = np.zeros_like(rows)
    np.divide(rows, totals[:, None], out=shares, where=totals[:, None] > 0)
    return shares


def _filled(chances: Doubles) -> Doubles:
    """Rows that sum to 1; a row of zeros, which nothing is drawn from, becomes even."""
    empty = chances.sum(axis=1) == 0
    return _in_proportion(np.where(empty[:, None], 1.0, chances).astype(np.float64))


def law_of(shared: Doubles, own: TargetNoise | None, targets: Ids) -> Doubles:
    """q_mix(c|t), (T, V): a row for each of these targets."""
    if own is None:
        return np.tile(shared, (len(targets), 1))
    chances = own.chances[targets].astype(np.float64)
    law: Doubles = (1 - chances.sum(axis=1, keepdims=True)) * shared
    np.add.at(law, (np.arange(len(targets))[:, None], own.words[targets]), chances)
    return law


def corrections(
    counts: Counts, knobs: Knobs, shared: Doubles, own: TargetNoise | None, known: Words
) -> NoiseWeights | None:
    """What noise words weigh under the knobs' correction; None where all weigh 1.

    *weight* is q/q_mix with q = unigram, which undoes the mixture; *mask* is 0 for pairs in `known`
    and 1 for all others.
    """
    nothing = np.zeros(0, np.float32)
    if knobs.correction == "mask":
        ones = np.ones(len(counts), np.float32)
        return NoiseWeights(ones, nothing, nothing.reshape(0, 0), NO_SIEVE, known)
    if knobs.correction == "none" or (own is None and not weights_of(knobs)[UNIFORM]):
        return None
    unigram = noise_chances(counts, knobs.noise_exponent)
    ratio = (unigram / shared).astype(np.float32)
    if own is None:
        return NoiseWeights(ratio, nothing, nothing.reshape(0, 0), NO_SIEVE, NO_BITS)
    left = 1 - own.chances.sum(axis=1, dtype=np.float64)
    rest = np.divide(1.0, left, out=np.zeros_like(left), where=left > _ROUNDING)
    mixed = left[:, None] * shared[own.words] + _together(own)
    weights = np.divide(unigram[own.words], mixed, out=np.zeros_like(mixed), where=mixed > 0)
    weights = np.ascontiguousarray(weights, np.float32)  # kernels go by address
    return NoiseWeights(ratio, rest.astype(np.float32), weights, sieve_of(own.words), NO_BITS)


_ROUNDING = 1e-6


def sieve_of(words: Ids) -> Words:
    """A bit for each of the words of a row (V, K), of about eight times as many: (V, S)."""
    size = 1 << max(0, words.shape[1] // 8 - 1).bit_length()
    sieve = np.zeros((len(words), size), np.uint64)
    bits = words.astype(np.uint64) & np.uint64(64 * size - 1)
    rows = np.broadcast_to(np.arange(len(words))[:, None], words.shape)
    marks = np.uint64(1) << (bits & np.uint64(63))
    np.bitwise_or.at(sieve, (rows, (bits >> np.uint64(6)).astype(np.int64)), marks)
    return sieve


def _together(own: TargetNoise) -> Doubles:
    """The chance of each own word, (V, K), with what stands for it elsewhere in its row."""
    total = np.zeros(own.words.shape)
    for place in range(own.words.shape[1]):
        same = own.words == own.words[:, place : place + 1]
        total += same * own.chances[:, place : place + 1]
    return total


def rank_one(knobs: Knobs) -> bool:
    """Whether the noise is the same for every target, so that B(w, c) = k n_w q(c)."""
    weights = weights_of(knobs)
    covered = weights[UNIGRAM] + weights[UNIFORM] > 0
    undone = knobs.correction == "weight" and covered
    return knobs.correction != "mask" and (undone or not wanted(knobs))


def noise_law(counts: Counts, knobs: Knobs) -> Doubles:
    """The q(c), (V,), with which B(w, c) = k n_w q(c): what theory knows of these knobs' noise.

    Raises
    ------
    ParameterError
        If there is none: noise that differs from target to target, or pairs that are masked.
    """
    if not rank_one(knobs):
        raise ParameterError(
            "sampler={sampler}, correction={correction}: what v·u becomes is not the same for every"
            " target, and cannot be told here; set sampler=unigram and correction=none.",
            sampler=knobs.sampler,
            correction=knobs.correction,
        )
    if knobs.correction == "weight":
        return noise_chances(counts, knobs.noise_exponent)
    return shared_law(counts, knobs)
