"""One text trained with plain and with mixed noise."""
