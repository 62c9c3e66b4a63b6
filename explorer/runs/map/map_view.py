"""Map view: how many words, which vectors, how they are laid out and coloured.

A link and the frame route name these choices alike; what nobody knows is passed over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from explorer.runs.map.umap_client import ROWS

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final = (200, 500, 1000, 1500, 2000, 3000, 5000, 10_000)
KINDS: Final = ("umap", "pca", "umap3", "pca3", "axes")
VECTORS: Final = ("input", "output", "both")
COLOURS: Final = ("", "frequency", "cluster", "norm", "fidelity")
PAINTED: Final = ("cluster", "norm", "fidelity", "gc")  # those of which each word has a value
LONGEST: Final = 200  # characters of an axis


@dataclass(frozen=True, slots=True)
class MapView:
    """A map as it was asked for.

    `kind` is a projection onto two or three axes, or onto two directions that words name
    (`engine.evaluation.directions`): `across` and `up`. `vectors` are the input vectors v, the
    output vectors u, or both, v first. `colour` "": by group if the corpus has groups, else by
    frequency. `trails` shows the last moves.
    """

    words: int = 1500
    kind: str = "umap"
    vectors: str = "input"
    colour: str = ""
    across: str = ""
    up: str = ""
    trails: bool = False

    @property
    def columns(self) -> int:
        """The dimensions of the picture."""
        return 3 if self.kind.endswith("3") else 2

    @property
    def laid(self) -> tuple[str, ...]:
        """What the places depend on: the colour and the trails change none."""
        axes = (self.across, self.up) if self.kind == "axes" else ()
        return (self.kind, self.vectors, *axes)

    def shown(self, asked: int, size: int) -> int:
        """How many words of a vocabulary are shown when so many are asked for; rows are bounded."""
        return min(asked, size, ROWS // 2 if self.vectors == "both" else ROWS)


def from_query(parameters: Mapping[str, str]) -> MapView:
    """The choices that the parameters name; what cannot be had is as usual."""
    words = parameters.get("map_words", "")
    plain = MapView()
    return MapView(
        words=next((stop for stop in WORDS if str(stop) == words), plain.words),
        kind=_one(parameters, "map_kind", KINDS, plain.kind),
        vectors=_one(parameters, "map_vectors", VECTORS, plain.vectors),
        colour=_one(parameters, "map_colour", COLOURS, plain.colour),
        across=_short(parameters.get("map_across", "")),
        up=_short(parameters.get("map_up", "")),
        trails=parameters.get("map_trails") == "on",
    )


def _one(parameters: Mapping[str, str], name: str, known: tuple[str, ...], usual: str) -> str:
    asked = parameters.get(name, usual)
    return asked if asked in known else usual


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else ""


def to_query(plane: MapView) -> dict[str, str]:
    """The parameters that restore these choices; what is as usual is left out."""
    plain, found = MapView(), {}
    for name in ("words", "kind", "vectors", "colour", "across", "up"):
        value = getattr(plane, name)
        if value != getattr(plain, name):
            found[f"map_{name}"] = str(value)
    return found | ({"map_trails": "on"} if plane.trails else {})
