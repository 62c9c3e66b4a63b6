"""Draws of plain and of mixed noise."""
