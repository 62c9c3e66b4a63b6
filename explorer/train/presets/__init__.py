"""Experiments to begin with one click."""
