"""Knobs, settings of a new model, and the sampler."""
