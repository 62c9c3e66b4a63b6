"""The tables a kernel draws from, rebuilt only when their knobs turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.sampling.noise import alias_table, noise_chances, pack
from engine.sampling.subsample import keep_chances

if TYPE_CHECKING:
    from engine.arrays import Counts, Doubles, Words
    from engine.settings import Knobs


@dataclass(frozen=True, slots=True)
class Samplers:
    """`keep` (V,) chances of tokens and `noise` (V,), the packed table of noise words.

    `drawn` (V,) are the chances that the table draws with.
    """

    keep: Doubles
    noise: Words
    drawn: Doubles


def build(counts: Counts, knobs: Knobs) -> Samplers:
    """Both tables from the counts of the vocabulary."""
    drawn = noise_chances(counts, knobs.noise_exponent)
    return Samplers(keep_chances(counts, knobs.subsample), pack(*alias_table(drawn)), drawn)


def rebuild(samplers: Samplers, counts: Counts, old: Knobs, new: Knobs) -> Samplers:
    """The tables for `new`; what its knobs leave as it was is the same object."""
    keep, noise, drawn = samplers.keep, samplers.noise, samplers.drawn
    if new.subsample != old.subsample:
        keep = keep_chances(counts, new.subsample)
    if new.noise_exponent != old.noise_exponent:
        drawn = noise_chances(counts, new.noise_exponent)
        noise = pack(*alias_table(drawn))
    return Samplers(keep, noise, drawn)
