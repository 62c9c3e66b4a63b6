"""What readers do that should not: functions for a process of their own (`test_isolation.py`)."""

import ctypes
import os
import time

import numpy as np

from engine.errors import FormatError


def doubled(values):
    return {"twice": 2 * values, "same": tuple(values[:2].tolist())}


def leave_memory(_):
    ctypes.string_at(0)


def take_memory(count):
    return np.ones(count, np.uint8)


def never_end(_):
    while True:
        time.sleep(0.1)


def end_with(code):
    os._exit(code)


def refuse(name):
    raise FormatError("{name}: line {line} is no number.", name=name, line=3)


def fail(_):
    return {}[0]


def count(steps, progress):
    for step in range(steps):
        progress(step)
        time.sleep(0.01)
    return os.getpid()
