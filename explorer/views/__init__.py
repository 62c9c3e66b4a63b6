"""Engine objects and frames as small frozen tuples of plain numbers."""
