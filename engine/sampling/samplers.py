"""The tables a kernel draws from, rebuilt only when their knobs turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.sampling.noise import noise_table
from engine.sampling.subsample import keep_chances

if TYPE_CHECKING:
    from engine.arrays import Counts, Doubles, Words
    from engine.settings import Knobs


@dataclass(frozen=True, slots=True)
class Samplers:
    """`keep` (V,) chances of tokens and `noise` (V,), the packed table of noise words."""

    keep: Doubles
    noise: Words


def build(counts: Counts, knobs: Knobs) -> Samplers:
    """Both tables from the counts of the vocabulary."""
    return Samplers(
        keep_chances(counts, knobs.subsample), noise_table(counts, knobs.noise_exponent)
    )


def rebuild(samplers: Samplers, counts: Counts, old: Knobs, new: Knobs) -> Samplers:
    """The tables for `new`; what its knobs leave as it was is the same object."""
    keep, noise = samplers.keep, samplers.noise
    if new.subsample != old.subsample:
        keep = keep_chances(counts, new.subsample)
    if new.noise_exponent != old.noise_exponent:
        noise = noise_table(counts, new.noise_exponent)
    return Samplers(keep, noise)
