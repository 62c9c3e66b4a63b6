"""Theory of negative sampling: its predictions for a corpus and its knobs."""
