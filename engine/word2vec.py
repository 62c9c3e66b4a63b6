"""Skip-gram with negative sampling in a few lines: give sentences, train, turn a knob, ask."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.corpus import intake, store
from engine.corpus.corpus import Corpus
from engine.corpus.text.sentences import from_sentences
from engine.errors import ParameterError
from engine.keyed_vectors import KeyedVectors
from engine.settings import Knobs, Reading, Recipe
from engine.training import checkpoint
from engine.training.slices import slices
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from engine.training.progress import Progress

# What gensim calls our settings, for whoever comes with its names.
_GENSIM = {
    "vector_size": "dimensions",
    "negative": "negatives",
    "sample": "subsample",
    "ns_exponent": "noise_exponent",
    "alpha": "learning_rate",
    "workers": "threads",
}


def read_corpus(*paths: str | Path, **reading: Any) -> Corpus:  # noqa: ANN401 - a value of `Reading`
    """The corpus of one or more files: text, also packed or in tables; a graph; a genome.

    `reading` are fields of `Reading`. What was read is kept under ``PUSHPULL_HOME``
    (``~/.pushpull``) and is opened at once when the same files come again.

    Raises
    ------
    CorpusError
        If a file cannot be read, or holds no words.
    ParameterError
        For a setting that is none, or is out of its range.
    """
    files = [(Path(path).name, Path(path)) for path in paths]
    return intake.read(files, Reading(**_known((Reading,), reading)), store.home() / "corpora")


class Word2Vec:
    """A skip-gram model with negative sampling, which trains as far as it is asked to.

    The corpus is one that `read_corpus` gives, or an iterable of sentences, each a list of words.
    The settings are those of `Recipe` and `Knobs`, by name. Training and its draws are a function
    of the settings alone: one thread and one seed give the same vectors bit for bit.
    """

    def __init__(self, corpus: Corpus | Iterable[Sequence[str]], **settings: Any) -> None:  # noqa: ANN401 - values of many kinds
        """Count the words; nothing is trained yet.

        Raises
        ------
        ParameterError
            For a setting that is none, or is out of its range.
        CorpusError
            If fewer than two words occur `min_count` times.
        """
        _known((Recipe, Knobs), settings)
        recipe = Recipe(**_those(Recipe, settings))
        self._knobs = Knobs(**_those(Knobs, settings))
        self.corpus = corpus if isinstance(corpus, Corpus) else from_sentences(corpus)
        vocabulary = build_vocabulary(self.corpus, recipe.min_count)
        self._trainer = SkipGram(self.corpus, vocabulary, recipe, self._knobs)

    def train(self, seconds: float = 0.05) -> Iterator[Progress]:
        """Train to the end of the last epoch, and say after about so many seconds how it goes.

        Each `Progress` holds the tokens gone over and their goal, and pull and push of the slice
        just trained, in nats. Whoever stops to iterate pauses; iterating anew goes on from there.

        Raises
        ------
        DivergenceError
            If the vectors grow beyond bounds; the model is then of no use.
        """
        yield from slices(self._trainer, lambda: self._knobs, seconds)

    def set_params(self, **knobs: Any) -> Word2Vec:  # noqa: ANN401 - values of many kinds
        """Turn knobs; they take hold within the next 50,000 words. Returns the model itself.

        Raises
        ------
        ParameterError
            For what is no knob (a new value of `dimensions` needs a new model), or out of range.
        """
        self._knobs = replace(self._knobs, **_known((Knobs,), knobs))
        return self

    def get_params(self) -> dict[str, Any]:
        """Every setting by name, as it is now."""
        both = (self._trainer.recipe, self._knobs)
        return {item.name: getattr(kind, item.name) for kind in both for item in fields(kind)}

    @property
    def wv(self) -> KeyedVectors:
        """The input vectors as they are now, a copy; ask again after more training."""
        return KeyedVectors(self._trainer.vocabulary.symbols, self._trainer.model.v.copy())

    def save(self, path: str | Path) -> None:
        """Write a checkpoint (.npz, whole or not at all), from which `load` goes on bit for bit."""
        self._trainer.turn(self._knobs)
        checkpoint.save(self._trainer.checkpoint(), path)

    @classmethod
    def load(cls, path: str | Path, corpus: Corpus | Iterable[Sequence[str]]) -> Word2Vec:
        """The model of a checkpoint, on the corpus that it was made on.

        Raises
        ------
        FormatError
            If the file is no checkpoint of this version.
        CorpusError
            If it was made on another corpus.
        """
        saved = checkpoint.load(path)
        settings = {
            item.name: getattr(kind, item.name)
            for kind in (saved.recipe, saved.knobs)
            for item in fields(kind)
        }
        made = cls(corpus, **settings)
        made._trainer.restore(saved)
        return made


def _those(kind: type[Recipe | Knobs], settings: dict[str, Any]) -> dict[str, Any]:
    """The settings that are fields of this kind."""
    return {item.name: settings[item.name] for item in fields(kind) if item.name in settings}


def _known(
    kinds: tuple[type[Reading | Recipe | Knobs], ...], asked: dict[str, Any]
) -> dict[str, Any]:
    """What was asked for; raises `ParameterError` for the first name that none of these has."""
    names = [item.name for kind in kinds for item in fields(kind)]
    for name in asked:
        if name in _GENSIM:
            raise ParameterError("{name}: is called {ours} here.", name=name, ours=_GENSIM[name])
        if name not in names:
            raise ParameterError(
                "{name}: is no setting of this; choose among {names}.",
                name=name,
                names=", ".join(names),
            )
    return asked
