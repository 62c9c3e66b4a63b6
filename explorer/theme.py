"""The one look of every figure: colours that survive colour blindness, and their template."""

from __future__ import annotations

from typing import Final

from plotly import graph_objects as go

# Okabe and Ito's palette: the last is their black on a light ground, their yellow on a dark one.
CATEGORIES: Final = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#3B3B3B")
_ON_DARK: Final = {"#0072B2": "#3F97D6", "#3B3B3B": "#F0E442"}
# Colour never speaks alone: the i-th category also has the i-th shape.
SYMBOLS: Final = (
    "circle",
    "square",
    "diamond",
    "triangle-up",
    "triangle-down",
    "cross",
    "star",
)
OTHER: Final = "#8C8C8C"
CIVIDIS: Final = ("#00224E", "#35456C", "#666970", "#948E77", "#C8B866", "#FEE838")

# Sizes of the live figures, once for a desk and once for a hall, where no text is below 24 pixels:
# `times` for texts and lines (the smallest text has 10.5), `points` for the dots, how many labels.
_SIZES: Final = {
    False: {"times": 1.0, "points": 1.0, "labels": 50, "text": 12},
    True: {"times": 2.3, "points": 1.5, "labels": 25, "text": 24},
}

# The two forces, as the whole application colours them; lighter where the ground is dark.
_FORCES: Final = {
    False: {"pull": "#0072B2", "push": "#C65200"},
    True: {"pull": "#56B4E9", "push": "#F0A030"},
}


def forces(*, dark: bool) -> dict[str, str]:
    """Return the colours of pull and push."""
    return dict(_FORCES[dark])


def scale(*, dark: bool) -> list[str]:
    """Return cividis from rare to frequent, without the end that the ground swallows."""
    return list(CIVIDIS[2:]) if dark else list(reversed(CIVIDIS[:-1]))


def categories(*, dark: bool) -> list[str]:
    """Return the colours of groups, in the order of :data:`SYMBOLS`."""
    return [_ON_DARK.get(color, color) if dark else color for color in CATEGORIES]


def palette(*, dark: bool) -> dict[str, object]:
    """Return everything the live component draws with, as plain JSON."""
    return {
        **forces(dark=dark),
        "groups": categories(dark=dark),
        "symbols": list(SYMBOLS),
        "other": OTHER,
        "scale": scale(dark=dark),
    }


# Plotly's own, then fonts that have Han: a file names all that it may be drawn with
FAMILY: Final = (
    "Open Sans, Verdana, Arial, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"
)


def sizes(*, projector: bool) -> dict[str, float]:
    """Return the sizes that the live component draws in, as plain JSON."""
    return dict(_SIZES[projector])


def template(*, dark: bool) -> go.layout.Template:
    """Return the template of every figure that is not live."""
    text = "#FAFAFA" if dark else "#31333F"
    faint = "rgba(250,250,250,0.14)" if dark else "rgba(49,51,63,0.12)"
    lines = {"gridcolor": faint, "zerolinecolor": faint, "linecolor": faint, "automargin": True}
    axis = {**lines, "title": {"font": {"size": 13}}}
    return go.layout.Template(
        layout={
            "colorway": categories(dark=dark),
            "colorscale": {"sequential": scale(dark=dark)},
            "font": {"color": text, "size": 13, "family": FAMILY},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "margin": {"l": 48, "r": 12, "t": 28, "b": 40},
            "xaxis": axis,
            "yaxis": axis,
            "hovermode": "closest",
        },
    )


def escaped(text: str) -> str:
    """A text that Plotly shows as it is: it takes <b> and its kin for markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
