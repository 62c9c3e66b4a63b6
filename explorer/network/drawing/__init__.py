"""Drawn network beside its map."""
