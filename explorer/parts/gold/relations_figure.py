"""Accuracy of each relation, planted or uploaded, as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plotly import graph_objects as go

from explorer.texts import say
from explorer.theme import escaped, forces, template

if TYPE_CHECKING:
    from engine.evaluation.analogies import Accuracy

_LONGEST = 28  # letters of a name


def accuracy_bars(scored: Accuracy, *, dark: bool, most: int = 30) -> go.Figure:
    """A bar a relation: share of its questions answered right, with the numbers beside it."""
    names = list(reversed(list(scored.sections)[:most]))
    called = [say(name) if name else "—" for name in names]
    shares = [scored.sections[name][0] / scored.sections[name][1] for name in names]
    figure = go.Figure(
        go.Bar(
            x=shares,
            y=called,
            orientation="h",
            marker={"color": forces(dark=dark)["pull"]},
            text=[
                "{:.0%} ({}/{})".format(share, *scored.sections[name])
                for share, name in zip(shares, names, strict=True)
            ],
            textposition=["auto" if share else "outside" for share in shares],  # auto hides a 0
            hoverinfo="skip",
            cliponaxis=False,
            insidetextfont={"color": "#10222E" if dark else "#FFFFFF"},
        )
    )
    figure.update_layout(
        template=template(dark=dark),
        height=max(110, 36 + 28 * len(names)),
        showlegend=False,
        bargap=0.25,
        margin={"l": 8, "r": 12, "t": 4, "b": 28},
    )
    figure.update_xaxes(range=[0, 1], tickformat=".0%", dtick=0.25)
    figure.update_yaxes(
        type="category", tickvals=called, ticktext=[escaped(_short(name)) for name in called]
    )  # a visitor's file may call its sections anything
    return figure


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def read_accuracy(scored: Accuracy, *, most: int = 30) -> str:
    """The bars of `scores.accuracy_bars`: all questions, then each of the first `most` sections."""
    whole = say("{right} of {asked} analogies right", right=scored.right, asked=scored.asked)
    sections = list(scored.sections.items())[:most]
    parts = (
        say("{name}: {right} of {asked}", name=say(name) if name else "—", right=right, asked=asked)
        for name, (right, asked) in sections
    )
    return "; ".join([whole, *parts])
