"""Grid of two settings, a map in each cell."""
