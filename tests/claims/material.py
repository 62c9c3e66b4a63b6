"""Small vectors and pairs by chance, and the same pairs for a kernel."""

import numpy as np
from hypothesis import strategies as st

from engine.kernels.objectives import Targets
from engine.sampling.noise import alias_table, pack
from engine.theory.step import Pair, Vectors
from engine.training.objectives import Pairs, targets_of
from tests.naive import next_key, noise_draw


def vectors(chance, size, dimensions, scale=1.0):
    v, u = chance.normal(0, scale, (2, size, dimensions))
    return Vectors(tuple(f"w{i}" for i in range(size)), v, u)


def cases():
    """(vectors, pair) of any size; noise words repeat, and may be the target or the input."""

    def made(seed):
        chance = np.random.default_rng(seed)
        size, dimensions, k = (int(x) for x in chance.integers([2, 1, 0], [6, 9, 8]))
        few = vectors(chance, size, dimensions, chance.choice([0.1, 1.0, 3.0]))
        places = chance.integers(0, size, k + 2).tolist()
        return few, Pair(places[0], places[1], tuple(places[2:]))

    return st.integers(0, 2**32).map(made)


def for_kernel(size, pair, *, seed=0):
    """Pairs and targets of which a kernel draws just the noise words of `pair`; few k only."""
    noise = pack(*alias_table(np.full(size, 1 / size)))
    for key in range(seed, seed + 10_000_000):
        drawn = (noise_draw(next_key(key, i), noise) for i in range(len(pair.noise)))
        if all(word == wanted for word, wanted in zip(drawn, pair.noise, strict=True)):
            break
    targets = targets_of(np.ones(size), np.full(size, 1 / size), len(pair.noise))
    assert isinstance(targets, Targets)
    as_ids = np.array([[pair.input], [pair.target]], np.int32)
    return Pairs(*as_ids, np.array([key], np.uint64)), targets
