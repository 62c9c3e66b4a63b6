"""Lab of the spectrum."""
