"""Lab of hard negatives."""
