"""The colours of a thumbnail's words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from engine.tuning.trial import shown
from engine.vocabulary import build_vocabulary

if TYPE_CHECKING:
    from engine.corpus.corpus import Corpus
    from engine.tuning.plan import Plan

_COLOURS = 7


def groups(corpus: Corpus, plan: Plan) -> tuple[int, ...]:
    """The place of each word's first group among the largest of them; 7 for the others.

    In the order of `engine.tuning.trial.shown`, with the lowest min_count of the study: models that
    leave out more words show fewer of the same.
    """
    tried = {axis.name: axis.stops for axis in plan.axes}
    words = build_vocabulary(corpus, min(tried.get("min_count", (plan.recipe.min_count,))))
    names = [corpus.groups.get(words.symbols[place], ("",))[0] for place in shown(corpus, words)]
    sizes = Counter(name for name in names if name)
    order = sorted(sizes, key=lambda name: (-sizes[name], name))
    rank = {name: place for place, name in enumerate(order[:_COLOURS])}
    if not rank:
        return (0,) * len(names)
    return tuple(rank.get(name, _COLOURS) for name in names)
