"""What the theory of negative sampling predicts for a corpus and its knobs."""
