"""``python -m tests.bench.slice TEXT STORE``: a slice is trained on a text that is kept.

Imports what training needs and nothing else: how soon this says something is a figure.
"""

from __future__ import annotations

import sys
from pathlib import Path

from engine.corpus import store
from engine.settings import Knobs, Reading, Recipe
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary


def main(text: str, folder: str) -> None:
    """Open, or first read, the text; train one block of 50,000 tokens; say so."""
    recipe, knobs = Recipe(), Knobs()
    corpus = store.read([(Path(text).name, text)], Reading(), Path(folder))
    progress = SkipGram(corpus, build_vocabulary(corpus, recipe.min_count), recipe, knobs).block(
        knobs
    )
    print(progress.tokens, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
