"""How much of everything is measured: in earnest, and to see that the bench works."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Tokens, repetitions and bytes of the parts; `speed_tokens` 0 means the whole corpus."""

    made_tokens: int = 17_000_000  # of the corpus that is made when none is given
    made_types: int = 250_000
    speed_tokens: int = 4_000_000  # a trainer goes over this much of the corpus for its speed
    slow_tokens: int = 1_000_000  # the same for gensim at the settings that take it minutes
    passes: int = 3  # Pushpull's over these tokens: one is only a second
    rounds: int = 5  # pairs of a comparison
    slow_rounds: int = 3
    quality_epochs: int = 5
    top: int = 30_000  # words that are scored
    made_questions: int = 19_544  # as many as Google's, when none are given
    text_bytes: int = 100_000_000  # of prose
    large_bytes: int = 400_000_000  # of the text read under watch, and twice that
    mapped_tokens: int = 1_000_000_000
    places: int = 40  # of that corpus, at each of which some blocks are trained
    neighbour_words: int = 200_000
    live_words: int = 1_000_000
    growth_words: tuple[int, ...] = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
    growth_dimensions: tuple[int, ...] = (10, 20, 50, 100, 200, 500, 1_000)
    growth_negatives: tuple[int, ...] = (1, 2, 5, 10, 20, 50)
    growth_windows: tuple[int, ...] = (1, 2, 5, 10, 20, 50)
    growth_tokens: int = 3_000_000  # of the texts made for it
    growth_seconds: float = 0.5  # a point, each time
    growth_times: int = 3


FULL = Sizes()
SMOKE = Sizes(
    made_tokens=60_000,
    made_types=2_000,
    speed_tokens=50_000,
    slow_tokens=20_000,
    passes=1,
    rounds=1,
    slow_rounds=1,
    quality_epochs=1,
    top=1_500,
    made_questions=300,
    text_bytes=300_000,
    large_bytes=1_000_000,
    mapped_tokens=1_000_000,
    places=3,
    neighbour_words=5_000,
    live_words=3_000,
    growth_words=(1_000, 3_000),
    growth_dimensions=(8, 100),
    growth_negatives=(1, 5),
    growth_windows=(1, 5),
    growth_tokens=100_000,
    growth_seconds=0.01,
    growth_times=1,
)


def whole(sizes: Sizes) -> Sizes:
    """The same with speed measured over the whole text, by every trainer."""
    return replace(sizes, speed_tokens=0, slow_tokens=0, passes=1)
