"""A world whose law is known."""
