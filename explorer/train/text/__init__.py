"""Choice of what is read, and how it becomes tokens."""
