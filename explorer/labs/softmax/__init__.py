"""Lab of what softmax costs."""
