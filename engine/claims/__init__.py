"""Claims of the theory, each measured small on this machine."""
