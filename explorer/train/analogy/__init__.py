"""Analogy box."""
