"""If these fail, threads train at another rate than one alone, or lose what they have learnt."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.model import initialize
from engine.sampling import samplers
from engine.settings import Knobs
from engine.training.thread_team import ThreadTeam, parts_of

FLAGS = st.lists(st.booleans(), max_size=60).map(lambda flags: np.array(flags, bool))


@given(FLAGS, st.integers(0, 99), st.integers(0, 9_999), st.integers(1, 7))
def test_a_part_begins_behind_the_known_tokens_before_it(known, start, tokens, threads):
    """The rate falls with tokens of the vocabulary: words that min_count took do not count."""
    parts = parts_of(known, start, tokens, threads)
    assert len(parts) == threads
    place = start
    for part in parts:
        assert part.start == place
        passed = sum(1 for flag in known[: part.start - start] if flag)
        assert part.tokens == tokens + passed
        place = part.stop
    assert place == start + len(known)
    lengths = [part.stop - part.start for part in parts]
    assert max(lengths) - min(lengths) <= 1


def test_rows_are_moved_as_often_as_pairs_by_chance_move_them():
    """How much of a row's way threads have made twice is reckoned from this."""
    counts, negatives, pairs = np.array([700, 200, 90, 10]), 3, 400_000
    built = samplers.build(counts, Knobs(subsample=0.1, noise_exponent=0.5))
    team = ThreadTeam(initialize(4, 2, 1), counts, 2)
    team._turn(built, negatives)
    kept, noise = counts * np.minimum(1, np.sqrt(100 / counts) + 100 / counts), counts**0.5
    chance = np.random.default_rng(3)
    inputs, targets = chance.choice(4, (2, pairs), p=kept / kept.sum())
    drawn = chance.choice(4, pairs * negatives, p=noise / noise.sum())
    moves_v = np.bincount(inputs) * (1 + negatives)  # by its target and by each noise word
    moves_u = np.bincount(targets) + np.bincount(drawn)
    np.testing.assert_allclose(team._steps, [moves_v / pairs, moves_u / pairs], rtol=0.03)
