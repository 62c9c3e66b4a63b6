"""A run's settings as other programs take them: JSON, and a call of gensim that trains the same."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from engine.training.schedule import FLOOR

if TYPE_CHECKING:
    from engine.settings import Knobs, Reading, Recipe


def as_json(corpus: str, reading: Reading, recipe: Recipe, knobs: Knobs) -> str:
    """Every setting, by the names of the command line."""
    said = {"corpus": corpus, **asdict(reading), **asdict(recipe), **asdict(knobs)}
    return json.dumps(said, indent=2, ensure_ascii=False)


def as_gensim(recipe: Recipe, knobs: Knobs) -> str:
    """A gensim 4 call with the same model, objective and schedule.

    gensim skips a noise word that is the target, and its seed means other numbers: the vectors
    agree in quality, not in their bits. Without negatives gensim trains nothing, which is said.
    """
    floor = knobs.learning_rate * (FLOOR if knobs.schedule == "linear" else 1.0)
    alone = "" if knobs.negatives else "# negative=0: gensim trains nothing; Pushpull pulls only\n"
    return f"""{alone}from gensim.models import Word2Vec

model = Word2Vec(
    sentences,  # lists of words
    sg=1, hs=0, cbow_mean=0, sorted_vocab=1,
    vector_size={recipe.dimensions}, min_count={recipe.min_count},
    window={knobs.window}, shrink_windows=True,
    negative={knobs.negatives}, ns_exponent={knobs.noise_exponent:g},
    sample={knobs.subsample:g},
    alpha={knobs.learning_rate:g}, min_alpha={floor:g},
    epochs={knobs.epochs}, seed={recipe.seed}, workers={recipe.threads},
)
"""
