"""The textbook's claims, the lab of each, and how each is measured on this installation."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engine.claims import craft, forces, genomes, law, noise
from engine.claims import networks as nets
from engine.errors import phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.claims.finding import Finding, Holds, Measure


@dataclass(frozen=True, slots=True)
class Claim:
    """What the textbook says, the address of its lab, and what measures it."""

    name: str
    says: str
    lab: str
    measure: Measure


HOLDS: Final[dict[Holds, tuple[str, str]]] = {
    "yes": ("✓", phrase("holds")),
    "in part": ("◐", phrase("in part")),
    "no": ("✗", phrase("does not hold")),
}
CLAIMS: Final = (
    Claim(
        "C1",
        phrase("Words become points: king is to queen as man is to woman."),
        "what-it-learns",
        forces.analogies,
    ),
    Claim(
        "C2", phrase("Without a push all vectors collapse into one point."), "one-step", forces.ray
    ),
    Claim(
        "C3",
        phrase("A pair is real with the chance σ(v·u), and noise with σ(−v·u)."),
        "one-step",
        forces.chances,
    ),
    Claim(
        "C4",
        phrase("A step climbs J = ln σ(v·u) + Σ ln σ(−v·u) over k noise words."),
        "one-step",
        forces.objectives,
    ),
    Claim(
        "C5",
        phrase("The pull is as strong as 1 − σ, a push as strong as σ."),
        "one-step",
        forces.gradients,
    ),
    Claim(
        "C6",
        phrase("One step raises v·u with the target and lowers it with each noise word."),
        "one-step",
        forces.signs,
    ),
    Claim(
        "C7",
        phrase("Millions of such steps make a structure appear."),
        "one-step",
        forces.structure,
    ),
    Claim(
        "C8",
        phrase("Softmax needs a dot product with each of 50,000 words for every pair."),
        "why-not-softmax",
        law.softmax,
    ),
    Claim(
        "C9",
        phrase("Negative sampling asks k + 1 questions instead, and months become hours."),
        "why-not-softmax",
        law.cost,
    ),
    Claim(
        "C10",
        phrase("At its best v·u is PMI − log k, if noise is drawn by frequency."),
        "what-it-learns",
        law.pmi,
    ),
    Claim(
        "C11",
        phrase("So training factorises a matrix of counts: one coin with SVD."),
        "what-it-learns",
        law.factors,
    ),
    Claim(
        "C12",
        phrase("k and the noise change the singular values of that matrix."),
        "spectrum",
        law.singular,
    ),
    Claim(
        "C13a", phrase("Dropping common words makes training faster."), "common-words", craft.saved
    ),
    Claim(
        "C13b", phrase("Dropping common words makes better vectors."), "common-words", craft.better
    ),
    Claim(
        "C13c",
        phrase("It leaves common words short and rare words long."),
        "common-words",
        craft.lengths,
    ),
    Claim(
        "C14",
        phrase(
            "By frequency “the” is almost always drawn as noise; α = 0.75 draws it less"
            " and rare words more."
        ),
        "choose-your-enemies",
        craft.enemies,
    ),
    Claim(
        "C15",
        phrase("A narrow window finds words of one kind, a wide one words of one topic."),
        "window",
        craft.reach,
    ),
    Claim(
        "C16",
        phrase("Noise that another model finds plausible makes the model learn finer differences."),
        "hard-negatives",
        noise.hard_negatives,
    ),
    Claim(
        "C17", phrase("The same training models genomes: the words are k-mers."), "", genomes.kmers
    ),
    Claim(
        "C18",
        phrase("Nodes of a network are words too, and random walks their sentences."),
        "what-it-learns",
        nets.networks,
    ),
)


def tally(found: Iterable[Finding]) -> Counter[Holds]:
    """How many claims hold, hold in part, and do not."""
    return Counter(one.holds for one in found)
