"""What kind of machine this is, without saying whose: no host, no path."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

import numpy as np
import psutil

_LIBRARIES = ("numpy", "numba", "llvmlite", "pyarrow", "scipy", "gensim")


def machine() -> dict[str, str]:
    """Facts by name: the same dictionary on the same machine with the same libraries."""
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "memory": f"{psutil.virtual_memory().total / 1e9:.0f} GB",
        "system": f"{platform.system()} {platform.machine()}",
        "Python": platform.python_version(),
        **{name: version(name) for name in _LIBRARIES},
        "BLAS": f"{blas['name']} {blas['version']}",
    }


def load() -> str:
    """How busy the machine is: runnable processes over the last minute, without our own."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    found = {line.partition(":")[0].strip(): line.partition(":")[2].strip() for line in lines}
    name = found.get("model name", platform.machine())
    wide = [flag for flag in ("avx2", "fma", "avx512f") if flag in found.get("flags", "").split()]
    return f"{name} ({', '.join(wide)})" if wide else name
