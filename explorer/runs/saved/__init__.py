"""Runs on disk: kept by a visitor, put by when dropped, or carried elsewhere as one file."""
