"""Kept runs, and runs compared: what keeping, stability and differences share."""
