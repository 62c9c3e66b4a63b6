"""Preload of the fork server (`engine.isolation`): it reads a small file of each kind.

So a child finds modules imported and kernels loaded. It has one thread: what is forked has no more.
"""

from __future__ import annotations

import gc
import logging
import os

for _name in ("NUMBA", "OMP", "OPENBLAS", "MKL"):
    os.environ[f"{_name}_NUM_THREADS"] = "1"  # before NumPy is imported
# Arrow's own pool takes a gigabyte ahead, which `engine.process_limits` could not bound.
os.environ["ARROW_DEFAULT_MEMORY_POOL"] = "system"

SAMPLES = {
    "a.txt": b"push and pull.\npull and push.\n" * 20,
    "a.csv": b"text,n\npush and pull,1\npull and push,2\n" * 5,
    "a.jsonl": b'{"text": "push and pull"}\n' * 5,
    "a.edges": b"a b\nb c\nc a\n",
    "a.mtx": b"%%MatrixMarket matrix coordinate real symmetric\n3 3 2\n2 1 1\n3 2 1\n",
    "a.fasta": b">one\nACGTACGTTGCA\n>two\nACGTTGCAACGT\n",
}


def load() -> None:
    """Read each sample."""
    import tempfile  # noqa: PLC0415 - after the number of threads
    from io import BytesIO  # noqa: PLC0415 - as above
    from pathlib import Path  # noqa: PLC0415 - as above

    from engine.corpus import intake, reading_process  # noqa: F401, PLC0415 - as above
    from engine.evaluation import categories, questions  # noqa: F401, PLC0415 - as above
    from engine.evaluation.genome import labelled  # noqa: F401, PLC0415 - as above
    from engine.settings import Reading  # noqa: PLC0415 - as above

    with tempfile.TemporaryDirectory() as folder:
        for name, content in SAMPLES.items():
            intake.read([(name, BytesIO(content))], Reading(), Path(folder))


try:
    load()
except Exception:  # the fork server must not end: a child would load what it needs
    logging.getLogger(__name__).exception("the readers could not be loaded ahead")
gc.collect()
gc.freeze()  # a child's collections would copy all of this
