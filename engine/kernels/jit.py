"""The one compile policy, and the only importer of numba beside the vector lanes.

Serial and ``nogil``: Python threads give the parallelism, from many visitors at once; two threads
in ``parallel=True`` kernels abort the process under Numba's workqueue layer. ``cache=True`` keeps
the machine code between starts. Sums may be reordered (``reassoc``, so that dot products use
vector registers) but infinities and NaN keep their meaning: divergence is noticed by them.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])

_HERE = Path(__file__).parent
_FASTMATH = {"reassoc", "contract", "nsz"}


def _cache_folder() -> Path:
    """A folder named by the sources, for Numba's cache misses edits in imported modules."""
    digest = hashlib.sha256()
    for source in sorted(_HERE.rglob("*.py")):
        digest.update(source.read_bytes())
    return _HERE / "__pycache__" / f"kernels-{digest.hexdigest()[:16]}"


def _use_cache(folder: Path) -> None:
    """Point Numba at the folder and drop the ones of earlier sources; read-only trees are fine."""
    if os.environ.get("NUMBA_CACHE_DIR"):
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return
    for old in folder.parent.glob("kernels-*"):
        if old != folder:
            shutil.rmtree(old, ignore_errors=True)
    vars(numba.config)["CACHE_DIR"] = str(folder)  # numba fills its config at import


_use_cache(_cache_folder())


def kernel(function: F) -> F:
    """Compile a loop that Python calls."""
    compiled = numba.njit(cache=True, nogil=True, error_model="numpy", fastmath=_FASTMATH)  # noqa: TID251 - this is the policy
    return cast("F", compiled(function))


def inlined(function: F) -> F:
    """Compile a step that only kernels call, into each of them; Python cannot call it.

    Two options that numba's own types do not name spare the wrappers for Python: a tenth of all
    compiling.
    """
    compiled = cast("Any", numba.njit)(  # noqa: TID251 - this is the policy
        nogil=True,
        error_model="numpy",
        fastmath=_FASTMATH,
        forceinline=True,
        no_cpython_wrapper=True,
        no_cfunc_wrapper=True,
    )
    return cast("F", compiled(function))
