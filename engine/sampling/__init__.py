"""How tokens are dropped and noise words drawn: chances and tables."""
