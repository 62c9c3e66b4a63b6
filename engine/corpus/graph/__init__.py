"""Graphs as corpora: readers of their formats, and random walks as sentences."""
