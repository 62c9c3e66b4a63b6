"""The settings that trainers are compared at, and the arithmetic they cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """Subsampling at 1e-4, min_count 5 and a rate of .025 go with all of them."""

    dimensions: int
    window: int
    negatives: int

    @property
    def flops(self) -> int:
        """Of one (target, input) pair: a dot product and two updates for each of k + 1 columns."""
        return 6 * self.dimensions * (self.negatives + 1)

    def __str__(self) -> str:
        return f"d = {self.dimensions}, window {self.window}, k = {self.negatives}"


A = Setting(100, 5, 5)
B = Setting(300, 5, 5)
C = Setting(100, 10, 15)
