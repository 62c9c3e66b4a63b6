"""Pieces of a page: take a run or a view, draw, return choices."""
