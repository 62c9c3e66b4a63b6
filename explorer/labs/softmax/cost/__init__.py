"""Cost of four objectives."""
