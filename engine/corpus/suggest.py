"""Settings that suit a text of a given size, for whoever has not chosen yet."""

from __future__ import annotations

from engine.corpus.corpus import Suggested
from engine.settings import Knobs, Recipe

_LARGE = 5_000_000  # tokens: from here on word2vec's own settings do well
_SMALL = 500_000
_NOVEL = 100_000
_TINY = 20_000
_SEEN = 6_000_000  # tokens a small text should be gone over in all
_FEWEST, _MOST = 5, 20  # epochs


def suggest(tokens: int, cut_share: float = 0.0) -> Suggested:
    """The recipe and knobs for a text of so many tokens.

    The defaults of word2vec suit millions of words: on a novel (100 k) or a Chinese one (290 k
    tokens) they leave the vectors near their random start. More passes, a larger step, a milder
    threshold and fewer dimensions gave neighbours there that make sense (*lama*: Kim, curator).
    With 7 passes over a Chinese novel half the neighbours of its people are chance words, with 20
    most are people of the same side (*孙权*: 吕蒙, 周瑜, 陆逊).

    `cut_share` (0 … 1) of the letters are of scripts whose words a library found. It glues rare
    words together (*玄德令*), which take the places of true neighbours: in a text of some length
    they are left out, and windows reach over the whole of its short sentences.
    """
    if tokens >= _LARGE:
        return Suggested()
    small = tokens < _SMALL
    found = tokens >= _NOVEL and cut_share > 0.5
    epochs = min(_MOST, round(_SEEN / max(tokens, 1))) if small else _FEWEST
    return Suggested(
        Recipe(
            dimensions=50 if small else 100,
            min_count=10 if found else 2 if tokens < _TINY else 5,
        ),
        Knobs(window=10 if found else 5, subsample=1e-3, learning_rate=0.05, epochs=epochs),
    )
