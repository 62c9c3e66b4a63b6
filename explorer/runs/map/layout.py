"""A map of words, what is asked of the UMAP process to make it, and what waits for it."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.arrays import Bytes, Floats
    from explorer.runs.map.umap_process import Message

log = logging.getLogger("explorer.runs.map.umap_client")


@dataclass(frozen=True, slots=True)
class Layout:
    """A map: where each row of the submission `number` lies."""

    number: int  # counts the submissions of its key, from 1
    kind: Literal["pca", "umap", "axes"]  # pca: too few rows for UMAP, or asked for
    positions: Floats  # (M, 2) or (M, 3) in UMAP's own scale, read-only
    rows: str  # digest of the words
    tokens: int | None  # how far training was, as the submitter said
    kept: Bytes | None = None  # (M,) share of a row's true neighbours kept; 255 is all


@dataclass(frozen=True, slots=True)
class Request:
    """Vectors to lay out, or a map of them to judge."""

    number: int
    rows: str
    vectors: Floats  # (M, D)
    previous: Floats | None  # (M, columns)
    tokens: int | None
    columns: int
    judged: bool


@dataclass(slots=True)
class Slot:
    """Of one key: the newest request, if it waits, and the newest answer."""

    submitted: int = 0
    answered: int = 0
    tries: int = 0  # how often the newest request was sent
    waiting: Request | None = None
    layout: Layout | None = None
    failure: str | None = None

    def message(self, request: Request) -> Message:
        """What the process is told: vectors, and the map to start from or to turn towards."""
        last, previous, warm = self.layout, request.previous, False
        shape = (len(request.vectors), request.columns)
        same = last and last.rows == request.rows and last.positions.shape == shape
        if last and same and not request.judged:
            previous, warm = last.positions, last.kind == "umap"
        arrays = [request.vectors] if previous is None else [request.vectors, previous]
        told = {"number": request.number, "warm": warm}
        return told | {"columns": request.columns, "judged": request.judged}, arrays

    def take(self, request: Request, message: Message) -> None:
        """Keep the answer to `request`, a map or the reason why there is none."""
        header, arrays = message
        self.answered, self.failure = request.number, header.get("error")
        if self.failure is not None:
            log.warning("No map by UMAP: %s", self.failure)
        elif header["number"] != request.number or len(arrays[0]) != len(request.vectors):
            raise ValueError("an answer to something else")
        else:
            shares = arrays[1][:, 0] if len(arrays) > 1 else None
            kept = None if shares is None else np.round(shares * 255).astype(np.uint8)
            number, rows, tokens = request.number, request.rows, request.tokens
            self.layout = Layout(number, header["kind"], arrays[0], rows, tokens, kept)


def fingerprint(words: str | Sequence[int]) -> str:
    """A short name for a list of rows; a string is one already."""
    if isinstance(words, str):
        return words
    return hashlib.blake2b(np.asarray(words, dtype=np.int64).tobytes(), digest_size=16).hexdigest()
