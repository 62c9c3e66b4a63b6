"""A frame as bytes for the live component: a JSON header, then places as int16, then colours.

4 bytes   length of the header, little-endian
header    UTF-8 JSON; what the reader already has is left out
C·M int16 x, y (and z) of each row in units of layout.scale, if layout.sent
M uint8   class or value of each row, if paint.sent
"""

from __future__ import annotations

import json
import struct
from base64 import b64encode
from dataclasses import dataclass, fields
from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.texts import message, say
from explorer.train.map.running_text import reading

if TYPE_CHECKING:
    from engine.arrays import Floats
    from engine.corpus.corpus import Corpus
    from engine.training.progress import Progress
    from engine.vocabulary import Vocabulary
    from explorer.runs.frame import Frame
    from explorer.runs.history import Change

_STEPS = 32_767


@dataclass(frozen=True, slots=True)
class Have:
    """What the reader holds already: numbers of its layout and so on, "" for none."""

    layout: str = ""
    vocabulary: str = ""
    paint: str = ""
    ghost: str = ""


def flag_text(change: Change) -> str:
    """``name old → new``, the name as in the code, in every language."""
    return f"{change.name} {_plain(change.old)} → {_plain(change.new)}"


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def packed(frame: Frame, vocabulary: Vocabulary, corpus: Corpus, words: int, have: Have) -> bytes:
    """The frame, without what the reader has."""
    digest = f"{frame.line or frame.run}-{words}"
    shown = vocabulary.symbols[:words]
    header = _state(frame) | {
        "history": _history(frame.history),
        "moments": frame.moments,
        "checkpoints": frame.checkpoints,
        "ghost": _ghost(frame, have),
        "flags": [{"tokens": c.tokens, "text": flag_text(c)} for c in frame.changes],
        "vocabulary": {"digest": digest, "sent": digest != have.vocabulary},
        "selection": _selection(frame),
        "reading": _reading(frame, corpus),
    }
    if digest != have.vocabulary:
        header["vocabulary"] |= {
            "symbols": shown,
            "counts": vocabulary.counts[:words].tolist(),
            "groups": [say((corpus.groups.get(word) or ("",))[0]) for word in shown],
        }
    layout, positions = _layout(frame, words, have)
    paint, values = _paint(frame, have)
    header |= {"layout": layout, "paint": paint}
    said_header = json.dumps(header, ensure_ascii=False).encode()
    return struct.pack("<I", len(said_header)) + said_header + positions + values


def _state(frame: Frame) -> dict[str, Any]:
    speed = frame.speed
    left = (frame.goal - frame.tokens) / speed.tokens if speed and speed.tokens else None
    return {
        "run": frame.run,
        "line": frame.line or frame.run,
        "state": frame.state,
        "error": None if frame.error is None else message(frame.error),
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


def _ghost(frame: Frame, have: Have) -> dict[str, Any] | None:
    """The curve without the turn; ways to grey points as base64, unless the reader has them."""
    ghost = frame.ghost
    if ghost is None:
        return None
    told: dict[str, Any] = {"since": ghost.since, "history": _history(ghost.history)}
    if ghost.places is None:
        return told
    digest = f"{frame.run}-{ghost.since}-{ghost.places.number}"
    if digest == have.ghost:
        return told | {"digest": digest}
    scale, steps = quantised(ghost.places.ways)
    return told | {"digest": digest, "scale": scale, "ways": b64encode(steps).decode()}


def _rounded(nats: float | None) -> float | None:
    return None if nats is None or not isfinite(nats) else round(nats, 4)


def _selection(frame: Frame) -> dict[str, Any] | None:
    if frame.selection is None:
        return None
    partner = {"partner": frame.partner} if frame.partner else {}
    return {
        "word": frame.selection,
        "neighbours": [[word, round(cosine, 4)] for word, cosine in frame.neighbours],
    } | partner


def _reading(frame: Frame, corpus: Corpus) -> dict[str, Any] | None:
    if frame.target is None:
        return None
    seen = reading(frame.target, corpus, frame.knobs)
    return {item.name: getattr(seen, item.name) for item in fields(seen)} | {"made": frame.made}


def _layout(frame: Frame, words: int, have: Have) -> tuple[dict[str, Any], bytes]:
    layout = frame.layout
    if layout is None:
        none = {"number": 0, "kind": "none", "count": 0, "rows": 0, "columns": 2, "scale": 1.0}
        return none | {"tokens": 0, "sent": False}, b""
    sent = str(layout.number) != have.layout
    scale, steps = quantised(layout.positions) if sent else (1.0, b"")
    rows, columns = layout.positions.shape
    said_layout = {
        "number": layout.number,
        "kind": layout.kind + ("3" if columns == 3 else ""),
        "count": words,
        "rows": rows,  # of both tables twice as many as words
        "columns": columns,
        "scale": scale,
        "tokens": layout.tokens,
        "sent": sent,
    }
    return said_layout, steps


def _paint(frame: Frame, have: Have) -> tuple[dict[str, Any], bytes]:
    paint = frame.paint
    if paint is None or paint.values is None:
        return {"kind": paint.kind if paint else "", "number": 0, "rows": 0, "sent": False}, b""
    sent = str(paint.number) != have.paint
    said_paint = {
        "kind": paint.kind,
        "number": paint.number,
        "rows": len(paint.values),
        "names": paint.names,
        "low": paint.low,
        "high": paint.high,
        "sent": sent,
    }
    return said_paint, paint.values.tobytes() if sent else b""


def quantised(positions: Floats) -> tuple[float, bytes]:
    """``(scale, bytes)``: positions as little-endian int16 in units of the scale."""
    scale = max(float(np.abs(positions).max(initial=0.0)), 1e-9) / _STEPS
    return scale, np.round(positions / scale).astype("<i2").tobytes()
