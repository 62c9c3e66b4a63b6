"""Mixed noise in a world whose law is known."""
