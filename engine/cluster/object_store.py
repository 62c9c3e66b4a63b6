"""Arrays on their way through Ray's object store, which every process of a machine maps."""

from __future__ import annotations

import ctypes
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

import numpy as np

T = TypeVar("T")


def as_writable(thing: T) -> T:
    """The same thing, with every array of it and of what it is made of as kernels want them.

    What comes out of the object store is read-only, and for read-only arrays Numba would compile
    all kernels once more. Nothing is copied: the arrays look writable, and nobody writes to them.
    """
    if is_dataclass(thing) and not isinstance(thing, type):
        for item in fields(thing):
            held = getattr(thing, item.name)
            made = _writable(held) if isinstance(held, np.ndarray) else as_writable(held)
            if made is not held:
                object.__setattr__(thing, item.name, made)
    return thing


def _writable(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """A view that looks writable; it keeps alive what it looks at."""
    if array.flags.writeable or not array.size or not array.flags.c_contiguous:
        return array
    buffer = (ctypes.c_char * array.nbytes).from_address(array.ctypes.data)
    vars(buffer)["of"] = array
    return np.ndarray(array.shape, array.dtype, memoryview(buffer).cast("B"))
