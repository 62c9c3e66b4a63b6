"""Lab of common words."""
