"""Slots of what a kernel counts while it trains, from which progress and loss are computed."""

from __future__ import annotations

# Losses of terms that were measured and their numbers; then pairs, targets, raw tokens passed, and
# tokens that subsampling kept.
PULL, PUSH, POSITIVES, NEGATIVES, PAIRS, TARGETS, TOKENS, KEPT = range(8)
TALLY = 8
