"""Health card of a corpus."""
