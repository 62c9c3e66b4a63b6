"""Compare page: kept runs, runs side by side, stability."""
