"""Four objectives that train one model on the same pairs, to be compared.

Here a step is one pair, and what it costs is the objective's doing alone. `SkipGram`, which trains
what the app shows, takes a target with all its inputs at once, and they share its noise words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from engine.kernels import objectives
from engine.kernels.initialization import base_of
from engine.kernels.objectives import LOSS, PAIRS, ROWS, TALLY, Targets
from engine.kernels.windows import lay_pairs
from engine.sampling.huffman import tree
from engine.sampling.noise import alias_table, noise_chances, pack

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.arrays import Counts, Doubles, Floats, Ids, Words
    from engine.corpus.corpus import Corpus
    from engine.settings import Knobs

OBJECTIVES: Final[dict[str, Callable[..., None]]] = {
    "softmax": objectives.softmax,
    "hierarchical": objectives.hierarchical,
    "nce": objectives.nce,
    "negative": objectives.negative,
}


@dataclass(frozen=True, slots=True)
class Pairs:
    """Input words, target words and keys of their draws, (n,) each."""

    inputs: Ids
    targets: Ids
    keys: Words

    def __len__(self) -> int:
        return len(self.inputs)

    def part(self, start: int, stop: int) -> Pairs:
        """Pairs ``start … stop - 1``."""
        return Pairs(self.inputs[start:stop], self.targets[start:stop], self.keys[start:stop])

    def spread(self, count: int) -> Pairs:
        """At most so many of them, evenly spread."""
        places = np.linspace(0, len(self) - 1, min(count, len(self))).astype(np.int64)
        return Pairs(self.inputs[places], self.targets[places], self.keys[places])


@dataclass(frozen=True, slots=True)
class Steps:
    """What some steps did.

    `loss` is their mean in nats by the objective's own measure, `rows` the output vectors that they
    read and moved, in all.
    """

    pairs: int
    loss: float
    rows: int


def joined(parts: Sequence[Pairs]) -> Pairs:
    """The pairs of all parts, in their order."""
    return Pairs(
        np.concatenate([part.inputs for part in parts]),
        np.concatenate([part.targets for part in parts]),
        np.concatenate([part.keys for part in parts]),
    )


def targets_of(counts: Counts, chances: Doubles, negatives: int) -> Targets:
    """What the objectives need: Huffman's tree of `counts` (V,), noise with `chances` (V,).

    Counts must not rise from word to word; a chance may not be 0. With k = 0 nothing is drawn and
    the shifts of `nce` mean nothing.
    """
    grown = tree(counts)
    shifts = np.log(max(negatives, 1) * chances)
    noise = pack(*alias_table(chances))
    return Targets(noise, shifts, grown.paths, grown.nodes, grown.turns)


def targets_for(counts: Counts, knobs: Knobs) -> Targets:
    """What the objectives need of a vocabulary's `counts`, with noise as the knobs have it."""
    return targets_of(counts, noise_chances(counts, knobs.noise_exponent), knobs.negatives)


def apply_gradient(
    objective: str,
    v: Floats | Doubles,
    u: Floats | Doubles,
    pairs: Pairs,
    targets: Targets,
    *,
    negatives: int,
    rate: float,
) -> Steps:
    """Train tables `v` and `u` (V, D), both contiguous, on every pair once, a step each.

    `objective` is one of `OBJECTIVES`. Tables of float64 are trained in float64.
    """
    tally = np.zeros(TALLY)
    OBJECTIVES[objective](
        v, u, pairs.inputs, pairs.targets, pairs.keys, targets, negatives, rate, tally
    )
    trained = int(tally[PAIRS])
    return Steps(trained, float(tally[LOSS]) / max(trained, 1), int(tally[ROWS]))


def pairs_between(
    corpus: Corpus,
    keep: Doubles,
    knobs: Knobs,
    span: tuple[int, int],
    *,
    epoch: int = 0,
    seed: int = 1,
) -> Pairs:
    """The pairs whose targets stand at raw positions ``span[0] … span[1] - 1`` of the corpus.

    They are those that `SkipGram` trains with this seed and these knobs in that epoch; `keep` (V,)
    are the chances of `keep_chances`.
    """
    start, stop = span
    stream = corpus.source.passage(epoch, start, stop - start, knobs)
    room = 2 * knobs.window * (stop - start)
    inputs, targets = np.empty((2, room), np.int32)
    keys = np.empty(room, np.uint64)
    count = lay_pairs(
        stream.ids,
        stream.offsets,
        stream.first,
        start - stream.first,
        stop - stream.first,
        epoch,
        np.uint64(base_of(np.uint64(seed))),
        keep,
        knobs.window,
        inputs,
        targets,
        keys,
    )
    return Pairs(inputs[:count], targets[:count], keys[:count])
