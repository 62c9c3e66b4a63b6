"""The run on screen against theory."""
