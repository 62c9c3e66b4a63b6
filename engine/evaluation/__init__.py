"""Evaluation of vectors: neighbours, analogies, gold pairs, projections."""
