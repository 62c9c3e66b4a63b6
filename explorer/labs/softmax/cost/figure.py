"""Four objectives beside each other: rows and seconds of a pair against V, and their race."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plotly import graph_objects as go

from explorer.labs.softmax.cost.view import NAMES, WORDS
from explorer.texts import say
from explorer.theme import OTHER, SYMBOLS, categories, template

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.theory.experiments.cost import Timing
    from explorer.labs.softmax.cost.view import Standing

HEIGHT = 330  # pixels
_DASHES = ("solid", "dot", "dash", "dashdot")
_KNOWN = ("negative", "softmax")  # in the colours of pull and push; the others take the next
_PLACES = {name: place for place, name in enumerate((*_KNOWN, "hierarchical", "nce"))}
_SIZES = {"nce": 12}  # of marks, in pixels: its line lies where that of negative sampling does


def rows(found: Mapping[str, Sequence[float]], words: int, own: int, *, dark: bool) -> go.Figure:
    """Output vectors a pair touches against the size of the vocabulary."""
    figure = _plane(dark=dark)
    for name, touched in found.items():
        figure.add_scatter(x=WORDS, y=touched, hovertemplate=_HOVER, **_look(name, dark=dark))
    _lines(figure, words, own, (1, max(WORDS)))
    figure.update_yaxes(title=say("output vectors touched for one pair"), type="log")
    return figure


def times(timings: Sequence[Timing], words: int, own: int, *, dark: bool) -> go.Figure:
    """Microseconds of a pair against the size of the vocabulary, as measured here."""
    figure = _plane(dark=dark)
    for name in NAMES:
        points = [(t.words, 1e6 * t.seconds) for t in timings if t.objective == name]
        x, y = zip(*points, strict=True) if points else ((), ())
        figure.add_scatter(x=x, y=y, hovertemplate=_HOVER, **_look(name, dark=dark))
    measured = [1e6 * t.seconds for t in timings]
    _lines(figure, words, own, (min(measured) / 2, max(measured) * 2))
    figure.update_yaxes(title=say("microseconds for one pair"), type="log")
    return figure


def race(standings: Sequence[Standing], chance: float, *, dark: bool) -> go.Figure:
    """Loss on pairs held out against seconds of an objective's own computing."""
    figure = _plane(dark=dark)
    for one in standings:
        figure.add_scatter(
            x=[lap.seconds for lap in one.laps],
            y=[lap.loss for lap in one.laps],
            customdata=[lap.pairs for lap in one.laps],
            hovertemplate="%{x:.1f} s: %{y:.3f} · %{customdata:,}<extra>%{fullData.name}</extra>",
            **_look(one.objective, dark=dark),
        )
    end = max(one.last.seconds for one in standings)
    figure.add_scatter(
        x=[0, max(end, 0.1)],
        y=[chance, chance],
        name=say("pure chance"),
        mode="lines",
        line={"color": OTHER, "dash": "dot", "width": 1.5},
        hoverinfo="skip",
    )
    figure.update_xaxes(title=say("seconds each has computed"), type="linear")
    figure.update_yaxes(title=say("loss on pairs held out (nats)"))
    return figure


_HOVER = "%{x:,}: %{y:,.3g}<extra>%{fullData.name}</extra>"


def _plane(*, dark: bool) -> go.Figure:
    figure = go.Figure(layout={"template": template(dark=dark), "height": HEIGHT})
    figure.update_xaxes(title=say("words in the vocabulary, |V|"), type="log")
    figure.update_layout(legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"})
    return figure


def _look(name: str, *, dark: bool) -> dict[str, object]:
    """The name, colour, dash and shape of an objective, the same in every figure."""
    place = _PLACES[name]
    return {
        "name": say(NAMES[name]),
        "mode": "lines+markers",
        "line": {"color": categories(dark=dark)[place], "dash": _DASHES[place]},
        "marker": {
            "symbol": f"{SYMBOLS[place]}{'-open' * (name in _SIZES)}",
            "size": _SIZES.get(name, 7),
        },
    }


def _lines(figure: go.Figure, words: int, own: int, span: tuple[float, float]) -> None:
    """The vocabulary looked at and the visitor's own, as upright lines."""
    for at, text, dash in (
        (words, say("{words} words", words=f"{words:,}"), "solid"),
        (own, say("your text: {words}", words=f"{own:,}"), "dot"),
    ):
        figure.add_scatter(
            x=[at, at],
            y=list(span),
            name=text,
            mode="lines",
            hoverinfo="skip",
            line={"color": OTHER, "dash": dash, "width": 1.5},
        )
