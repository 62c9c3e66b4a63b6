"""One corpus too large for one machine: files that the workers read themselves.

A shard is a file that every machine can open: a path on a shared disk, or a URL that fsspec knows
(``s3://…``, ``gs://…``, ``https://…``). A worker reads a shard when it is first asked for a passage
of it, and keeps it as `engine.corpus.store` keeps everything: mapped, under PUSHPULL_HOME of its
machine. Words are counted shard by shard, one Ray task each, and the counts merged; ids of a shard
become ranks of the whole when they are read. The result is the corpus that one process would have
read, so one worker trains it to the same bits.
"""

from __future__ import annotations

import glob
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.cluster.pool import Failed, trials
from engine.corpus import intake, store
from engine.corpus.corpus import Corpus, Stream
from engine.corpus.suggest import suggest
from engine.corpus.symbols import Symbols
from engine.errors import ClusterError, CorpusError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.arrays import Ids, Offsets
    from engine.cluster.connection import Cluster
    from engine.corpus.corpus import Source
    from engine.settings import Knobs, Reading


def found(places: Sequence[str]) -> list[str]:
    """The shards that paths, patterns and URLs name, each in alphabetical order.

    Raises
    ------
    CorpusError
        If one of them names nothing.
    """
    return [shard for place in places for shard in _found(place)]


def _found(place: str) -> list[str]:
    if "://" in place:
        try:
            shards = [one.full_name for one in _fsspec().open_files(place, "rb")]
        except (OSError, ValueError, ImportError) as error:
            raise _closed(place, error) from None
    else:
        shards = sorted(glob.glob(place)) or [place]  # noqa: PTH207 - patterns may be absolute
    if not shards:
        raise CorpusError("{place}: names no file; check the pattern.", place=place)
    return shards


def _fsspec() -> Any:  # noqa: ANN401 - a module
    try:
        import fsspec  # noqa: PLC0415 - only addresses need it
    except ImportError:
        raise ClusterError(
            "Shards at an address need fsspec, which is not installed here; install it with"
            " “pip install -r requirements-cluster.txt”."
        ) from None
    return fsspec


def read(shard: str, reading: Reading) -> Corpus:
    """One shard, read or opened from the store of this machine.

    Raises
    ------
    CorpusError
        If it cannot be read, or is no text.
    """
    name, folder = PurePath(shard).name, store.home() / "corpora"
    if "://" not in shard:
        corpus = intake.read([(name, shard)], reading, folder)
    else:
        try:
            with _fsspec().open(shard, "rb") as opened:
                corpus = intake.read([(name, opened)], reading, folder)
        except (OSError, ValueError, ImportError) as error:
            raise _closed(shard, error) from None
    if corpus.kind != "text":
        raise CorpusError(
            "{name}: is a {kind}, and only texts are trained in shards; leave out --cluster.",
            name=name,
            kind=corpus.kind,
        )
    return corpus


def _closed(address: str, error: Exception) -> CorpusError:
    return CorpusError(
        "{name}: cannot be opened ({reason}). Check the address.",
        name=address,
        reason=str(error) or type(error).__name__,
    )


def gathered(shards: Sequence[str], reading: Reading, cluster: Cluster | None) -> Corpus:
    """The corpus of all shards in their order, each counted where there is a core.

    Raises
    ------
    CorpusError
        The first that a shard raises.
    """
    sizes = dict.fromkeys(shards, 0)
    merged: pa.Table | None = None
    for shard, counted in trials(list(sizes), _counted, reading, cluster):
        if isinstance(counted, Failed):
            raise counted.error
        sizes[shard], table = counted
        merged = table if merged is None else _merged(merged, table)
    assert merged is not None
    order = merged.sort_by([("count", "descending"), ("symbol", "ascending")])
    symbols = _symbols(order["symbol"].combine_chunks())
    source = Shards(shards, reading, [sizes[shard] for shard in shards], symbols)
    names = [PurePath(shard).name for shard in shards]
    return Corpus(
        name=names[0] if len(names) == 1 else f"{names[0]} … ({len(names)})",
        symbols=symbols,
        counts=order["count"].to_numpy(),
        source=source,
        documents=tuple(zip(names, source.edges[:-1].tolist(), strict=True)),
        suggested=suggest(source.size),
    )


def _counted(shard: str, reading: Reading) -> tuple[int, pa.Table]:
    """Tokens of a shard and a table of its symbols and their counts."""
    corpus = read(shard, reading)
    counts = np.array(corpus.counts)
    return corpus.source.size, pa.table({"symbol": _words(corpus), "count": counts})


def _merged(one: pa.Table, other: pa.Table) -> pa.Table:
    both = pa.concat_tables([one, other]).group_by("symbol").aggregate([("count", "sum")])
    return both.select(["symbol", "count_sum"]).rename_columns(["symbol", "count"])


def _words(corpus: Corpus) -> pa.Array:
    """The symbols of a corpus as Arrow has them."""
    symbols = corpus.symbols
    if not isinstance(symbols, Symbols):
        return pa.array(symbols, pa.large_string())
    buffers = (pa.py_buffer(np.array(symbols.edges)), pa.py_buffer(np.array(symbols.letters)))
    return pa.LargeStringArray.from_buffers(len(symbols), *buffers)


def _symbols(words: pa.LargeStringArray) -> Symbols:
    _, edges, letters = words.buffers()
    starts = np.frombuffer(edges, np.int64)[words.offset : words.offset + len(words) + 1]
    return Symbols(np.frombuffer(letters, np.uint8)[starts[0] : starts[-1]], starts - starts[0])


class Shards:
    """A `Source` of shards laid end to end; each is opened when a passage of it is asked for."""

    def __init__(
        self, shards: Sequence[str], reading: Reading, sizes: Sequence[int], symbols: Symbols
    ) -> None:
        self.shards, self.reading, self.symbols = tuple(shards), reading, symbols
        self.edges: Offsets = np.cumsum([0, *sizes], dtype=np.int64)
        self._opened: dict[int, tuple[Source, Ids]] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        """What is open here stays here: another machine opens its own."""
        return Shards, (self.shards, self.reading, np.diff(self.edges).tolist(), self.symbols)

    @property
    def size(self) -> int:
        """Raw tokens in one epoch."""
        return int(self.edges[-1])

    def length(self, knobs: Knobs) -> int:  # noqa: ARG002 - text is as long with all knobs
        """Raw tokens in one epoch."""
        return self.size

    def seeded(self, seed: int) -> Shards:  # noqa: ARG002 - every model reads the same text
        """Itself."""
        return self

    def passage(self, epoch: int, first: int, count: int, knobs: Knobs) -> Stream:
        """The whole sentences that hold the raw positions ``first … first + count - 1``.

        Raises
        ------
        CorpusError
            If the shard cannot be read any more.
        """
        end = min(first + count, self.size)
        low = int(np.searchsorted(self.edges, first, side="right")) - 1
        high = max(low + 1, int(np.searchsorted(self.edges, end, side="left")))
        parts = [
            self._of(shard, epoch, max(first, int(self.edges[shard])), end, knobs)
            for shard in range(low, high)
        ]
        if len(parts) == 1:
            return parts[0]
        offsets = [part.offsets[1:] + part.first - parts[0].first for part in parts]
        ids = np.concatenate([part.ids for part in parts])
        return Stream(ids, np.concatenate([[0], *offsets]), parts[0].first)

    def _of(self, shard: int, epoch: int, first: int, end: int, knobs: Knobs) -> Stream:
        """The part of a passage that lies in one shard, its ids as ranks of the whole."""
        if shard not in self._opened:
            corpus = read(self.shards[shard], self.reading)
            self._opened[shard] = corpus.source, self._ranks(corpus)
        source, ranks = self._opened[shard]
        start = int(self.edges[shard])
        stop = min(end, int(self.edges[shard + 1]))
        found = source.passage(epoch, first - start, stop - first, knobs)
        return Stream(ranks[found.ids], np.array(found.offsets), found.first + start)

    def _ranks(self, corpus: Corpus) -> Ids:
        """The rank in the whole of every symbol of a shard."""
        known = _words(Corpus("", self.symbols, np.zeros(0, np.int64), self))
        ranks = pc.index_in(_words(corpus), value_set=known)
        return np.array(pc.fill_null(ranks, len(self.symbols)), np.int32)
