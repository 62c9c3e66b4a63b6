"""Objectives at rest."""
