"""More than one machine: trials, a run elsewhere, and one corpus trained by many, by Ray."""
