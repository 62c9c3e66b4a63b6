"""Long work beside a run: counts, scores, repeated trainings, sweeps, runs side by side."""
