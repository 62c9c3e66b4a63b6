"""The labs: one for every question the theory of negative sampling answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from engine.errors import phrase


@dataclass(frozen=True, slots=True)
class Lab:
    """A page of its own: its address, its name, and the one question it answers."""

    path: str
    title: str
    question: str


LABS: Final = (
    Lab(
        "one-step",
        phrase("One step"),
        phrase("What does one step of training do to three words?"),
    ),
    Lab(
        "why-not-softmax",
        phrase("Why not softmax"),
        phrase("Why not compare a word with every other word there is?"),
    ),
    Lab(
        "what-it-learns",
        phrase("What it learns"),
        phrase("Training only pulls and pushes. Which number does v·u become in the end?"),
    ),
    Lab(
        "spectrum",
        phrase("The spectrum"),
        phrase("How many directions do k and α move in the matrix that is learned?"),
    ),
    Lab(
        "common-words",
        phrase("Common words"),
        phrase("What is won by dropping common words?"),
    ),
    Lab(
        "choose-your-enemies",
        phrase("Choose your enemies"),
        phrase("Which words should the others be pushed away from?"),
    ),
    Lab(
        "window",
        phrase("The window"),
        phrase("What do words learn from near neighbours, and what from far ones?"),
    ),
    Lab(
        "hard-negatives",
        phrase("Hard negatives"),
        phrase("What if noise words are those that could be mistaken for the true one?"),
    ),
    Lab(
        "claims",
        phrase("All claims"),
        phrase("What of all this holds on this machine?"),
    ),
)


PAGES: Final = (  # beside the labs
    Lab(
        "compare",
        phrase("Compare"),
        phrase("What does a setting change, and how sure can one be of it?"),
    ),
    Lab("tune", phrase("Tune"), phrase("Which settings suit this text?")),
)


def lab(path: str) -> Lab:
    """The lab, or other page, of that address."""
    return next(one for one in (*LABS, *PAGES) if one.path == path)
