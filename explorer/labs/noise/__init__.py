"""Lab of the noise distribution."""
