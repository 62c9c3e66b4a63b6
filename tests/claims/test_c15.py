"""C15: narrow windows see syntax, wide ones topics. If these fail, lab 7 compares luck."""

import numpy as np
import pytest

from engine.corpus.builtin.roles import ROLES, TOPICS, roles
from engine.corpus.corpus import Corpus
from engine.corpus.tokens import Tokens
from engine.settings import Knobs, Recipe
from engine.similarity import unit_rows
from engine.theory.expected import counting
from engine.theory.experiments.window import alike, effective, same_ending, same_passage, windows
from engine.theory.subsampling import reach
from engine.vocabulary import unranked
from tests.claims.prose import prose

ROLE, TOPIC = 0, 1


@pytest.fixture(scope="module")
def planted():
    made = roles()
    states = list(windows(made, made.suggested.recipe, made.suggested.knobs))
    return made, states


def test_a_window_of_one_finds_roles_and_one_of_ten_topics(planted):
    """THEORY §1: same role at least .95 at 1, same topic at least .95 at 10; 2 lies between."""
    made, states = planted
    last = states[-1]
    assert [found.window for found in last.found] == [1, 2, 5, 10]
    role, topic = (
        [alike(last.vocabulary, found.unit, made.groups, which) for found in last.found]
        for which in (ROLE, TOPIC)
    )
    assert role[0] >= 0.95
    assert topic[-1] >= 0.95
    assert topic[0] < 0.1 < topic[1] < 0.6 < role[1]
    assert role[-1] == pytest.approx(0.2, abs=0.05)  # the two that share both


def test_windows_are_trained_on_about_as_many_pairs_and_tell_how_far_they_are(planted):
    """Else a narrow window would look bad for having seen less."""
    _, states = planted
    shares = [state.done for state in states]
    assert shares == sorted(shares)
    assert shares[-1] == 1
    pairs = [found.epochs * (found.window + 1) for found in states[-1].found]
    assert max(pairs) / min(pairs) < 1.15
    assert {len(state.found) for state in states} == {0, 1, 2, 3, 4}


def test_dropping_common_words_takes_the_syntax_out_of_a_narrow_window():
    """The markers of a role are common: without them the next word is one of the topic."""
    made = roles()
    knobs = Knobs(subsample=1e-3, learning_rate=0.05, epochs=16)
    *_, last = windows(made, made.suggested.recipe, knobs, (1,))
    assert alike(last.vocabulary, last.found[0].unit, made.groups, ROLE) < 0.6


def test_the_planted_text_has_every_role_on_every_topic_and_is_the_same_each_time():
    made, again = roles(20_000), roles(20_000)
    knobs = Knobs()
    stream, other = (c.source.passage(0, 0, c.source.size, knobs) for c in (made, again))
    assert np.array_equal(stream.ids, other.ids)
    assert len(stream.ids) == 20_000
    assert made.symbols == again.symbols
    assert set(made.groups.values()) == {(r, t) for r in ROLES for t in TOPICS}
    assert np.array_equal(np.bincount(stream.ids), made.counts)
    assert (np.diff(made.counts) <= 0).all()
    for low, high in zip(stream.offsets[:50], stream.offsets[1:51], strict=True):
        words = [made.symbols[i] for i in stream.ids[low:high]]
        assert len({made.groups[word][TOPIC] for word in words if word in made.groups}) == 1


def test_on_prose_a_narrow_window_finds_more_endings_and_a_wide_one_more_company():
    made = prose(150_000)
    knobs = Knobs(subsample=1e-3, learning_rate=0.05, epochs=4)
    *_, last = windows(made, Recipe(dimensions=32), knobs, (1, 10))
    narrow, wide = last.found
    endings = [same_ending(last.vocabulary, found.unit) for found in (narrow, wide)]
    assert endings[0].share > 1.2 * endings[1].share
    assert endings[1].share > endings[1].chance
    company = [same_passage(made, Knobs(), found.unit) for found in (narrow, wide)]
    assert 0 < company[0] < company[1]


def test_pairs_thin_out_linearly_with_distance():
    """The window's own histogram is that of exact counts, but for the ends of sentences."""
    assert effective(1).tolist() == [1.0]
    assert effective(4).tolist() == pytest.approx([0.4, 0.3, 0.2, 0.1])
    ids = np.arange(10_000, dtype=np.int32) % 50
    source = Tokens(ids, np.array([0, 10_000], np.int64))
    *_, last = counting(source, Knobs(window=4), np.ones(50), 1)
    np.testing.assert_allclose(reach(last.counted, 4).shares[:4], effective(4), atol=1e-3)


def test_measures_by_hand():
    """Two of the four words end alike, and are each other's neighbours; they share passages."""
    words = unranked(("walked", "talked", "garden", "window"))
    unit = unit_rows(np.array([[1, 0.1], [1, 0], [0, 1], [0.1, 1]], np.float32))
    found = same_ending(words, unit, count=1)
    assert found.share == 0.5
    assert found.chance == pytest.approx(2 / 12)
    assert same_ending(unranked(("a", "b")), unit[:2]) is None
    assert alike(words, unit, {}, 0) is None
    groups = {"walked": ("verb", "past"), "talked": ("verb", "past"), "garden": ("noun",)}
    assert alike(words, unit, groups, 1, count=1) == 1.0  # a garden has no tense
    ids = np.full(400 * 20, 5, np.int32)  # 20 passages of a word that is not asked about
    ids[[0, 1, 400, 401, 800, 1200]] = [0, 1, 0, 1, 2, 3]
    source = Tokens(ids, np.array([0, len(ids)], np.int64))
    made = Corpus("made", tuple("abcdef"), np.ones(6, np.int64), source)
    assert same_passage(made, Knobs(), unit, count=1) == pytest.approx(
        np.log2(4 / ((2 * 2 + 2 * 2 + 1 + 1) / 20))
    )
    apart = unit_rows(np.array([[1, 0], [0, 1], [1, 0.1], [0.1, 1]], np.float32))
    assert same_passage(made, Knobs(), apart, count=1) is None
