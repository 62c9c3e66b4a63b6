"""From the start of Python to a genome that trains: read, cut into k-mers, the first slice."""

from __future__ import annotations

import lzma
import time
from typing import TYPE_CHECKING

import numpy as np

from tests.bench.bench import Bench, Part
from tests.bench.child import call
from tests.bench.figures import Result, middle, number

if TYPE_CHECKING:
    from pathlib import Path

_LINE = 80  # letters


def run(bench: Bench) -> Result:
    """A packed FASTA file of chance, read by a new process each time."""
    path = _made(bench.folder / "genome.fna.xz", bench.sizes.genome_letters)
    call(trained, path=path, cores=1)  # compiles
    whole, reading = [], []
    for _ in range(bench.sizes.rounds):
        began = time.perf_counter()
        reading.append(call(trained, path=path, cores=1))
        whole.append(time.perf_counter() - began)
        bench.say(f"genome: {number(whole[-1], 's')}, reading {number(reading[-1], 's')}")
    return Result(
        figures=(
            middle("A genome of 4.6 Mb trains, from the start of Python", whole, "s", at_most=3),
            middle("Of that, reading it and cutting it into 6-mers", reading, "s"),
        ),
        notes=(f"{bench.sizes.genome_letters:,} letters by chance as .fna.xz, on one core.",),
    )


def _made(path: Path, letters: int) -> Path:
    text = np.frombuffer(b"ACGT", np.uint8)[np.random.default_rng(1).integers(0, 4, letters)]
    lines = [text[at : at + _LINE].tobytes() for at in range(0, letters, _LINE)]
    path.write_bytes(lzma.compress(b">made\n" + b"\n".join(lines) + b"\n", preset=1))
    return path


def trained(path: str) -> float:
    """In a child: seconds to read the genome; then its first slice is trained."""
    from pathlib import Path

    from engine.corpus import intake
    from engine.settings import Reading
    from engine.training.trainer import SkipGram
    from engine.vocabulary import build_vocabulary

    began = time.perf_counter()
    file = Path(path)
    corpus = intake.read([(file.name, file)], Reading(), file.parent)
    seconds = time.perf_counter() - began
    recipe, knobs = corpus.suggested.recipe, corpus.suggested.knobs
    SkipGram(corpus, build_vocabulary(corpus, recipe.min_count), recipe, knobs).block(knobs)
    return seconds


PART = Part(place=55, title="Reading a genome", run=run)
