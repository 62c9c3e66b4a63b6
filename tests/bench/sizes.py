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
    cost_words: tuple[int, ...] = (100, 300, 1_000, 3_000, 10_000, 30_000, 100_000)
    cost_seconds: float = 0.5  # a point
    graph_nodes: int = 10_000  # of the graph that is made when none is given
    graph_walks: int = 10  # a node
    graph_shares: tuple[float, ...] = (0.1, 0.5, 0.9)  # of labels known
    graph_seeds: int = 3
    page_times: int = 5  # visits and turned knobs
    page_words: int = 2_000
    page_seconds: float = 60.0  # a page is watched
    page_visitors: int = 10
    labs: int = 20  # at most, from the first
    chart_times: int = 9  # the first chart comes soon or a second later, as the server is at work
    lab_times: int = 3  # each is opened
    page_minutes: float = 3.0  # a page is left open to see the process grow; HOUR= says otherwise
    cluster_workers: tuple[int, ...] = (1, 2, 4, 8)
    cluster_every: int = 10_000  # raw positions between two meetings
    genome_letters: int = 4_641_652  # as Escherichia coli has
    sweep_stops: int = 6  # of k in a sweep, by four windows


FULL = Sizes()
SMOKE = Sizes(
    graph_nodes=120,
    graph_walks=2,
    graph_shares=(0.5,),
    graph_seeds=1,
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
    cost_words=(50, 100),
    cost_seconds=0.01,
    page_times=1,
    page_words=300,
    page_seconds=4.0,
    page_visitors=1,
    page_minutes=0.1,
    labs=1,
    lab_times=1,
    chart_times=1,
    cluster_workers=(1, 2),
    cluster_every=5_000,
    genome_letters=20_000,
    sweep_stops=2,
)


def whole(sizes: Sizes) -> Sizes:
    """The same with speed measured over the whole text, by every trainer."""
    return replace(sizes, speed_tokens=0, slow_tokens=0, passes=1)
