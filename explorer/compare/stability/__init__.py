"""Stability: the same training repeated."""
