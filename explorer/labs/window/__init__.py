"""Lab of the window."""
