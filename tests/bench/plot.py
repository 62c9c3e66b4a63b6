"""How the work grows, as small multiples: tokens a second above, the share of sgemm below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.axes import Axes

NAME = "growth.svg"
_TITLES = {
    "V": "vocabulary V",
    "d": "dimensions d",
    "k": "noise words k",
    "window": "window",
    "threads": "threads",
}
_BLUE, _ORANGE, _GREY = "#1f6fb2", "#c8641e", "#8a8a8a"
STYLE = {
    "svg.fonttype": "none",  # text stays text: small, and searchable
    "svg.hashsalt": "pushpull",  # the same data give the same file
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#555555",
    "axes.grid": True,
    "grid.color": "#e4e4e4",
    "grid.linewidth": 0.6,
}


def draw(data: dict[str, Any], docs: Path) -> str:
    """Draw the growth along every axis into `docs`; the line of Markdown that shows it."""
    import matplotlib as mpl  # here, because children that measure need not wait for it
    from matplotlib.figure import Figure

    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(11, 4.6), layout="constrained")
        above, below = figure.subplots(2, len(data), sharex="col", sharey="row")
        for i, (axis, points) in enumerate(data.items()):
            _speeds(above[i], axis, points)
            _shares(below[i], axis, points)
        above[0].set_ylabel("tokens a second")
        below[0].set_ylabel("share of one core's sgemm")
        below[0].set_ylim(bottom=0)
        figure.savefig(docs / NAME, metadata={"Date": None})
    return f"![Tokens a second and the share of sgemm against V, d, k, window and threads]({NAME})"


def _speeds(axes: Axes, axis: str, points: list[dict[str, float]]) -> None:
    from matplotlib.ticker import LogLocator, NullLocator

    x, speeds = [p["x"] for p in points], [p["speed"] for p in points]
    if axis == "threads":
        axes.plot(x, [speeds[0] * n / x[0] for n in x], ":", color=_GREY, linewidth=1)
    axes.plot(x, speeds, "o-", color=_BLUE, markersize=3.5, linewidth=1.4)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_title(_TITLES[axis], fontsize=10, loc="left")
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.yaxis.set_major_formatter(_speed)
    axes.yaxis.set_minor_locator(NullLocator())


def _shares(axes: Axes, axis: str, points: list[dict[str, float]]) -> None:
    from matplotlib.ticker import FixedLocator, LogLocator, NullLocator, PercentFormatter

    x, shares = [p["x"] for p in points], [p["flops"] / p["sgemm"] for p in points]
    axes.plot(x, shares, "o-", color=_ORANGE, markersize=3.5, linewidth=1.4)
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.xaxis.set_minor_locator(NullLocator())
    if axis == "V":
        axes.xaxis.set_major_locator(LogLocator())
    else:
        axes.xaxis.set_major_locator(FixedLocator(x))
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
    axes.tick_params(axis="x", labelsize=8)


def _speed(value: float, _: int) -> str:
    """100 k, 2 M."""
    return f"{value / 1e6:g} M" if value >= 1e6 else f"{value / 1e3:g} k"
