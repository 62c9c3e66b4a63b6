"""Lab of all claims."""
