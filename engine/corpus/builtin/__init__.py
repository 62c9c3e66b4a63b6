"""Corpora that come with the package: made-up ones, and texts of installed packages."""
