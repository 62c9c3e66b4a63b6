"""Experiments: models trained to measure what the theory predicts."""
