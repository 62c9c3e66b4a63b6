"""Lab of one step."""
