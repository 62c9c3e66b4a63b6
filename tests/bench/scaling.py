"""What a cluster would take, reckoned from parts that were measured on one machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.bench.plot import STYLE

if TYPE_CHECKING:
    from pathlib import Path

NAME = "scaling.svg"
NODES = (1, 2, 4, 8, 16, 32, 64)
TOKENS = 1e11
EVERY = (10_000, 100_000, 1_000_000)  # raw positions between two meetings
NETWORK = 1.25e9  # bytes a second of a node: 10 Gbit/s
_CALLS = 4  # of each worker in a round: train, cut, bring together, adopt
_COLOURS = ("#8a8a8a", "#1f6fb2", "#c8641e")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Measured on one core: tokens a second, and of one meeting of two copies the seconds of each
    and the bytes that each receives; seconds of a Ray call, alone and `among` many sent together.
    """

    speed: float
    meet: float
    received: float
    call: float
    among: float


def hours(parts: Parts, nodes: int, every: int, tokens: float = TOKENS) -> float:
    """Hours that one worker on each of so many nodes takes.

    A round is: `every` tokens trained; of the rows, (n − 1)/n received twice over the network; a
    worker's share of bringing them together, which is the same for any n; and the calls of the one
    program that leads.
    """
    train = every / parts.speed
    if nodes == 1:
        return tokens / parts.speed / 3600
    sent = parts.received * 2 * (nodes - 1) / nodes / NETWORK
    lead = _CALLS * (parts.call + nodes * parts.among)
    return tokens / (nodes * every) * (train + sent + parts.meet + lead) / 3600


def draw(data: dict[str, Any], docs: Path) -> str:
    """Hours against nodes for each distance between meetings; the line of Markdown for it."""
    import matplotlib as mpl  # as in plot.py
    from matplotlib.figure import Figure
    from matplotlib.ticker import FixedLocator, NullLocator

    parts = Parts(**data)
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(6.4, 4.0), layout="constrained")
        axes = figure.subplots()
        ideal = [hours(parts, 1, EVERY[0]) / n for n in NODES]
        axes.plot(NODES, ideal, "--", color="#bbbbbb", label="nothing but training")
        for every, colour in zip(EVERY, _COLOURS, strict=True):
            taken = [hours(parts, n, every) for n in NODES]
            axes.plot(NODES, taken, "o-", color=colour, label=f"a meeting every {every:,}")
        axes.set_xscale("log", base=2)
        axes.set_yscale("log")
        axes.xaxis.set_major_locator(FixedLocator(NODES))
        axes.xaxis.set_minor_locator(NullLocator())
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
        axes.set_xlabel("nodes, one worker of one core each")
        axes.set_ylabel("hours for 10¹¹ tokens")
        axes.legend(frameon=False)
        figure.savefig(docs / NAME, metadata={"Date": None})
    return f"![Predicted hours for 10¹¹ tokens on 1 to 64 nodes]({NAME})"
