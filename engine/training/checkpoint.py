"""A run put by: vectors, position, settings and the rate's anchor; no random state is needed."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine import npz
from engine.errors import FormatError
from engine.formats import written_whole
from engine.model import Model
from engine.settings import Knobs, Recipe
from engine.training.proposal_queue import ProposalQueue, from_arrays, to_arrays, to_dict
from engine.training.schedule import Anchor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from numpy.typing import NDArray


_MOST = 1 << 56  # tokens, and passes


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
    supply: ProposalQueue = field(default_factory=ProposalQueue)

    def tables(self) -> Iterator[NDArray[Any]]:
        """The large arrays it holds; proposals may be those of other checkpoints too."""
        yield from (self.model.inputs, self.model.outputs)
        for offer in self.supply.offers.values():
            yield from (offer.words, offer.likeness)


def save(checkpoint: Checkpoint, path: str | Path) -> None:
    """Write a checkpoint as .npz, whole or not at all; waits for proposals on their way."""
    offers = to_arrays(checkpoint.supply)
    said = {
        "position": asdict(checkpoint.position),
        "recipe": asdict(checkpoint.recipe),
        "knobs": asdict(checkpoint.knobs),
        "anchor": asdict(checkpoint.anchor),
        "digest": checkpoint.digest,
        "supply": to_dict(checkpoint.supply),
    }

    def write(file: BinaryIO) -> None:
        model = checkpoint.model
        np.savez(
            file,
            inputs=model.inputs,
            outputs=model.outputs,
            said=np.array(json.dumps(said)),
            **offers,
        )

    written_whole(path, write)


def load(path: str | Path) -> Checkpoint:
    """The checkpoint in a file, every value and every size checked; nothing in it is unpickled.

    Raises
    ------
    FormatError
        If the file is not a checkpoint of this version.
    """
    try:
        with Path(path).open("rb") as opened:
            return _checked(_of_arrays(npz.read(opened)))
    except (OSError, *npz.DAMAGED) as cause:
        raise FormatError(
            "{name}: is not a checkpoint of this version of Pushpull; start the run anew.",
            name=Path(path).name,
        ) from cause


def _of_arrays(arrays: dict[str, NDArray[Any]]) -> Checkpoint:
    said = json.loads(str(arrays["said"]))
    recipe = Recipe(**said["recipe"])  # another version has other fields
    return Checkpoint(
        model=Model(arrays["inputs"], arrays["outputs"], recipe.dimensions),
        position=Position(**said["position"]),
        recipe=recipe,
        knobs=Knobs(**said["knobs"]),
        anchor=Anchor(**said["anchor"]),
        digest=str(said["digest"]),
        supply=from_arrays(arrays, said["supply"]),
    )


def _checked(saved: Checkpoint) -> Checkpoint:
    """The checkpoint, if kernels may be trusted with it; raises `ValueError` if not."""
    _check_numbers(saved.position, saved.anchor)
    for table in (saved.model.inputs, saved.model.outputs):
        if table[:, saved.recipe.dimensions :].any():  # a product goes over whole cache lines
            raise ValueError(saved.recipe.dimensions)
    offers = (*saved.supply.offers.values(), *(it.result() for it in saved.supply.coming.values()))
    for offer in offers:
        if len(offer.words) != len(saved.model.v):
            raise ValueError(offer.words.shape)
    return saved


def _check_numbers(position: Position, anchor: Anchor) -> None:
    """Raise `ValueError` for counts that are none or beyond all counting, and an endless rate."""
    for count in (*asdict(position).values(), anchor.token, anchor.goal):
        if type(count) is not int or not 0 <= count < _MOST:
            raise ValueError(count)
    if type(anchor.rate) not in {int, float} or not math.isfinite(anchor.rate):
        raise ValueError(anchor.rate)
