"""Vectors of nodes judged: by labels of nodes, and by edges left out."""
