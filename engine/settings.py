"""Settings, each said once: its default, its range and its help in one place.

The check in the constructor, the slider, the link, the command line and the table in README walk
`fields()` of these classes and read ``metadata["range"]`` (`engine.ranges`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from engine.errors import phrase
from engine.ranges import Range, choice, number, range_of, refusal

if TYPE_CHECKING:
    from dataclasses import Field


def check(settings: Reading | Recipe | Knobs) -> None:
    """Raise `ParameterError` for the first field outside its range or of another type."""
    for item in fields(settings):
        value = getattr(settings, item.name)
        if not accepts(item, value):
            raise refusal(item, value)


def accepts(item: Field[Any], value: object) -> bool:
    """Whether a field may have the value: of its type and within its range."""
    kind = (int, float) if isinstance(item.default, float) else type(item.default)
    return isinstance(value, kind) and range_of(item).admits(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How material becomes tokens; part of a link and of the name under which a corpus is kept."""

    material: str = choice(
        "auto",
        ("auto", "text", "graph", "genome"),
        phrase("what the files hold; otherwise their names tell"),
    )
    lowercase: bool = choice(
        True, (True, False), phrase("write every word in lower case"), of=("text",)
    )
    digits: bool = choice(
        True, (True, False), phrase("keep words that contain digits"), of=("text",)
    )
    sentences: str = choice(
        "auto",
        ("auto", "line", "punctuation"),
        phrase(
            "where a sentence ends: at every line, at punctuation, or whichever the text suggests"
        ),
        of=("text",),
    )
    column: str = field(
        default="",
        metadata={
            "range": Range(
                kind="text",
                high=200,
                live=False,
                of=("text",),
                help=phrase(
                    "the column of a .csv or .tsv, or the field of a .jsonl, that is read;"
                    " none: the one with the most text"
                ),
            )
        },
    )
    segmenter: str = choice(
        "auto",
        ("auto", "characters", "none"),
        phrase("how scripts without spaces are cut: into words, into characters, or not at all"),
        of=("text",),
    )
    directed: str = choice(
        "auto",
        ("auto", "yes", "no"),
        phrase("whether edges lead one way only; auto: as the file says, else both ways"),
        of=("graph",),
    )
    weighted: bool = choice(
        True, (True, False), phrase("take an edge in proportion to its weight"), of=("graph",)
    )
    kmer_length: str = choice(
        "auto", ("auto", "3", "4", "5", "6", "7", "8", "3-8"),
        phrase("letters of a k-mer, the word of a genome; auto: 6 of DNA, 3 of proteins; 3-8: of"
               " every length, drawn anew at each place"),
        of=("genome",),
    )  # fmt: skip
    stride: str = choice(
        "k", ("k", "1", "2", "3"),
        phrase("letters from one k-mer to the next in a sentence; k: as many as it has, so that"
               " none overlap; every shift is a sentence of its own"),
        of=("genome",),
    )  # fmt: skip
    strands: str = choice(
        "one", ("one", "both", "canonical"),
        phrase("which strands of DNA are read: the one in the file, both, or each k-mer as the"
               " first by the alphabet of itself and its reverse complement"),
        of=("genome",),
    )  # fmt: skip
    molecule: str = choice(
        "auto", ("auto", "dna", "protein"),
        phrase("what the letters stand for; auto: DNA (or RNA) if nearly all are A, C, G, T, U"
               " or N"),
        of=("genome",),
    )  # fmt: skip
    own_words: str = field(
        default="",
        metadata={
            "range": Range(
                kind="text",
                noun="a list",
                high=20_000,
                live=False,
                of=("text",),
                help=phrase(
                    "words that are never cut where there are no spaces; parted by spaces, commas"
                    " or lines"
                ),
            )
        },
    )

    def __post_init__(self) -> None:
        check(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What is fixed when a model is born; a change means a new model, asked for."""

    dimensions: int = number(
        100, "log", phrase("numbers in a word's vector"),
        low=2, high=1000, stops=(2, 8, 16, 32, 50, 64, 100, 128, 200, 300), live=False,
    )  # fmt: skip
    min_count: int = number(
        5, "log", phrase("words seen less often are left out"),
        low=1, high=1_000_000, stops=(1, 2, 3, 5, 10, 20, 50, 100), live=False,
    )  # fmt: skip
    seed: int = number(
        1, "linear", phrase("the one number all chance comes from"),
        low=0, high=2**31 - 1, live=False,
    )  # fmt: skip
    threads: int = number(
        1, "linear", phrase("training threads; with one, a seed always gives the same vectors"),
        low=1, high=64, stops=(1, 2, 4, 8), live=False,
    )  # fmt: skip

    def __post_init__(self) -> None:
        check(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Knobs:
    """What may be turned while training; a change takes hold at the next block.

    Replaced whole (`dataclasses.replace`), never edited. Defaults are word2vec's and gensim's.
    """

    negatives: int = number(
        5, "linear", phrase("noise words drawn against each true one (k)"),
        low=0, high=50, step=1, stops=(0, 1, 2, 5, 10, 15, 20),
    )  # fmt: skip
    window: int = number(
        5, "linear", phrase("largest distance between two words that are pulled together"),
        low=1, high=50, step=1, stops=(1, 2, 5, 10, 15, 20),
    )  # fmt: skip
    subsample: float = number(
        1e-4, "log", phrase("threshold t: words above this share are dropped at times (0 = off)"),
        low=1e-7, high=1.0, off=0.0, stops=(1e-6, 1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 0.0),
    )  # fmt: skip
    noise_exponent: float = number(
        0.75, "linear", phrase("noise words are drawn in proportion to count to this power (α)"),
        low=-1.0, high=1.25, step=0.25, stops=(-1.0, 0.0, 0.75, 1.25),
    )  # fmt: skip
    learning_rate: float = number(
        0.025, "log", phrase("length of a step at the start"),
        low=1e-4, high=10.0,
        stops=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0),
    )  # fmt: skip
    schedule: str = choice(
        "linear", ("linear", "constant"),
        phrase("how the step shrinks: evenly to almost nothing, or not at all"), live=True,
    )  # fmt: skip
    epochs: int = number(
        5, "linear", phrase("passes over the corpus"),
        low=1, high=1000, step=1, stops=(1, 5, 100),
    )  # fmt: skip
    sampler: str = field(
        default="unigram",
        metadata={
            "range": Range(
                kind="mixture",
                stops=("unigram", "uniform", "unigram=0.5 hard=0.5", "unigram=0.5 spelling=0.5"),
                help=phrase(
                    "whom noise words are drawn from: by frequency (unigram), all words alike"
                    " (uniform), words taken for the target (hard), words spelt like it (spelling)"
                ),
            )
        },
    )
    correction: str = choice(
        "none", ("none", "weight", "mask"),
        phrase(
            "what is done about other noise than by frequency: nothing, weights that undo it, or"
            " no push between words that meet in the text"
        ),
        live=True,
    )  # fmt: skip
    p: float = number(
        1.0, "log", phrase("a walk steps back to where it came from 1/p times as readily"),
        low=0.01, high=100.0, stops=(0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 10.0), of=("graph",),
    )  # fmt: skip
    q: float = number(
        1.0, "log", phrase("a walk steps away from where it came from 1/q times as readily"),
        low=0.01, high=100.0, stops=(0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 10.0), of=("graph",),
    )  # fmt: skip
    walk_length: int = number(
        80, "linear", phrase("nodes of a walk"),
        low=2, high=1000, step=1, stops=(2, 20, 80, 160), of=("graph",),
    )  # fmt: skip
    walks_per_node: int = number(
        10, "linear", phrase("walks that begin at each node in one pass over the graph"),
        low=1, high=100, step=1, stops=(1, 10, 40), of=("graph",),
    )  # fmt: skip

    def __post_init__(self) -> None:
        check(self)
