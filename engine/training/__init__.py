"""The trainer, its rate, its slices and its checkpoints."""
