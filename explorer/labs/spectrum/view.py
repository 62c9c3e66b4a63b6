"""The spectrum of the matrix under negative sampling, of its positive part, and of what is learned.

The positive part can be made of any text. The matrix itself has a spectrum only where every pair
is seen: among a few of the commonest words of a text; for a very short one a made law stands in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from engine.settings import Knobs
from engine.theory.factors import shifted
from engine.theory.known_joint import known_joint
from engine.theory.spectrum import acquainted, centred, positive, spectrum

if TYPE_CHECKING:
    from engine.arrays import Counts, Doubles
    from engine.theory.expected import Expected
    from engine.theory.spectrum import Spectrum

WORDS: Final = 400  # the commonest: their matrix takes some hundredths of a second
_FEWEST = 8  # words that have all met: of fewer a spectrum tells nothing
_MADE = 60  # words of the law that stands in
_PAIRS = 1_000_000
PLAIN: Final = Knobs(negatives=1, noise_exponent=1.0)  # with these the matrix is PMI


@dataclass(frozen=True, slots=True)
class Counted:
    """Expected pairs and the counts (V,) their noise is drawn by; `made` of no text."""

    pairs: Expected
    counts: Counts
    made: bool = False

    def matrix(self, knobs: Knobs) -> Doubles:
        """What negative sampling learns with these k and α, (M, M); −∞ where a pair is not seen."""
        return shifted(self.pairs, self.counts, knobs)


@dataclass(frozen=True, slots=True)
class Whole:
    """The matrix of words that have all met, at k and α and plain, and less its column means.

    `first` is how far the highest value moved between the two, `rest` how far any other did, and
    `apart` how far any did once the column means are gone.
    """

    words: int
    made: bool
    plain: Spectrum
    turned: Spectrum
    plain_centred: Spectrum
    turned_centred: Spectrum
    first: float
    rest: float
    apart: float


@dataclass(frozen=True, slots=True)
class View:
    """All spectra at one k and α: of the positive part, turned and plain, and of the whole."""

    knobs: Knobs
    words: int
    turned: Spectrum
    plain: Spectrum
    whole: Whole


def whole_of(counted: Counted) -> Counted:
    """The words that have all met, or the made law if they are too few."""
    met = acquainted(counted.pairs)
    if len(met.pairs) >= _FEWEST:
        return Counted(met, counted.counts)
    joint = known_joint(_MADE, np.random.default_rng(1))
    return Counted(joint.expected(_PAIRS), joint.counts(_PAIRS), made=True)


def view(counted: Counted, knobs: Knobs) -> View:
    """The spectra at the k and α of the knobs; raises `ParameterError` if k is 0."""
    matrices = (counted.matrix(knobs), counted.matrix(PLAIN))
    turned, plain = (spectrum(positive(matrix)) for matrix in matrices)
    return View(knobs, len(matrices[0]), turned, plain, _whole(whole_of(counted), knobs))


def _whole(met: Counted, knobs: Knobs) -> Whole:
    matrices = (met.matrix(PLAIN), met.matrix(knobs))
    plain, turned = (spectrum(matrix) for matrix in matrices)
    alone, other = (spectrum(centred(matrix)) for matrix in matrices)
    moved = np.abs(turned.values - plain.values)
    return Whole(
        words=len(matrices[0]),
        made=met.made,
        plain=plain,
        turned=turned,
        plain_centred=alone,
        turned_centred=other,
        first=float(moved[0]),
        rest=float(moved[1:].max()),
        apart=float(np.abs(other.values - alone.values).max()),
    )
