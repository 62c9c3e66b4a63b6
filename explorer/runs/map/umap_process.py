"""The process that lays words out with UMAP, and how to start it, talk with it and end it.

``python -m explorer.runs.map.umap_process`` reads requests and writes answers, one at a time, and
ends when its standard input does. Only this process imports umap, and late: a server that wants
to talk with it does not load it.
"""

from __future__ import annotations

import json
import os
import queue
import struct
import subprocess
import sys
import threading
import warnings
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeAlias

import numpy as np

from engine.evaluation.map_trust import true_neighbours_kept
from engine.evaluation.projection import cosine_neighbours, principal_axes, procrustes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.arrays import Floats, Ids

ROOT = Path(__file__).parents[3]
COMMAND = (sys.executable, "-m", "explorer.runs.map.umap_process")
ALONE = {f"{name}_NUM_THREADS": "1" for name in ("NUMBA", "OMP", "OPENBLAS", "MKL")}
Message: TypeAlias = tuple[dict[str, Any], list["Floats"]]

NEIGHBOURS = 15  # umap's default
JUDGED = 10  # true neighbours by which a map is judged
FEWEST = 5  # rows; fewer are shown by their principal axes
COLD = (200, 1.0)  # epochs and length of a step from the principal axes
WARM = (60, 0.15)  # from the map before: as true as the cold one, at a third of its cost
SPAN = 10.0  # widest side of a first map before umap moves it, as in umap


# messages: length, JSON with the shapes of the arrays, their bytes --------------------------


def send(pipe: IO[bytes], header: dict[str, Any], arrays: Sequence[Floats] = ()) -> None:
    """Write one message."""
    text = json.dumps({**header, "shapes": [array.shape for array in arrays]}).encode()
    pipe.write(struct.pack("<I", len(text)) + text)
    for array in arrays:
        pipe.write(array.astype("<f4", copy=False).tobytes())
    pipe.flush()


def receive(pipe: IO[bytes]) -> Message:
    """The next message, its arrays read-only; `EOFError` at the end."""
    (length,) = struct.unpack("<I", _exactly(pipe, 4))
    if length > 1 << 16:
        raise ValueError(f"a header of {length} bytes")
    header = json.loads(_exactly(pipe, length))
    return header, [_array(pipe, *shape) for shape in header.pop("shapes")]


def _array(pipe: IO[bytes], rows: int, columns: int) -> Floats:
    return np.frombuffer(_exactly(pipe, 4 * rows * columns), "<f4").reshape(rows, columns)


def _exactly(pipe: IO[bytes], count: int) -> bytes:
    data = pipe.read(count)
    if len(data) < count:
        raise EOFError
    return data


# the process as its parent sees it ----------------------------------------------------------


def launch(
    command: Sequence[str] = COMMAND,
) -> tuple[subprocess.Popen[bytes], IO[bytes], IO[bytes]]:
    """The process, the pipe to it and the pipe from it."""
    paths = filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))
    more = {**ALONE, "PYTHONPATH": os.pathsep.join(paths), "NUMBA_DISABLE_JIT": "0"}
    worker = subprocess.Popen(  # noqa: S603 - our own command
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, **more},
        start_new_session=True,  # Ctrl+C is for the server, which then closes the pipe
    )
    assert worker.stdin is not None
    assert worker.stdout is not None
    return worker, worker.stdin, worker.stdout


def end(worker: subprocess.Popen[bytes]) -> None:
    """End the process, within a second or so whatever it does."""
    assert worker.stdin is not None
    with suppress(OSError):  # what was not yet written has no reader
        worker.stdin.close()
    try:
        worker.wait(1.0)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()


# what it does -------------------------------------------------------------------------------


class Layouter:
    """UMAP on exact cosine neighbours, from the map before if there is one.

    umap's parts are called one by one, because its `fit` stretches every start to a box, so that
    maps would jump. One thread and a fixed seed: equal requests give equal maps.
    """

    def __init__(self) -> None:
        from umap import layouts, umap_  # noqa: PLC0415 - takes seconds; `main` listens meanwhile

        for compiled in (*vars(umap_).values(), *vars(layouts).values()):
            if hasattr(compiled, "enable_caching"):  # else each start spends five seconds on them
                compiled.enable_caching()
        self._layouts, self._umap = layouts, umap_
        self._curve = umap_.find_ab_params(1.0, 0.1)  # spread and min_dist: umap's defaults
        warmth = np.random.default_rng(1).normal(size=(40, 4)).astype(np.float32)
        self.lay_out(warmth, None, columns=2, warm=False)  # compiles

    def answer(self, message: Message) -> Message:
        """A map and how true it is row by row, (M, 1) in 0 … 1; or the reason why there is none."""
        header, arrays = message
        number, (vectors, *rest) = header["number"], arrays
        previous, columns = rest[0] if rest else None, header["columns"]
        try:
            if header["judged"]:
                kind, positions, nearest = "pca", rest[0], cosine_neighbours(vectors, JUDGED + 1)[0]
            else:
                kind, positions, nearest = self.lay_out(
                    vectors, previous, columns=columns, warm=header["warm"]
                )
            shares = true_neighbours_kept(nearest[:, 1 : JUDGED + 1], positions)
        except Exception as error:
            return {"number": number, "error": f"{type(error).__name__}: {error}"}, []
        return {"number": number, "kind": kind}, [positions, shares[:, None].astype(np.float32)]

    def lay_out(
        self, vectors: Floats, previous: Floats | None, *, columns: int, warm: bool
    ) -> tuple[str, Floats, Ids]:
        """The kind of the map, its positions and the rows' true neighbours, themselves first.

        The positions, (M, columns), lie on `previous` as well as they can.
        """
        if not np.isfinite(vectors).all():
            raise ValueError("vectors that are not finite")
        axes = principal_axes(vectors, columns)
        kind, positions = "pca", axes
        nearest, cosines = cosine_neighbours(vectors, NEIGHBOURS)
        if len(vectors) >= FEWEST:
            start = previous if warm and previous is not None else _spread(axes)
            epochs, step = WARM if warm else COLD
            graph = self._graph(vectors, nearest, cosines, epochs)
            kind, positions = "umap", self._optimise(graph, start, epochs, step)
        centre = np.zeros_like(axes) if previous is None else previous
        positions = procrustes(positions, centre)
        if not np.isfinite(positions).all():
            raise ValueError("a map that is not finite")
        return kind, positions, nearest

    def _optimise(
        self, graph: tuple[Any, Any, Any], start: Floats, epochs: int, step: float
    ) -> Floats:
        """Positions after `epochs` of attraction along the graph and repulsion, (M, columns)."""
        head, tail, weight = graph
        positions = np.array(start, dtype=np.float32, order="C")
        a, b = self._curve
        self._layouts.optimize_layout_euclidean(
            positions,
            positions,
            head,
            tail,
            epochs,
            len(positions),
            self._umap.make_epochs_per_sample(weight, epochs),
            a,
            b,
            np.array([42, 4242, 424242], dtype=np.int64),
            initial_alpha=step,
            move_other=True,
        )
        return positions

    def _graph(
        self, vectors: Floats, nearest: Ids, cosines: Floats, epochs: int
    ) -> tuple[Any, Any, Any]:
        """The edges of UMAP's graph as heads, tails and weights, the faintest left out."""
        graph, _, _ = self._umap.fuzzy_simplicial_set(
            vectors, nearest.shape[1], None, "cosine", knn_indices=nearest, knn_dists=1 - cosines
        )
        graph = graph.tocoo()
        graph.data[graph.data < graph.data.max() / epochs] = 0.0
        graph.eliminate_zeros()
        return graph.row, graph.col, graph.data


def _spread(axes: Floats) -> Floats:
    """Principal axes at the size umap starts from; a little noise parts what coincides."""
    widest = float(np.ptp(axes, axis=0).max())
    noise = np.random.default_rng(1).normal(scale=1e-3, size=axes.shape)
    return (axes * (SPAN / widest if widest > 0 else 1.0) + noise).astype(np.float32)


def _read(pipe: IO[bytes], requests: queue.SimpleQueue[Message]) -> None:
    """Queue requests until the pipe ends, and with it the process."""
    with suppress(EOFError):
        while True:
            requests.put(receive(pipe))
    os._exit(0)


def main() -> None:
    """Serve standard input."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    warnings.simplefilter("ignore")
    if hasattr(os, "nice"):
        os.nice(10)
    requests: queue.SimpleQueue[Message] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(sys.stdin.buffer, requests), daemon=True).start()
    layouter = Layouter()
    with suppress(BrokenPipeError):
        send(out, {"ready": True})
        while True:
            send(out, *layouter.answer(requests.get()))


if __name__ == "__main__":
    main()
