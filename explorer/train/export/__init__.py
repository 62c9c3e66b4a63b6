"""Export of vectors, settings and links."""
