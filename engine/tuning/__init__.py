"""Studies of settings: what is varied, what a model is judged by, a trial, and where it is kept."""
