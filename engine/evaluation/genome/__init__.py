"""Vectors of k-mers judged: by their letters, and by classes of sequences."""
