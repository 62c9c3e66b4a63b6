"""Reasons for the answer to an analogy."""
