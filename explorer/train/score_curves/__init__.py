"""Scores of a run as curves."""
