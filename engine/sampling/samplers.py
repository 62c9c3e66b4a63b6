"""The tables a kernel draws from, rebuilt only when their knobs turn."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from engine.sampling.known import known_pairs
from engine.sampling.mixture import NO_BITS, TargetNoise, corrections, shared_law, target_noise
from engine.sampling.noise import alias_table, pack
from engine.sampling.subsample import keep_chances

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.arrays import Counts, Doubles, Ids, Words
    from engine.corpus.corpus import Source
    from engine.kernels.step.noise_weights import NoiseWeights
    from engine.sampling.proposals import Proposals
    from engine.settings import Knobs

NO_OWN_LAWS = (np.zeros(0, np.uint64), np.zeros((1, 1), np.uint64), np.zeros((1, 1), np.int32))
NO_OFFERS: Mapping[str, Proposals] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Samplers:
    """`keep` (V,) chances of tokens and `noise` (V,), the packed table of noise words.

    `drawn` (V,) are the chances that the table draws with; `own` are the targets' own laws, made
    of `offers`, and `weights` what noise words weigh; None where that is nothing to speak of.
    """

    keep: Doubles
    noise: Words
    drawn: Doubles
    own: TargetNoise | None
    weights: NoiseWeights | None
    offers: Mapping[str, Proposals]

    @property
    def laws(self) -> tuple[Words, Words, Words, Ids]:
        """What noise words are drawn from, as kernels take it."""
        own = self.own
        return self.noise, *(NO_OWN_LAWS if own is None else (own.share, own.table, own.words))


def build(
    counts: Counts,
    knobs: Knobs,
    source: Source | None = None,
    offers: Mapping[str, Proposals] = NO_OFFERS,
) -> Samplers:
    """All tables from the counts of the vocabulary; only masking reads the source."""
    drawn, own = shared_law(counts, knobs), target_noise(knobs, offers)
    return Samplers(
        keep_chances(counts, knobs.subsample),
        pack(*alias_table(drawn)),
        drawn,
        own,
        corrections(counts, knobs, drawn, own, _known(counts, knobs, source)),
        offers,
    )


def rebuild(
    samplers: Samplers,
    counts: Counts,
    turn: tuple[Knobs, Knobs],
    source: Source | None = None,
    offers: Mapping[str, Proposals] = NO_OFFERS,
) -> Samplers:
    """The tables for the second knobs of a turn; what it leaves as it was is the same object."""
    old, new = turn
    keep, noise, drawn, own = samplers.keep, samplers.noise, samplers.drawn, samplers.own
    weights, mixed = samplers.weights, new.sampler != old.sampler
    law = new.noise_exponent != old.noise_exponent or mixed
    if new.subsample != old.subsample:
        keep = keep_chances(counts, new.subsample)
    if law:
        drawn = shared_law(counts, new)
        noise = pack(*alias_table(drawn))
    if mixed or offers is not samplers.offers:
        own, law = target_noise(new, offers), True
    corrected = new.correction != old.correction
    if (new.correction == "mask" and new.window != old.window) or corrected:
        weights = corrections(counts, new, drawn, own, _known(counts, new, source))
    elif law and new.correction == "weight":
        weights = corrections(counts, new, drawn, own, NO_BITS)
    return Samplers(keep, noise, drawn, own, weights, offers)


def _known(counts: Counts, knobs: Knobs, source: Source | None) -> Words:
    if knobs.correction != "mask" or source is None:
        return NO_BITS
    return known_pairs(source, knobs, len(counts))
