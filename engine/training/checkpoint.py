"""A run put by: vectors, position, settings and the rate's anchor; no random state is needed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import numpy as np

from engine.errors import FormatError
from engine.formats import written_whole
from engine.model import Model
from engine.settings import Knobs, Recipe
from engine.training.schedule import Anchor
from engine.training.supply import Supply, arrays_of, of_arrays, said_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Position:
    """Where the next target stands: pass, raw position in it, tokens after min_count so far."""

    epoch: int
    token: int
    tokens: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """All that is needed to go on; `digest` names the vocabulary it belongs to."""

    model: Model
    position: Position
    recipe: Recipe
    knobs: Knobs
    anchor: Anchor
    digest: str
    supply: Supply = field(default_factory=Supply)

    def tables(self) -> Iterator[NDArray[Any]]:
        """The large arrays it holds; proposals may be those of other checkpoints too."""
        yield from (self.model.inputs, self.model.outputs)
        for offer in self.supply.offers.values():
            yield from (offer.words, offer.likeness)


def save(checkpoint: Checkpoint, path: str | Path) -> None:
    """Write a checkpoint as .npz, whole or not at all; waits for proposals on their way."""
    offers = arrays_of(checkpoint.supply)
    said = {
        "position": asdict(checkpoint.position),
        "recipe": asdict(checkpoint.recipe),
        "knobs": asdict(checkpoint.knobs),
        "anchor": asdict(checkpoint.anchor),
        "digest": checkpoint.digest,
        "supply": said_of(checkpoint.supply),
    }

    def write(file: BinaryIO) -> None:
        model = checkpoint.model
        np.savez(
            file, inputs=model.inputs, outputs=model.outputs, said=np.array(json.dumps(said)),
            **offers,
        )  # fmt: skip

    written_whole(path, write)


def load(path: str | Path) -> Checkpoint:
    """The checkpoint in a file; nothing in it is unpickled.

    Raises
    ------
    FormatError
        If the file is not a checkpoint of this version.
    """
    try:
        with Path(path).open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            said = json.loads(str(file["said"]))
            recipe = Recipe(**said["recipe"])  # another version has other fields
            return Checkpoint(
                model=Model(file["inputs"], file["outputs"], recipe.dimensions),
                position=Position(**said["position"]),
                recipe=recipe,
                knobs=Knobs(**said["knobs"]),
                anchor=Anchor(**said["anchor"]),
                digest=str(said["digest"]),
                supply=of_arrays(file, said["supply"]),
            )
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as cause:
        raise FormatError(
            "{name}: is not a checkpoint of this version of Pushpull; start the run anew.",
            name=Path(path).name,
        ) from cause
