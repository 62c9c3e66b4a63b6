"""A small map and a small curve as SVG: a shelf of plots would be too heavy for a page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from engine.training.progress import loss
from explorer.figures.theme import OTHER, categories

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.training.progress import Progress
    from explorer.runs.card import Dot

WIDE: Final = 240
_TALL, _CURVE = 150, 46
_REACH = 2.2  # of the map's own unit, the root mean square distance


def thumbnail(dots: Sequence[Dot], alt: str, *, dark: bool) -> str:
    """The words as dots in the colours of their groups; each names itself under the pointer."""
    colors = categories(dark=dark)
    circles = "".join(
        f"<circle cx='{_x(dot.x):.1f}' cy='{_y(dot.y):.1f}' r='2.4' opacity='0.8'"
        f" fill='{OTHER if dot.group < 0 else colors[dot.group % len(colors)]}'>"
        f"<title>{escape(dot.word)}</title></circle>"
        for dot in dots
    )
    return _svg(_TALL, alt, circles)


def curve(history: Sequence[Progress], alt: str, *, dark: bool) -> str:
    """The loss over the tokens, its own range from bottom to top; nothing if there is none."""
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
    return _svg(_CURVE, alt, line)


def _x(x: float) -> float:
    return WIDE / 2 * (1 + max(-1.0, min(1.0, x / _REACH)) * 0.96)


def _y(y: float) -> float:
    return _TALL / 2 * (1 - max(-1.0, min(1.0, y / _REACH)) * 0.96)


def _svg(tall: int, alt: str, inside: str) -> str:
    return (
        f"<svg class='pp-thumb' viewBox='0 0 {WIDE} {tall}' role='img' aria-label='{escape(alt)}'>"
        f"{inside}</svg>"
    )
