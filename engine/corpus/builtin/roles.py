"""A made-up text in which every word has a role and a topic, for windows to choose between.

A sentence stays with one topic. It is some clauses long; a clause holds a word of the first role,
of the second and so on, breaks off anywhere, and ends with a link. Before each word stands a
marker of its role: so what stands next to a word tells its role, and what stands further off its
topic. Clauses break off at random, else words of one role would keep a distance of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.corpus.corpus import Corpus, Facts, Suggested
from engine.corpus.tokens import Tokens
from engine.errors import phrase
from engine.settings import Knobs, Recipe

if TYPE_CHECKING:
    from numpy.random import Generator

    from engine.arrays import Ids, Offsets

TOPICS = tuple(
    """
    sea farm court school war church kitchen forest market stage sport bank hospital railway sky
    law garden mine press dance theatre river desert office
    """.split()  # noqa: SIM905 - a list of 24 strings would take 24 lines
)
ROLES = (phrase("actor"), phrase("action"), phrase("thing"), phrase("manner"))
WORDS = 3  # of a role on a topic
MARKERS = ("the a this every", "will can must may", "some any no each", "very so too quite")
LINKS = "and then but"
CLAUSES = (2, 5)  # of a sentence, fewest and most
SUGGESTED = Suggested(
    Recipe(dimensions=32, min_count=1),
    # t off: dropping would take the markers, which are common, out of the narrowest windows
    Knobs(window=5, negatives=5, subsample=0.0, learning_rate=0.05, epochs=3),
)


def roles(tokens: int = 60_000, seed: int = 1) -> Corpus:
    """The made-up corpus; the same arguments give the same tokens.

    `groups` name role and topic of each word, in this order; markers and links have none.
    """
    random = np.random.Generator(np.random.PCG64(seed))
    symbols, groups = _words()
    ids, offsets = _text(random, tokens)
    counts = np.bincount(ids, minlength=len(symbols))
    order = np.lexsort((np.array(symbols), -counts))[: np.count_nonzero(counts)]
    ranks = np.zeros(len(counts), np.int32)
    ranks[order] = np.arange(len(order))
    seen = tuple(symbols[i] for i in order)
    return Corpus(
        name="Roles and topics",
        symbols=seen,
        counts=counts[order].astype(np.int64),
        source=Tokens(ranks[ids], offsets),
        documents=(("Roles and topics", 0),),
        groups={symbol: groups[symbol] for symbol in seen if symbol in groups},
        suggested=SUGGESTED,
        facts=Facts(sentences=len(offsets) - 1, ends="line", synthetic=True),
    )


def _words() -> tuple[list[str], dict[str, tuple[str, ...]]]:
    """Topic by topic, in it role by role, the words such as sea_action2; then markers and links."""
    groups: dict[str, tuple[str, ...]] = {
        f"{topic}_{role}{number}": (role, topic)
        for topic in TOPICS
        for role in ROLES
        for number in range(1, WORDS + 1)
    }
    return [*groups, *" ".join(MARKERS).split(), *LINKS.split()], groups


def _text(random: Generator, tokens: int) -> tuple[Ids, Offsets]:
    """Ids (tokens,) in the order of `_words`, and the offsets of their sentences."""
    sentences = tokens // (3 * CLAUSES[0]) + 1  # a clause has three words or more
    lengths = random.integers(CLAUSES[0], CLAUSES[1] + 1, sentences)
    slots = _clauses(random, np.repeat(random.integers(len(TOPICS), size=sentences), lengths))
    present = slots >= 0
    ends = np.cumsum(present.sum(axis=1))[np.cumsum(lengths) - 1]
    whole = ends[: np.searchsorted(ends, tokens)]
    return slots[present][:tokens], np.concatenate([[0], whole, [tokens]]).astype(np.int64)


def _clauses(random: Generator, topics: Ids) -> Ids:
    """A clause a row on each of the topics: marker and word of each role, link; −1 is no word."""
    count, kinds = len(topics), len(ROLES)
    words = len(TOPICS) * kinds * WORDS
    role = np.arange(kinds)
    shape = (count, kinds)
    markers = len(MARKERS[0].split())
    slots = np.empty((count, 2 * kinds + 1), np.int32)
    slots[:, 0:-1:2] = words + role * markers + random.integers(markers, size=shape)
    slots[:, 1:-1:2] = (topics[:, None] * kinds + role) * WORDS + random.integers(WORDS, size=shape)
    links = random.integers(len(LINKS.split()), size=count)
    slots[:, -1] = words + kinds * markers + links
    broken = np.repeat(role >= random.integers(1, kinds + 1, count)[:, None], 2, axis=1)
    slots[:, :-1][broken] = -1
    return slots
