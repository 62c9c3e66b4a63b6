"""What noise from several sources costs: training beside plain noise, and making the proposals."""

from __future__ import annotations

import time
from statistics import median

from tests.bench.bench import Bench, Part
from tests.bench.child import call
from tests.bench.figures import Result, Table, middle, number, percent
from tests.bench.settings import A

_MIXED = "unigram=0.4 hard=0.3 spelling=0.3"
_KINDS = {
    "unigram": ("unigram", "none"),
    "mixed": (_MIXED, "none"),
    "mixed, weighed": (_MIXED, "weight"),
    "mixed, masked": (_MIXED, "mask"),
}
_SPELT = 50_000


def run(bench: Bench) -> Result:
    """All samplers in turn in one child, some times over; then the proposals."""
    text = bench.text.part(bench.sizes.speed_tokens)
    speeds = call(speeds_of, cores=1, folder=text.folder, rounds=bench.sizes.rounds)
    shares = {
        name: [100 * mine / plain for mine, plain in zip(found, speeds["unigram"], strict=True)]
        for name, found in speeds.items()
    }
    words = min(_SPELT, bench.sizes.made_types)
    spelt, hard = call(proposal_seconds, cores=1, words=words, dimensions=A.dimensions)
    for name, found in shares.items():
        bench.say(f"{name}: {percent(median(found) / 100)} of plain noise")
    rows = [
        (name, number(median(speeds[name]) / 1e3), percent(median(found) / 100))
        for name, found in shares.items()
    ]
    return Result(
        figures=(
            middle("Mixed noise, of the speed of plain noise", shares["mixed"], "%", at_least=70),
            middle("Mixed and weighed", shares["mixed, weighed"], "%", at_least=70),
            middle("Mixed and masked", shares["mixed, masked"], "%"),
            middle(f"Words spelt alike, for {words:,} words", [spelt], "s", at_most=60),
            middle(f"Hard proposals, for {words:,} words", [hard], "s"),
        ),
        tables=(Table("Medians:", ("noise", "k tokens/s", "of plain"), tuple(rows)),),
        notes=(f"{A} on one core; proposals, 32 a word of each kind, are ready before.",),
    )


def speeds_of(folder: str, rounds: int) -> dict[str, list[float]]:
    """In a child: tokens a second of CPU of every kind of noise, in turn."""
    from engine.sampling.proposals import COMMON
    from engine.settings import Knobs, Recipe
    from engine.training.trainer import SkipGram
    from engine.vocabulary import build_vocabulary
    from tests.bench.text import MIN_COUNT, load

    corpus = load(folder)
    vocabulary = build_vocabulary(corpus, MIN_COUNT)
    size = len(vocabulary)
    offers = {"hard": _any(size, min(size, COMMON), 1), "spelling": _any(size, size, 2)}
    found: dict[str, list[float]] = {name: [] for name in _KINDS}
    for number_of in range(rounds + 1):
        for name, (sampler, correction) in _KINDS.items():
            knobs = Knobs(
                window=A.window, negatives=A.negatives, epochs=1, sampler=sampler,
                correction=correction,
            )  # fmt: skip
            recipe = Recipe(dimensions=A.dimensions)
            trainer = SkipGram(corpus, vocabulary, recipe, knobs, offers=offers)
            began = time.process_time()
            while not trainer.finished(knobs):
                trainer.block(knobs)
            if number_of:  # the first compiles
                found[name].append(trainer.position.tokens / (time.process_time() - began))
    return found


def _any(size: int, among: int, seed: int):
    """Proposals by chance: their rows lie all over memory, as badly as they can."""
    import numpy as np

    from engine.sampling.proposals import OWN_WORDS, Proposals

    words = np.random.default_rng(seed).integers(0, among, (size, OWN_WORDS)).astype(np.int32)
    return Proposals(words, np.ones(words.shape, np.float32))


def proposal_seconds(words: int, dimensions: int) -> tuple[float, float]:
    """In a child: seconds of CPU of both kinds of proposals for so many made words."""
    import numpy as np

    from engine.sampling.proposals import hard, spelling
    from tests.bench.zipf import word

    hard(np.ones((3, 2), np.float32), 2)  # compiles
    began = time.process_time()
    spelling(tuple(word(rank) for rank in range(words)))
    spelt = time.process_time() - began
    vectors = np.random.default_rng(0).normal(size=(words, dimensions)).astype(np.float32)
    began = time.process_time()
    hard(vectors)
    return spelt, time.process_time() - began


PART = Part(place=35, title="Noise from several sources", run=run)
