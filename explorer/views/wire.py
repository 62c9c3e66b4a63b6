"""A frame as bytes for the live component: a JSON header, then positions as int16.

4 bytes   length of the header, little-endian
header    UTF-8 JSON; what the reader already has is left out
2·M int16 x, y of each word in units of layout.scale, if layout.sent
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.texts import said, say

if TYPE_CHECKING:
    from engine.arrays import Floats
    from engine.corpus.stream import Corpus
    from engine.training.progress import Progress
    from engine.vocabulary import Vocabulary
    from explorer.runs.frame import Frame
    from explorer.runs.record import Change

_STEPS = 32_767


@dataclass(frozen=True, slots=True)
class Have:
    """What the reader holds already: numbers of its layout and vocabulary, "" for none."""

    layout: str = ""
    vocabulary: str = ""


def flag_text(change: Change) -> str:
    """``name old → new``, the name as in the code, in every language."""
    return f"{change.name} {_plain(change.old)} → {_plain(change.new)}"


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def packed(frame: Frame, vocabulary: Vocabulary, corpus: Corpus, words: int, have: Have) -> bytes:
    """The frame, without what the reader has."""
    digest = f"{frame.run}-{words}"
    shown = vocabulary.symbols[:words]
    header = _state(frame) | {
        "history": _history(frame.history),
        "moments": frame.moments,
        "flags": [{"tokens": c.tokens, "text": flag_text(c)} for c in frame.changes],
        "vocabulary": {"digest": digest, "sent": digest != have.vocabulary},
        "selection": _selection(frame),
    }
    if digest != have.vocabulary:
        header["vocabulary"] |= {
            "symbols": shown,
            "counts": vocabulary.counts[:words].tolist(),
            "groups": [say((corpus.groups.get(word) or ("",))[0]) for word in shown],
        }
    layout, positions = _layout(frame, have)
    said_header = json.dumps(header | {"layout": layout}, ensure_ascii=False).encode()
    return struct.pack("<I", len(said_header)) + said_header + positions


def _state(frame: Frame) -> dict[str, Any]:
    speed = frame.speed
    left = (frame.goal - frame.tokens) / speed.tokens if speed and speed.tokens else None
    return {
        "run": frame.run,
        "state": frame.state,
        "error": None if frame.error is None else said(frame.error),
        "tokens": frame.tokens,
        "goal": frame.goal,
        "epoch": round(frame.epoch, 3),
        "epochs": frame.knobs.epochs,
        "tokens_per_second": speed and round(speed.tokens),
        "pairs_per_second": speed and round(speed.pairs),
        "learning_rate": frame.learning_rate,
        "seconds_left": left,
    }


def _history(history: tuple[Progress, ...]) -> dict[str, list[Any]]:
    return {
        "tokens": [p.tokens for p in history],
        "pull": [_rounded(p.pull) for p in history],
        "push": [_rounded(p.push) for p in history],
    }


def _rounded(nats: float | None) -> float | None:
    return None if nats is None or not np.isfinite(nats) else round(nats, 4)


def _selection(frame: Frame) -> dict[str, Any] | None:
    if frame.selection is None:
        return None
    return {
        "word": frame.selection,
        "neighbours": [[word, round(cosine, 4)] for word, cosine in frame.neighbours],
    }


def _layout(frame: Frame, have: Have) -> tuple[dict[str, Any], bytes]:
    layout = frame.layout
    if layout is None:
        none = {"number": 0, "kind": "none", "count": 0, "scale": 1.0, "tokens": 0, "sent": False}
        return none, b""
    sent = str(layout.number) != have.layout
    scale, steps = quantised(layout.positions)
    said_layout = {
        "number": layout.number,
        "kind": layout.kind,
        "count": len(layout.positions),
        "scale": scale,
        "tokens": layout.tokens,
        "sent": sent,
    }
    return said_layout, steps if sent else b""


def quantised(positions: Floats) -> tuple[float, bytes]:
    """``(scale, bytes)``: positions as little-endian int16 in units of the scale."""
    scale = max(float(np.abs(positions).max(initial=0.0)), 1e-9) / _STEPS
    return scale, np.round(positions / scale).astype("<i2").tobytes()
