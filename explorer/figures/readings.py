"""Figures as sentences, for whoever hears the page: they say the numbers that the pictures show."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from explorer.texts import say

if TYPE_CHECKING:
    from engine.evaluation.analogies import Accuracy
    from explorer.views.analogy import Analogy
    from explorer.views.health import Health


def read_accuracy(scored: Accuracy, *, most: int = 30) -> str:
    """The bars of `scores.accuracy_bars`: all questions, then each of the first `most` sections."""
    whole = say("{right} of {asked} analogies right", right=scored.right, asked=scored.asked)
    sections = list(scored.sections.items())[:most]
    parts = (
        say("{name}: {right} of {asked}", name=say(name) if name else "—", right=right, asked=asked)
        for name, (right, asked) in sections
    )
    return "; ".join([whole, *parts])


def read_zipf(view: Health) -> str:
    """The ends of the curve of `health.zipf`, and what its line leaves out."""
    (_, most), *_, (last, least) = view.zipf
    return say(
        "The commonest word stands {most} times in the text, the one at rank {last} {least} times;"
        " the line at min_count {min_count} keeps {kept} of {types} words.",
        most=f"{most:,}", last=f"{last:,}", least=f"{least:,}",
        min_count=view.min_count, kept=f"{view.kept_types:,}", types=f"{view.types:,}",
    )  # fmt: skip


def read_parallelogram(view: Analogy) -> str:
    """How far the answer lies from the fourth corner of `analogy.parallelogram`, beside a side."""
    a, b, c = view.words
    asked = say("{a} is to {b} as {c} is to {answer}", a=a, b=b, c=c, answer=view.answer or "?")
    if not view.answer:
        return asked
    places = [(x, y) for _, x, y in view.corners]
    missed = say(
        "In the plane, {answer} lies {missed} from b − a + c; from {a} to {b} it is {side}.",
        answer=view.answer, a=a, b=b, missed=f"{math.dist(places[3], places[4]):.2f}",
        side=f"{math.dist(places[0], places[1]):.2f}",
    )  # fmt: skip
    return f"{asked}. {missed}"
