"""Training beside counting."""
