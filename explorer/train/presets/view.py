"""Experiments worth a lecture: one knob each, and what to look for."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from engine.errors import phrase
from engine.ranges import range_of
from engine.settings import Knobs

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Preset:
    """A knob set to a value: its title, and one line that says what to look for.

    `afresh` begins the run again from its seed, for what cannot be seen on a model that has learned
    already: trained vectors hardly collapse, those at their start do.
    """

    knob: str
    value: float
    title: str
    look: str
    afresh: bool = True


def presets(suggested: Knobs) -> Iterator[Preset]:
    """The experiments, for a corpus with these suggested knobs."""
    yield Preset("negatives", 0, phrase("collapse: k = 0"), phrase(
        "Nothing pushes: pull falls to almost nothing, all cosines between neighbours go to 1, and"
        " which words are neighbours becomes chance."))  # fmt: skip
    yield Preset("learning_rate", _rate(suggested, 10), phrase("rate ×10"), phrase(
        "Steps too long: within a few thousand words the loss leaps far above chance, then the"
        " vectors grow beyond all bounds and the run stops."), afresh=False)  # fmt: skip
    yield Preset("learning_rate", _rate(suggested, 50), phrase("rate ×50"), phrase(
        "The same at once: a few hundred words are enough. The run stops and says so; the back"
        " button begins it again."), afresh=False)  # fmt: skip
    yield Preset("noise_exponent", 1.0, phrase("α = 1"), phrase(
        "Noise words come as often as in the text, so frequent words are pushed more. The map"
        " hardly changes: on a small text α is fine tuning."))  # fmt: skip
    yield Preset("window", 1, phrase("window 1"), phrase(
        "Only words next door count: neighbours fit the same place in a sentence (king: husband,"
        " hero) and no longer the same subject (palace, throne)."))  # fmt: skip
    yield Preset("subsample", 0.0, phrase("no subsampling"), phrase(
        "Words like “the” are no longer thinned out: pull stays higher, and every token read costs"
        " more pairs."))  # fmt: skip


def _rate(suggested: Knobs, times: int) -> float:
    """So many times the rate that suits the corpus, or the highest there is."""
    item = next(item for item in fields(Knobs) if item.name == "learning_rate")
    return min(times * suggested.learning_rate, range_of(item).high)
