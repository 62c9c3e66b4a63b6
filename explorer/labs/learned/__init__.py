"""Lab of what v·u becomes."""
