"""A small map and a small curve as SVG: a shelf of plots would be too heavy for a page."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Final

from engine.training.progress import loss
from explorer.theme import OTHER, categories

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.training.progress import Progress
    from explorer.runs.saved.saved_run import Dot

WIDE: Final = 240
_TALL, _CURVE = 150, 46
_EDGE, _LEAST = 4, 1e-6


def thumbnail(dots: Sequence[Dot], *, dark: bool) -> str:
    """The address of a picture: the words as dots in the colours of their groups."""
    colors, scale = categories(dark=dark), _scale(dots)
    circles = "".join(
        f"<circle cx='{WIDE / 2 + scale * dot.x:.1f}' cy='{_TALL / 2 - scale * dot.y:.1f}'"
        f" r='2.4' opacity='0.8'"
        f" fill='{OTHER if dot.group < 0 else colors[dot.group % len(colors)]}'/>"
        for dot in dots
    )
    return _svg(_TALL, circles)


def curve(history: Sequence[Progress], *, dark: bool) -> str:
    """The same of the loss over the tokens, from its least to its most; "" if there is none."""
    points = [(point.tokens, loss(point)) for point in history]
    known = [(tokens, value) for tokens, value in points if value is not None]
    if len(known) < 2:
        return ""
    last, values = max(1, known[-1][0]), [value for _, value in known]
    low, high = min(values), max(values)
    spots = " ".join(
        f"{4 + (WIDE - 8) * tokens / last:.1f},"
        f"{4 + (_CURVE - 8) * (high - value) / max(high - low, 1e-9):.1f}"
        for tokens, value in known
    )
    color = categories(dark=dark)[0]
    line = f"<polyline points='{spots}' fill='none' stroke='{color}' stroke-width='1.6'/>"
    return _svg(_CURVE, line)


def _scale(dots: Sequence[Dot]) -> float:
    """Pixels of the map's own unit, so that all dots are in the picture."""
    wide, tall = (
        max((abs(side) for side in sides), default=1.0)
        for sides in ([dot.x for dot in dots], [dot.y for dot in dots])
    )
    return min((WIDE / 2 - _EDGE) / max(wide, _LEAST), (_TALL / 2 - _EDGE) / max(tall, _LEAST))


def _svg(tall: int, inside: str) -> str:
    drawn = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDE} {tall}'>{inside}</svg>"
    return f"data:image/svg+xml;base64,{b64encode(drawn.encode()).decode()}"
