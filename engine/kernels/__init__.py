"""Compiled loops: plain arrays in, plain arrays out; serial, nogil, trusting."""
