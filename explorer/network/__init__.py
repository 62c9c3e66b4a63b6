"""Network section of the main page."""
