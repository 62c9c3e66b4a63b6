"""Settings that suit a text of a given size, for whoever has not chosen yet."""

from __future__ import annotations

from engine.corpus.stream import Suggested
from engine.settings import Knobs, Recipe

_LARGE = 5_000_000  # tokens: from here on word2vec's own settings do well
_SMALL = 500_000
_TINY = 20_000
_SEEN = 2_000_000  # tokens a small text should be gone over in all
_FEWEST, _MOST = 5, 20  # epochs


def suggest(tokens: int) -> Suggested:
    """The recipe and knobs for a text of so many tokens.

    The defaults of word2vec suit millions of words: on a novel (100 k) or a Chinese one (290 k
    tokens) they leave the vectors near their random start. More passes, a larger step, a milder
    threshold and fewer dimensions gave neighbours there that make sense (*lama*: Kim, curator).
    """
    if tokens >= _LARGE:
        return Suggested()
    epochs = min(_MOST, max(_FEWEST, round(_SEEN / max(tokens, 1))))
    return Suggested(
        Recipe(dimensions=50 if tokens < _SMALL else 100, min_count=2 if tokens < _TINY else 5),
        Knobs(subsample=1e-3, learning_rate=0.05, epochs=epochs),
    )
